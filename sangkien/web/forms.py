"""What the forms of all rooms have in common."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise

from sangkien.base.problems import Problem


class Questions(forms.Form):
    """Questions that people may leave unanswered as far as the fields go; `needed` says of those that must not be, in
    our own words, what is missing: all at once, each beside its field."""

    use_required_attribute = False
    needed: ClassVar[Mapping[str, str | Promise]] = {}

    def clean(self) -> dict[str, Any]:
        """Whatever was left empty is named."""
        for name, text in self.needed.items():
            if name in self.fields and name not in self.errors and not self.answered(name):
                self.add_error(name, str(text))
        return self.cleaned_data

    def answered(self, name: str) -> bool:
        """Was something said there?"""
        return bool(self.cleaned_data.get(name))

    def put(self, problems: Iterable[Problem]) -> None:
        """Show what an action found, each beside its field; what has none stands above the form."""
        for problem in problems:
            box = self.box_of(problem.field)
            self.add_error(box if box in self.fields else None, problem.text)

    def box_of(self, field: str) -> str:
        """Under which box to show what an action says of its own `field`."""
        return field

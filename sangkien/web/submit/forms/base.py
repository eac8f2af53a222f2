"""What all pages of the form have in common."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from sangkien.base.days import format_day
from sangkien.base.problems import Problem
from sangkien.web.submit import questions
from sangkien.web.submit.sheet import Answers, Sheet, keepable
from sangkien.web.templatetags.components import focus_id

_SHOWN = 200  # of an answer that cannot be taken, on the last page


@dataclass(frozen=True)
class Row:
    """One line of the last page: a question, its answer as the union will read it, and where to change it."""

    label: str
    value: str
    field: str
    focus: str
    unreadable: bool = False


class Asking(forms.Form):
    """Questions with what stands around them: lines below choices, a unit, the reviewers' words."""

    use_required_attribute = False

    def __init__(self, sheet: Sheet, typed: Answers, *, checked: bool, **kwargs: Any) -> None:
        data = typed if checked else None
        super().__init__(data=data, initial=typed, label_suffix="", **kwargs)
        self.sheet = sheet
        self.hints: dict[str, Mapping[str, str]] = {}
        self.units: dict[str, str] = {}
        self.words: dict[str, str] = {}
        self.optional: set[str] = set()

    def asked_at(self, name: str) -> list[str]:
        """What the union asked for at this field."""
        return [asked.text for asked in self.sheet.asked if asked.field == name]

    def said(self, name: str, default: Any = "") -> Any:
        """What was understood of a field; `default` where nothing was typed or it could not be read."""
        value = self.cleaned_data.get(name)
        return default if value is None else value

    def unreadable(self) -> list[Problem]:
        """What was typed but cannot be taken, each tied to its field."""
        found = self.errors.as_data()
        return [
            Problem(code=error.code or "unreadable", text=error.messages[0], field=self.add_prefix(name))
            for name in self.fields
            for error in found.get(name, [])[:1]
        ]

    def put(self, problems: Iterable[Problem]) -> None:
        """Show each problem beside its field."""
        for problem in problems:
            name = problem.field.removeprefix(f"{self.prefix}-")
            if name in self.fields and name not in self.errors:
                self.add_error(name, problem.text)

    def focus(self, field: str) -> str:
        """Where a link to the field lands on its page."""
        name = field.removeprefix(f"{self.prefix}-")
        return focus_id(self[name]) if name in self.fields else f"id_{field}"


class StepForm(Asking):
    """One page. `number` is its place in the programme's file; `kept` names answers the server adds itself."""

    number: ClassVar[int]
    kept: tuple[str, ...] = ()

    def __init__(self, sheet: Sheet, typed: Answers, *, checked: bool = False) -> None:
        super().__init__(sheet, typed, checked=checked)
        self.answers = typed
        self.compose()
        self.own = questions.questions_at(sheet.edition, self.number)
        for question in self.own:
            name = questions.PREFIX + question["code"]
            self.fields[name] = questions.field_for(question)
            if not question["required"]:
                self.optional.add(name)

    def compose(self) -> None:
        """Fit the page to the programme: its lists, what it hides, what it leaves to choice."""

    def hide(self, item: str, *names: str) -> None:
        """Leave out fields of an item the programme does not ask for; say which need no answer."""
        edition = self.sheet.edition
        for name in names or (item,):
            if not edition.asks(item):
                del self.fields[name]
            elif not edition.requires(item):
                self.optional.add(name)

    @property
    def own_fields(self) -> list[forms.BoundField]:
        """The programme's own questions on this page."""
        return [self[questions.PREFIX + question["code"]] for question in self.own]

    def typed(self, post: QueryDict) -> Answers:
        """Everything that was typed on the page, exactly as it came."""
        kept = {name: self.answers[name] for name in self.kept if name in self.answers}
        asked = {name: field for name, field in self.fields.items() if name not in self.kept}
        return kept | {name: _typed(post, name, field) for name, field in asked.items()}

    def holds(self, field: str) -> bool:
        """Does this page ask for the field?"""
        return field in self.fields

    def beside_the_point(self) -> set[str]:
        """Fields that do not matter with the other answers: kept in the draft, not read, not sent."""
        return set()

    def clean(self) -> dict[str, Any]:
        """Forget what is beside the point, and that it could not be read."""
        for name in self.beside_the_point():
            self.errors.pop(name, None)
            self.cleaned_data.pop(name, None)
        return self.cleaned_data

    def part(self) -> dict[str, Any]:
        """This page's part of the dossier's `Content`."""
        return {}

    def extra(self) -> dict[str, Any]:
        """The answers to the programme's own questions."""
        given = {question["code"]: self.said(questions.PREFIX + question["code"]) for question in self.own}
        return {
            question["code"]: questions.answer_of(question, given[question["code"]])
            for question in self.own
            if given[question["code"]] != ""
        }

    def rows(self) -> list[Row]:
        """The answers for the last page, in the order in which they were asked."""
        left_out = self.beside_the_point()
        return [self._row(name) for name in self.fields if name not in left_out]

    def _row(self, name: str) -> Row:
        wrong = name in self.errors
        value = str(self.answers.get(name, ""))[:_SHOWN] if wrong else self.printed(name)
        return Row(str(self.fields[name].label or ""), value, name, self.focus(name), wrong)

    def printed(self, name: str) -> str:
        """An answer as it is read: names instead of codes, days as days."""
        value, field = self.said(name), self.fields[name]
        if isinstance(field, forms.MultipleChoiceField):
            return ", ".join(str(label) for code, label in _choices(field) if code in value)
        if isinstance(field, forms.ChoiceField):
            return str(dict(_choices(field)).get(value, "")) if value else ""
        if isinstance(field, forms.BooleanField):
            return _("Có") if value else _("Không")
        return format_day(value) if isinstance(value, date) else str(value)


def _choices(field: forms.ChoiceField) -> list[tuple[str, str]]:
    return list(field.choices)  # type: ignore[arg-type]


def _typed(post: QueryDict, name: str, field: forms.Field) -> str | list[str]:
    if isinstance(field, forms.MultipleChoiceField):
        return [keepable(value) for value in post.getlist(name)]
    return keepable(post.get(name) or "")

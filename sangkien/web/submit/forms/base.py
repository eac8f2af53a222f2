"""What all pages of the form have in common."""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from sangkien.base.days import format_day
from sangkien.base.problems import Problem
from sangkien.files.models import StoredFile
from sangkien.initiatives.models import Draft
from sangkien.web.submit import questions
from sangkien.web.submit.sheet import START, Answers, Sheet, keepable
from sangkien.web.templatetags.components import focus_id

F = TypeVar("F", bound="Asking")
_SHOWN = 200  # of an answer that cannot be taken, on the last page


@dataclass(frozen=True)
class Row:
    """One line of the last page: a question, its answer as the union will read it (words or files), and where to
    change it."""

    label: str
    value: str
    field: str
    focus: str
    unreadable: bool = False
    files: tuple[StoredFile, ...] = ()


class Asking(forms.Form):
    """Questions with what stands around them: lines below choices, a unit, the reviewers' words.

    What depends on the programme alone is put together once, in `compose`, and then shared by everybody who is asked;
    what depends on the answers is done each time, in `fit`, on fields of one's `own`.
    """

    use_required_attribute = False
    hints: dict[str, Mapping[str, str]]
    units: dict[str, str]
    optional: set[str]
    _bound_fields_cache: dict[str, forms.BoundField]

    def __init__(self, sheet: Sheet, typed: Answers, *, checked: bool, prefix: str | None = None) -> None:
        vars(self).update(vars(blank(type(self), sheet)))
        self.fields, self.optional = dict(self.fields), set(self.optional)
        self.is_bound, self.data, self.initial, self.prefix = checked, typed if checked else {}, typed, prefix
        self._errors, self._bound_fields_cache = None, {}
        self.sheet, self.answers = sheet, typed
        self.fit()

    def compose(self) -> None:
        """Fit the questions to the programme: its lists, what it hides, what it leaves to choice."""

    def fit(self) -> None:
        """Fit them to what was typed."""

    def _clean_fields(self) -> None:
        """As Django's, without putting together for each field what only a template needs of it."""
        for name, field in self.fields.items():
            try:
                typed = field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
                # no field is required: where nothing was typed, nothing is wrong
                self.cleaned_data[name] = field.clean(typed) if typed else field.to_python(typed)
                if clean := getattr(self, f"clean_{name}", None):
                    self.cleaned_data[name] = clean()
            except ValidationError as no:
                self.add_error(name, no)

    def own(self, name: str) -> forms.Field:
        """A field that is this form's own, so that it may be changed."""
        self.fields[name] = deepcopy(self.fields[name])
        return self.fields[name]

    @property
    def words(self) -> dict[str, str]:
        """Numbers as they are read out below their fields."""
        return {}

    def asked_at(self, name: str) -> list[str]:
        """What the union asked for at this field."""
        return [asked.text for asked in self.sheet.asked if asked.field == name]

    def said(self, name: str, default: Any = "") -> Any:
        """What was understood of a field; `default` where nothing was typed or it could not be read."""
        value = self.cleaned_data.get(name)
        return default if value is None else value

    def unreadable(self) -> list[Problem]:
        """What was typed but cannot be taken, each tied to its field."""
        found = self.errors.as_data() if self.errors else {}
        return [
            Problem(code=error.code or "unreadable", text=error.messages[0], field=self.add_prefix(name))
            for name in self.fields
            if name in found
            for error in found[name][:1]
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
    """One page. `number` is its place in the programme's file; `kept` names the questions that are answered by files:
    they are no part of what is typed (see `initiatives.attachments`)."""

    number: ClassVar[int]
    kept: tuple[str, ...] = ()

    own_questions: list[dict[str, Any]]

    def __init__(self, sheet: Sheet, typed: Answers, *, checked: bool = False) -> None:
        super().__init__(sheet, typed, checked=checked)

    def ask_own(self) -> None:
        """Add the programme's own questions for this page."""
        self.own_questions = questions.questions_at(self.sheet.edition, self.number)
        for question in self.own_questions:
            name = questions.PREFIX + question["code"]
            self.fields[name] = questions.field_for(question)
            if not question["required"]:
                self.optional.add(name)

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
        return [self[questions.PREFIX + question["code"]] for question in self.own_questions]

    def typed(self, post: QueryDict) -> Answers:
        """Everything that was typed on the page, exactly as it came."""
        return {name: _typed(post, name, field) for name, field in self.fields.items() if name not in self.kept}

    def holds(self, field: str) -> bool:
        """Does this page ask for the field?"""
        return field in self.fields

    def holds_any(self, fields: Iterable[str]) -> bool:
        """Does it ask for any of them? Mostly for one of its own, which is seen at once."""
        return not self.fields.keys().isdisjoint(fields) or any(self.holds(field) for field in fields)

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
        given = {question["code"]: self.said(questions.PREFIX + question["code"]) for question in self.own_questions}
        return {
            question["code"]: questions.answer_of(question, given[question["code"]])
            for question in self.own_questions
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
            return "; ".join(str(label) for code, label in _choices(field) if code in value)
        if isinstance(field, forms.ChoiceField):
            return str(dict(_choices(field)).get(value, "")) if value else ""
        if isinstance(field, forms.BooleanField):
            return _("Có") if value else _("Không")
        return format_day(value) if isinstance(value, date) else str(value)


def _choices(field: forms.ChoiceField) -> list[tuple[str, str]]:
    return list(field.choices)  # type: ignore[arg-type]  # ours have no groups


def _typed(post: QueryDict, name: str, field: forms.Field) -> str | list[str]:
    if isinstance(field, forms.MultipleChoiceField):
        return [keepable(value) for value in post.getlist(name)]
    return keepable(post.get(name) or "")


def blank(form: type[F], sheet: Sheet) -> F:
    """The form on which nothing was typed yet, shared by everybody who is asked the same."""
    if form not in sheet.composed:
        sheet.composed[form] = _composed(form, sheet)
    found: F = sheet.composed[form]
    return found


def _composed(form: type[F], sheet: Sheet) -> F:
    """A form that asks nobody yet."""
    blank = form.__new__(form)
    forms.Form.__init__(blank, label_suffix="")
    draft = Draft(edition=sheet.edition, answers={START: {"helping": True}} if sheet.helping else {})
    blank.sheet = Sheet(draft, date.min)
    blank.answers, blank.hints, blank.units, blank.optional = {}, {}, {}, set()
    blank.compose()
    if isinstance(blank, StepForm):
        blank.ask_own()
    return blank

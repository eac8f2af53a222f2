"""What an employer answers: read, checked, and shown again in the employer's own language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from sangkien.base.days import parse_day
from sangkien.base.numbers import parse_dong
from sangkien.base.problems import NotPossible, NotUnderstood, Problem
from sangkien.base.text import forbidden, one_line, paragraphs
from sangkien.confirmations.models import Applied, Disclosure, EmployerAnswer, Language, Recognised, ValueSaid
from sangkien.confirmations.rules import (
    LONGEST_ISSUER,
    LONGEST_NAME,
    LONGEST_NOTE,
    LONGEST_NUMBER,
    EmployerSays,
    GivenPaper,
)
from sangkien.confirmations.words import say_day, say_dong, words
from sangkien.files.models import StoredFile
from sangkien.web.files.limits import given_paper

_CHOICES: Mapping[str, list[str]] = {
    "applied": Applied.values,
    "recognised": Recognised.values,
    "value": ValueSaid.values,
    "disclosure": Disclosure.values,
}
_MOST = {
    "number": LONGEST_NUMBER,
    "issuer": LONGEST_ISSUER,
    "name": LONGEST_NAME,
    "position": LONGEST_NAME,
    "note": LONGEST_NOTE,
}
_DAY, _VALUE, _ASKED = "recognised_on", "value_vnd", "value_asked"
_LONGEST_VALUE = 60
_FILE, _WAITING = "paper", "waiting"


@dataclass(frozen=True)
class Choice:
    """One answer to choose."""

    value: str
    label: str
    hint: str
    chosen: bool


@dataclass(frozen=True)
class Question:
    """One field as the page shows it; a question to choose from has `choices`."""

    name: str
    label: str
    value: str
    error: str
    hint: str = ""
    choices: tuple[Choice, ...] = ()


class EmployerForm:
    """`typed` is as it came; `value` is the benefit of a year in đồng that the page asks about, None where the dossier
    has none, and `asked` the one that the page which was sent had asked about; `errors` are sentences by the field's
    name, those of the whole under an empty name; `paper` is the file that was chosen, unless it is refused already."""

    def __init__(
        self,
        language: Language,
        typed: Mapping[str, str],
        upload: "UploadedFile[Any] | None" = None,
        *,
        value: int | None = None,
    ) -> None:
        self._language, self._words = language, words(language)
        self._upload = upload
        self.value, self.asked = value, _whole(typed.get(_ASKED, ""))
        self.typed = {name: typed.get(name, "") for name in [*_CHOICES, *_MOST, _DAY, _VALUE]}
        self.errors: dict[str, str] = {}
        self.paper: GivenPaper | None = None
        self.waiting: StoredFile | None = None
        self._waiting = typed.get(_WAITING, "")

    @classmethod
    def read(cls, request: HttpRequest, language: Language, *, value: int | None) -> "EmployerForm":
        """What was sent."""
        form = cls(language, request.POST.dict(), request.FILES.get(_FILE), value=value)
        form._check()
        return form

    @classmethod
    def of(cls, answer: EmployerAnswer | None, language: Language, *, value: int | None) -> "EmployerForm":
        """Empty, or what was answered before, its file included, to be changed. What was said of another value is asked
        anew."""
        if answer is None:
            return cls(language, {}, value=value)
        typed = {name: str(getattr(answer, name)) for name in [*_CHOICES, *_MOST] if name != "value"}
        day = say_day(answer.recognised_on, Language.VI) if answer.recognised_on else ""
        form = cls(language, {**typed, _DAY: day, **_said_of(answer, value)}, value=value)
        form.waiting = answer.paper
        return form

    @property
    def says(self) -> EmployerSays:
        """The answer, without a day that cannot be read."""
        given = {name: self.typed[name] for name in [*_CHOICES, *_MOST]}
        day = None if _DAY in self.errors else self._day()
        return EmployerSays(
            **given,
            recognised_on=day,
            value_asked=self.asked,
            value_vnd=self._other_value(),
            paper=self.paper,
            waiting=self._shown_before(),
        )

    def hold(self, paper: StoredFile | None) -> None:
        """Show the file that came before and waits, unless the page that was sent showed another, or none."""
        if paper is not None and (self.paper or paper.pk == self._shown_before()):
            self.waiting = paper

    def refuse(self, problems: tuple[Problem, ...]) -> None:
        """Say what an action found, in the reader's language."""
        for problem in problems:
            name = "file_refused" if problem.field == _FILE else problem.code
            if problem.field == _FILE:
                self.paper = None
            place = problem.field if problem.field in {*self.typed, _FILE} else ""
            self.errors.setdefault(place, self._words.get(name) or self._words["gone_text"])

    @property
    def questions(self) -> dict[str, Question]:
        """Every field by its name."""
        chosen = {name: self._chosen(name) for name in _CHOICES}
        lines = {name: self._line(name, self.typed[name]) for name in [*_MOST, _DAY, _VALUE]}
        return {**chosen, **lines, _FILE: self._line(_FILE, self.waiting.name if self.waiting else "")}

    @property
    def wrong(self) -> list[tuple[str, str]]:
        """(the field's address or nothing, sentence) for the summary above the form."""
        return [(f"#id_{name}" if name else "", text) for name, text in self.errors.items()]

    def _check(self) -> None:
        for name, most in _MOST.items():
            typed = self.typed[name]
            self.typed[name] = paragraphs(typed) if name == "note" else one_line(typed)
            if len(self.typed[name]) > most:
                self.errors[name] = self._words["text_long"].format(most=most)
            elif forbidden(typed):
                self.errors[name] = self._words["text_strange"]
        try:
            self._day()
        except NotUnderstood:
            self.errors[_DAY] = self._words["bad_day"]
        try:
            self.paper = given_paper(self._upload, field=_FILE) if self._upload else None
        except NotPossible as no:
            self.refuse(no.problems)

    def _other_value(self) -> int | None:
        """The employer's own; None where it cannot be read as an amount."""
        typed = self.typed[_VALUE].strip()[:_LONGEST_VALUE]
        try:
            return parse_dong(typed) if typed and self.typed["value"] == ValueSaid.OTHER else None
        except NotUnderstood:
            return None

    def _day(self) -> date | None:
        typed = self.typed[_DAY].strip()[:200]
        return parse_day(typed) if typed else None

    def _shown_before(self) -> int | None:
        return int(self._waiting) if self._waiting.isdecimal() and len(self._waiting) < 10 else None

    def _chosen(self, name: str) -> Question:
        choices = tuple(
            Choice(
                value=value,
                label=self._words[f"{name}_{value}"],
                hint=self._words.get(f"{name}_{value}_hint", ""),
                chosen=self.typed[name] == value,
            )
            for value in _CHOICES[name]
        )
        asked = self._words[f"q_{name}"].format(amount=say_dong(self.value or 0, self._language))
        return Question(name, asked, "", self.errors.get(name, ""), choices=choices)

    def _line(self, name: str, value: str) -> Question:
        hint = self._words.get(f"{name}_hint", "")
        return Question(name, self._words[name], value, self.errors.get(name, ""), hint)


def _whole(typed: str) -> int | None:
    return int(typed) if typed.isdecimal() and len(typed) <= 16 else None


def _said_of(answer: EmployerAnswer, value: int | None) -> dict[str, str]:
    """What was answered of this value, as it is typed."""
    if value is None or value != answer.value_asked:
        return {}
    if answer.value_vnd is None:
        return {"value": ValueSaid.UNSURE}
    if answer.value_vnd == value:
        return {"value": ValueSaid.RIGHT}
    return {"value": ValueSaid.OTHER, _VALUE: str(answer.value_vnd)}

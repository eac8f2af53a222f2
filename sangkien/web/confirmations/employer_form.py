"""What an employer answers: read, checked, and shown again in the employer's own language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from sangkien.base.days import parse_day
from sangkien.base.problems import NotPossible, NotUnderstood, Problem
from sangkien.base.text import forbidden, one_line, paragraphs
from sangkien.confirmations.models import Applied, Disclosure, EmployerAnswer, Language, Recognised
from sangkien.confirmations.rules import (
    LONGEST_ISSUER,
    LONGEST_NAME,
    LONGEST_NOTE,
    LONGEST_NUMBER,
    EmployerSays,
    GivenPaper,
)
from sangkien.confirmations.words import say_day, words
from sangkien.files.models import StoredFile
from sangkien.web.files.limits import given_paper

_CHOICES: Mapping[str, list[str]] = {
    "applied": Applied.values,
    "recognised": Recognised.values,
    "disclosure": Disclosure.values,
}
_MOST = {
    "number": LONGEST_NUMBER,
    "issuer": LONGEST_ISSUER,
    "name": LONGEST_NAME,
    "position": LONGEST_NAME,
    "note": LONGEST_NOTE,
}
_DAY = "recognised_on"
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
    """`typed` is as it came; `errors` are sentences by the field's name, those of the whole under an empty name;
    `paper` is the file that was chosen, unless it is refused already."""

    def __init__(self, language: Language, typed: Mapping[str, str], upload: "UploadedFile[Any] | None" = None) -> None:
        self._words = words(language)
        self._upload = upload
        self.typed = {name: typed.get(name, "") for name in [*_CHOICES, *_MOST, _DAY]}
        self.errors: dict[str, str] = {}
        self.paper: GivenPaper | None = None
        self.waiting: StoredFile | None = None
        self._waiting = typed.get(_WAITING, "")

    @classmethod
    def read(cls, request: HttpRequest, language: Language) -> "EmployerForm":
        """What was sent."""
        form = cls(language, request.POST.dict(), request.FILES.get(_FILE))
        form._check()
        return form

    @classmethod
    def of(cls, answer: EmployerAnswer | None, language: Language) -> "EmployerForm":
        """Empty, or what was answered before, its file included, to be changed."""
        if answer is None:
            return cls(language, {})
        typed = {name: str(getattr(answer, name)) for name in [*_CHOICES, *_MOST]}
        day = say_day(answer.recognised_on, Language.VI) if answer.recognised_on else ""
        form = cls(language, {**typed, _DAY: day})
        form.waiting = answer.paper
        return form

    @property
    def says(self) -> EmployerSays:
        """The answer, without a day that cannot be read."""
        given = {name: self.typed[name] for name in [*_CHOICES, *_MOST]}
        day = None if _DAY in self.errors else self._day()
        return EmployerSays(**given, recognised_on=day, paper=self.paper, waiting=self._shown_before())

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
        lines = {name: self._line(name, self.typed[name]) for name in [*_MOST, _DAY]}
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
        return Question(name, self._words[f"q_{name}"], "", self.errors.get(name, ""), choices=choices)

    def _line(self, name: str, value: str) -> Question:
        hint = self._words.get(f"{name}_hint", "")
        return Question(name, self._words[name], value, self.errors.get(name, ""), hint)

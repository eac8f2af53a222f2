"""What a row says, as the dossier that the form would have made of it; and what of it is not clear yet.

Nothing is made up: what the list does not say and the officer has not said for all its rows stays empty, and the rules
of the form name it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from sangkien.base.problems import Problem
from sangkien.base.text import fold
from sangkien.initiatives.content import WHOLE, AuthorEntry, BenefitKind, BenefitPeriod, Content, Recognition
from sangkien.initiatives.rules import LONGEST_NAME
from sangkien.intake.understanding import Field, Per, Record
from sangkien.intake.understanding import Recognition as Told
from sangkien.programmes.models import Edition, TermList

_CLOSE = 88  # of 100: closer than this a wording is an entry of a list
_ROUNDED = 50  # hundredths of a percent, by which a share in whole percents may be off
_A_YEAR = {Per.ONCE: 1, Per.YEAR: 1, Per.QUARTER: 4, Per.MONTH: 12}
_LISTS = {Field.KIND: TermList.KIND, Field.FIELD: TermList.FIELD, Field.RECOGNITION: TermList.RECOGNITION}
TERMS = "terms"  # of a batch's answers: what the officer said that a wording of a list means


@dataclass(frozen=True)
class Reader:
    """Reads the rows of a batch by an edition of its programme; `answers` is what the officer says of all of them."""

    edition: Edition
    answers: Mapping[str, Any] = field(default_factory=dict)
    _met: dict[tuple[Field, str], str] = field(default_factory=dict)

    def content(self, record: Record, *, unit: int, department: str = "") -> tuple[Content, list[Problem]]:
        """The dossier, and what could not be understood of it, by the names of the form's questions."""
        problems: list[Problem] = []
        texts, said = record.texts, self.answers
        kind = self._term(Field.KIND, texts.get(Field.KIND, ""), problems) or said.get("kind", "")
        area = self._term(Field.FIELD, record.field or texts.get(Field.FIELD, ""), problems) or said.get("field", "")
        restricted = bool(said.get("restricted"))
        content = Content(
            unit=unit,
            title=record.title,
            authors=tuple(_authors(record, department)),
            kind=kind,
            field=area,
            restricted=restricted,
            before="" if restricted else texts.get(Field.BEFORE, "") or said.get("before", ""),
            after="" if restricted else texts.get(Field.AFTER, "") or record.content or said.get("after", ""),
            effect=texts.get(Field.BENEFIT_NOTE, "")
            or (record.content if restricted else "")
            or said.get("effect", ""),
            applied_on=record.applied_on or _day(said.get("applied_on")),
            effects=tuple(said.get("effects", ())),
            recognition=self._recognition(record),
            **_benefit(record, said),
        )
        return content, problems

    def _recognition(self, record: Record) -> Recognition:
        """The form, and its paper where it has one: the row's own decision, else the one of the whole list."""
        given, said = record.recognition or Told(), self.answers
        number = given.number or said.get("recognition_number", "")
        form = self._form(record.texts.get(Field.RECOGNITION, "") or given.form, has_a_paper=bool(number))
        if not form.needs_paper:
            return Recognition(form=form.code)
        return Recognition(
            form=form.code,
            number=number,
            on=given.date or _day(said.get("recognised_on")),
            issuer=given.issuer or said.get("recognition_issuer", ""),
        )

    def _form(self, wording: str, *, has_a_paper: bool) -> "_Form":
        """By the words of the file; else as the officer says of the list; else, of a numbered decision, the first
        of the programme's forms that has one: a grade ("giải Ba", "cấp cơ sở") is no form."""
        code = self.meant(Field.RECOGNITION, wording) or str(self.answers.get("recognition_form", ""))
        if not code and has_a_paper:
            code = next((code for code, needs_paper in self._forms.items() if needs_paper), "")
        return _Form(code, self._forms.get(code, False))

    @cached_property
    def _forms(self) -> dict[str, bool]:
        terms = self.edition.terms()
        return {code: term.needs_paper for (kind, code), term in terms.items() if kind == TermList.RECOGNITION}

    def _term(self, asked: Field, wording: str, problems: list[Problem]) -> str:
        """The code of the entry that is meant; a wording that none of them has is named."""
        code = self.meant(asked, wording)
        if wording and not code and not self.answers.get(str(asked.value)):
            names = ", ".join(self._names(asked))
            text = _("“%(wording)s” chưa có trong danh mục của chương trình. Các mục có sẵn: %(names)s")
            values = {"wording": wording[:60], "names": names}
            problems.append(Problem(code=f"unknown_{asked.value}", field=str(asked.value), text=text % values))
        return code

    def meant(self, asked: Field, wording: str) -> str:
        """The code of the entry that a wording means, as an officer said or by how close it comes; else empty. A list
        says the same few wordings in all its rows: each is looked for once."""
        if (asked, wording) not in self._met:
            self._met[asked, wording] = self._found(asked, fold(wording))
        return self._met[asked, wording]

    def _found(self, asked: Field, folded: str) -> str:
        if not folded:
            return ""
        said: Mapping[str, Mapping[str, str]] = self.answers.get(TERMS, {})
        code = said.get(str(asked.value), {}).get(folded, "")
        if (_LISTS[asked], code) in self.edition.terms():
            return code
        wordings = self._wordings.get(_LISTS[asked], {})
        best = process.extractOne(folded, wordings, scorer=fuzz.token_sort_ratio, score_cutoff=_CLOSE)
        return best[2].rpartition("/")[0] if best else ""

    @cached_property
    def _wordings(self) -> dict[TermList, dict[str, str]]:
        """Of each list, by the code and the wording, its folded wordings."""
        found: dict[TermList, dict[str, str]] = {}
        for (kind, code), term in self.edition.terms().items():
            said = {f"{code}/{at}": fold(text) for at, text in enumerate([term.name, term.name_en, code]) if text}
            found.setdefault(TermList(kind), {}).update(said)
        return found

    def _names(self, asked: Field) -> list[str]:
        return [term.label for (kind, _code), term in self.edition.terms().items() if kind == _LISTS[asked]]


@dataclass(frozen=True)
class _Form:
    code: str
    needs_paper: bool


def _authors(record: Record, department: str) -> Iterator[AuthorEntry]:
    """As the list has them. Where it gives nobody a share, they have equal ones, to a hundredth of a percent."""
    shares = shares_of([author.share for author in record.authors])
    for author, share in zip(record.authors, shares, strict=True):
        yield AuthorEntry(
            full_name=author.name,
            phone=author.phone,
            department=(author.position or department)[:LONGEST_NAME],
            share=share,
        )


def shares_of(given: list[Fraction | None]) -> list[int]:
    """In hundredths of a percent. Nobody has one: equal ones, what is left over goes to the first. One has none: the
    rest. Percentages that were rounded in the list (33 + 33 + 33) are the whole: the first has what they miss."""
    if given and all(share is None for share in given):
        each, left = divmod(WHOLE, len(given))
        return [each + (place < left) for place in range(len(given))]
    shares = [round((share or Fraction(0)) * WHOLE) for share in given]
    missing = WHOLE - sum(shares)
    if given.count(None) == 1 and missing > 0:
        shares[given.index(None)] = missing
    elif None not in given and abs(missing) <= _ROUNDED * len(given):
        shares[0] += missing
    return shares


def benefit_of(record: Record) -> int | None:
    """The benefit as its dossier states it, in whole đồng: of a year, or once; None where the row says none, and of a
    day: nobody knows how many there are."""
    times = _A_YEAR.get(record.benefit_per)
    return record.benefit_vnd * times if record.benefit_vnd is not None and times else None


def _benefit(record: Record, said: Mapping[str, Any]) -> dict[str, Any]:
    wording = record.texts.get(Field.BENEFIT, "")
    if record.benefit_vnd is None:
        return {"benefit_kind": str(said.get("benefit_kind", "")), "benefit_method": wording}
    period = BenefitPeriod.FIRST_YEAR if record.benefit_per == Per.ONCE else BenefitPeriod.YEARLY
    return {
        "benefit_kind": BenefitKind.MONEY.value,
        "benefit_vnd": benefit_of(record),
        "benefit_period": period.value,
        "benefit_method": wording,
    }


def _day(told: Any) -> date | None:
    return date.fromisoformat(told) if told else None

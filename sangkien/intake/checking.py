"""Looking at every row: by the same rules as the form, and for what it may double. Nothing is written but the rows.

Three piles: ready, to be fixed, suspected to double something.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property, partial
from typing import Any, Protocol

from django.db.models import Q
from django.utils.translation import gettext as _

from sangkien.accounts.permissions import Actor
from sangkien.base.problems import Problem
from sangkien.base.statements import Statement, amend
from sangkien.base.text import fold
from sangkien.initiatives.content import Content
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.rules import missing_to_submit
from sangkien.initiatives.states import State
from sangkien.intake.contents import TERMS, Reader
from sangkien.intake.learning import Terms, terms_of
from sangkien.intake.models import Batch, Row
from sangkien.intake.records import Said, identity_of, said_by
from sangkien.intake.states import SETTLED, Pile
from sangkien.intake.understanding import Field, Trouble
from sangkien.intake.units import Belongs, Roll
from sangkien.review.alike import COMPARE
from sangkien.similarity.bulk import Bands, Near, bands_of, beside, in_the_register, inside
from sangkien.similarity.decisions import mark_of

AT_ONCE = 500
BY_AN_OFFICER = Q(pile=Pile.LEFT_OUT, troubles=[])  # left out by somebody's word
_MOST_LIKES = 3

# In which column of a list a question of the form is answered.
_COLUMNS: dict[str, tuple[Field, ...]] = {
    "title": (Field.TITLE,),
    "authors": (Field.AUTHORS,),
    "shares": (Field.SHARE, Field.AUTHORS),
    "unit": (Field.UNIT, Field.WORKPLACE),
    "kind": (Field.KIND,),
    "field": (Field.FIELD,),
    "before": (Field.BEFORE, Field.CONTENT),
    "after": (Field.AFTER, Field.CONTENT),
    "effect": (Field.BENEFIT_NOTE, Field.CONTENT),
    "applied_on": (Field.APPLIED_ON, Field.YEAR),
    "benefit_kind": (Field.BENEFIT, Field.BENEFIT_NOTE),
    "benefit_vnd": (Field.BENEFIT,),
    "benefit_method": (Field.BENEFIT,),
    "recognition_form": (Field.RECOGNITION, Field.DECISION_NUMBER),
    "recognition_number": (Field.DECISION_NUMBER,),
    "recognised_on": (Field.DECISION_DATE,),
    "recognition_issuer": (Field.DECISION_ISSUER,),
}


Told = dict[str, Any]  # what JSON can say


class Steps(Protocol):
    """How a long task is done in steps, each whole or not at all (`jobs.running.Progress`)."""

    def step(self) -> AbstractContextManager[datetime]:
        """One step, at this moment."""

    def did(self, number: int) -> None:
        """Within a step: so many more are done."""

    def say(self, message: str, *, total: int | None = None, place: dict[str, Any] | None = None) -> None:
        """What is done now, and of how much; with a `place` it counts anew."""


@dataclass
class InOneGo:
    """The same within the caller's transaction, at one moment. `tell`: how many are done, of how many, and what."""

    at: datetime
    tell: Callable[[int, int | None, str], object] = lambda _done, _total, _what: None
    done: int = 0

    @contextmanager
    def step(self) -> Iterator[datetime]:
        """Nothing is between two of them."""
        yield self.at

    def did(self, number: int) -> None:
        """So many more are done."""
        self.done += number
        self.tell(self.done, None, "")

    def say(self, message: str, *, total: int | None = None, place: dict[str, Any] | None = None) -> None:
        """What is done now."""
        self.done = 0
        self.tell(0, total, message)


@dataclass(frozen=True)
class Looked:
    """A row as the form would see it: the dossier it would become, and what is wrong or worth knowing in which cell."""

    content: Content
    troubles: list[Told]

    @property
    def may_be_sent(self) -> bool:
        """Does nothing stand against it?"""
        return not any(trouble["blocks"] for trouble in self.troubles)


@dataclass(frozen=True)
class Around:
    """The rows of a list beside one another: of a row, by its place, which earlier one it may double; and the bands of
    the titles, as they were."""

    doubles: Mapping[int, Told]
    titles: Mapping[int, str] = field(default_factory=dict)
    bands: Bands = field(default_factory=dict)

    def bands_for(self, titles: Mapping[int, str]) -> Bands:
        """Those that are known, and of titles that are new."""
        new = {place: title for place, title in titles.items() if self.titles.get(place) != title}
        return {place: self.bands[place] for place in titles if place not in new} | dict(bands_of(new))


@dataclass
class Checker:
    """Looks at the rows of a batch on a day. `by` None: a command, which may compare with everything."""

    batch: Batch
    by: Actor | None
    on: date
    _days: dict[str, tuple[date, int]] = field(
        default_factory=dict
    )  # of each decision: the day first said, by which row

    @cached_property
    def roll(self) -> Roll:
        """The unions that are entered for."""
        return Roll(self.batch.unit, self.on, self.terms.get(Field.UNIT.value, {}))

    @cached_property
    def reader(self) -> Reader:
        """Of this batch's rows."""
        return Reader(self.batch.edition, {**self.batch.answers, TERMS: self.terms})

    @cached_property
    def terms(self) -> Terms:
        """What officers said that wordings mean. One query."""
        return terms_of(self.batch)

    def look(self, row: Row) -> Looked:
        """The row by itself; a query for a union's name that is new, none otherwise."""
        content, unread, unclear = self._read(row)
        missing = missing_to_submit(content, edition=self.batch.edition, on=self.on)
        problems = [*unclear, *missing, *self._other_day(row, content)]
        return Looked(content, _told(unread, problems, self._columns(row)))

    def content(self, row: Row) -> Content:
        """The dossier that the row would become; whether it may, whoever receives it says."""
        return self._read(row)[0]

    def troubles(self, row: Row, problems: Iterable[Problem]) -> list[Told]:
        """What stands against the row, cell by cell."""
        return _told([], problems, self._columns(row))

    def _read(self, row: Row) -> tuple[Content, list[Trouble], list[Problem]]:
        """The dossier, what could not be read of it, and what of it is not clear. The row knows its union, its title
        and its identity from then on."""
        said = said_by(row, self._columns(row))
        belongs = self._belongs(said)
        unit = belongs.unit or self.batch.unit_id
        content, unclear = self.reader.content(said.record, unit=unit, department=belongs.department)
        row.unit_id, row.title = belongs.unit, said.record.title
        row.identity = identity_of(said.record, unit=unit, programme=self.batch.programme_id, row=row)
        return content, said.troubles, [*([belongs.problem] if belongs.problem else []), *unclear]

    def _columns(self, row: Row) -> Mapping[Field, int]:
        return self._columns_of[row.table]

    @cached_property
    def _columns_of(self) -> list[Mapping[Field, int]]:
        return [{Field(name): at for name, at in table["columns"].items()} for table in self.batch.tables]

    def _belongs(self, said: Said) -> Belongs:
        record = said.record
        found = self.roll.find(record.unit or self.batch.answers.get("unit", ""))
        workplace = record.texts.get(Field.WORKPLACE, "")
        return Belongs(found.unit, workplace or found.department, found.problem)

    def _other_day(self, row: Row, content: Content) -> Iterable[Problem]:
        """One decision, by its number and issuer, has one day."""
        given = content.recognition
        mark = mark_of(given.number, given.issuer, given.on)
        if not mark or given.on is None:
            return
        day, number = self._days.setdefault(mark, (given.on, row.number))
        if day != given.on:
            text = _("Cùng một quyết định nhưng dòng %(row)s ghi ngày khác. Anh/chị xem lại ngày quyết định.")
            yield Problem("other_day", text % {"row": number}, field="recognised_on")


def check(batch: Batch, steps: Steps, *, by: Actor | None, on: date) -> None:
    """Put every row on its pile. What was entered, or taken back, or left out by an officer, stays where it is.

    Begun anew it looks at all of them again: one row is looked at beside those before it."""
    checker, around = Checker(batch, by, on), around_in(batch)
    waiting = Row.objects.filter(batch=batch).exclude(pile__in=SETTLED).exclude(BY_AN_OFFICER)
    steps.say(_("Đang kiểm tra từng dòng"), total=waiting.count(), place={})
    reached: int | None = -1
    while reached is not None:
        with steps.step():
            rows = list(waiting.filter(place__gt=reached).select_for_update().order_by("place")[:AT_ONCE])
            check_rows(checker, rows, around)
            steps.did(len(rows))
        reached = rows[-1].place if rows else None


def check_rows(checker: Checker, rows: Sequence[Row], around: Around) -> None:
    """Put these rows on their piles. A few queries for hundreds, and those that a union's new name costs."""
    for row in rows:
        looked = checker.look(row)
        row.troubles, row.likes = looked.troubles, []
        row.pile = Pile.READY if looked.may_be_sent else Pile.TO_FIX
    entered_before(rows)
    ready = {row.place: row for row in rows if row.pile == Pile.READY and not row.apart}
    for place, likes in _likes(checker.by, ready, around).items():
        ready[place].likes, ready[place].pile = likes[:_MOST_LIKES], Pile.DUPLICATE
    amend(rows, ["pile", "troubles", "likes", "unit", "title", "identity"])


def around_in(batch: Batch) -> Around:
    """What is known of the rows of a list beside one another. One query."""
    rows = Row.objects.filter(batch=batch).exclude(title="").exclude(BY_AN_OFFICER).order_by("place")
    told = {place: (title, number) for place, title, number in rows.values_list("place", "title", "number")}
    titles = {place: title for place, (title, _number) in told.items()}
    bands = bands_of(titles)
    nears = inside(titles, bands)
    return Around({place: _of_the_list(told[near.other][1], near) for place, near in nears.items()}, titles, bands)


def around_of(batch: Batch, rows: Sequence[Row]) -> Around:
    """The same for rows whose titles are new: beside those before each, and those after it that are ready or entered;
    one that is suspected itself names this one already. One query."""
    others = Row.objects.filter(batch=batch).exclude(pk__in=[row.pk for row in rows]).exclude(BY_AN_OFFICER)
    told = others.exclude(title="").values_list("place", "title", "number", "pile")
    lines = {place: _Line(title, fold(title), number, pile) for place, title, number, pile in told}
    lines |= {row.place: _Line(row.title, fold(row.title), row.number, Pile.UNCHECKED) for row in rows if row.title}
    nears = {row.place: _beside(lines, row.place) for row in rows if row.title}
    return Around({place: _of_the_list(lines[near.other].number, near) for place, near in nears.items() if near})


@dataclass(frozen=True)
class _Line:
    """A row of the list as another is held against it."""

    title: str
    folded: str
    number: int
    pile: str


def _beside(lines: Mapping[int, _Line], place: int) -> Near | None:
    heard = {
        at: one for at, one in lines.items() if at < place or (at > place and one.pile in (Pile.READY, Pile.ENTERED))
    }
    titles = {at: one.title for at, one in heard.items()}
    return beside(lines[place].title, titles, {at: one.folded for at, one in heard.items()})


def entered_before(rows: Sequence[Row]) -> list[Row]:
    """Those of the rows that were entered, in this batch or another: left out, and each says which dossier it is. One
    whose dossier was withdrawn since may be entered again. One query, or two."""
    again = _ENTERED([row.identity for row in rows if row.identity])
    undone = [key for key, _identity, _code, state in again if state == State.WITHDRAWN]
    Row.objects.filter(pk__in=undone).update(pile=Pile.UNDONE)
    known = {identity: code for _key, identity, code, state in again if state != State.WITHDRAWN}
    found = [row for row in rows if row.identity in known]
    for row in found:
        text = _("Dòng này đã nhập trước đây thành hồ sơ %(code)s.") % {"code": known[row.identity]}
        row.pile, row.troubles = Pile.LEFT_OUT, [_trouble("entered_before", text, field="title", column=None)]
    return found


_ENTERED = Statement("""
    SELECT old.id, old.identity, dossier.code, dossier.state
    FROM intake_row old JOIN initiatives_initiative dossier ON dossier.id = old.dossier_id
    WHERE old.pile = 'ENTERED' AND old.identity = ANY(%s)""")


def same_again(rows: Iterable[Row]) -> list[Row]:
    """Those of the rows that are the same as one before them, word for word: suspected until an officer has looked."""
    first: dict[str, Row] = {}
    found = [row for row in rows if row.identity and first.setdefault(row.identity, row) is not row]
    for row in found:
        row.pile, row.likes = Pile.DUPLICATE, [_of_the_list(first[row.identity].number, Near(0, 1.0, []))]
    return found


def _told(unread: Sequence[Trouble], problems: Iterable[Problem], columns: Mapping[Field, int]) -> list[Told]:
    """What is wrong, cell by cell: what the reader could not read comes first, and nothing is said twice of a cell."""
    told = [vars(trouble) | {"field": ""} for trouble in unread]
    said = {trouble.column for trouble in unread if trouble.blocks and trouble.column is not None}
    for problem in problems:
        column = _column(problem.field, columns)
        if column is None or column not in said:
            told.append(_trouble(problem.code, problem.text, field=problem.field, column=column))
    return told


def _trouble(code: str, message: str, *, field: str, column: int | None) -> Told:
    return {"column": column, "field": field, "code": code, "message": str(message), "blocks": True}


def _column(question: str, columns: Mapping[Field, int]) -> int | None:
    return next((columns[name] for name in _COLUMNS.get(question, ()) if name in columns), None)


def _likes(by: Actor | None, rows: Mapping[int, Row], around: Around) -> dict[int, list[Told]]:
    """Of each row, by its place, what it may double: earlier rows of the list, and dossiers that may be told of."""
    found = {place: [around.doubles[place]] for place in rows if place in around.doubles}
    titles = {place: row.title for place, row in rows.items()}
    among = partial(by.those, COMPARE, Initiative) if by else frozenset[int]
    nears = in_the_register(titles, around.bands_for(titles), among=among)
    keys = {near.other for each in nears.values() for near in each}
    dossiers = Initiative.objects.only("code", "title").in_bulk(keys)
    for place, each in nears.items():
        found[place] = [*found.get(place, []), *(_of_the_register(dossiers[near.other], near) for near in each)]
    return found


def _of_the_list(number: int, near: Near) -> Told:
    return {"row": number, "code": "", "title": "", "score": near.score, "reasons": list(near.reasons)}


def _of_the_register(dossier: Initiative, near: Near) -> Told:
    told = {"row": None, "code": dossier.code, "title": dossier.title}
    return told | {"score": near.score, "reasons": list(near.reasons)}

"""What each dossier says when everything in it is right. Faults come later (`faults`, `defects`)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from itertools import count
from random import Random

from sangkien.ops.demo import papers
from sangkien.ops.demo.authors import team
from sangkien.ops.demo.defects import TITLE_DEFECTS, retyped
from sangkien.ops.demo.details import details
from sangkien.ops.demo.plans import ContentPlan, DossierPlan
from sangkien.ops.demo.registers import Hat, Unit, officers
from sangkien.ops.demo.titles import Writing, next_in_series, write

LONGEST_TITLE = 250
PATIENCE = 60
PUBLISHED = 0.62


class Titles:
    """What was already written: no two dossiers share a title unless that is planted, and as far as the
    themes reach, no two of one union speak of the same thing."""

    def __init__(self, given: Iterable[str] = ()) -> None:
        self._given = set(given)
        self._topics: set[tuple[str, ...]] = set()

    def new(self, rng: Random, unit: Unit, *, by_officer: bool, worth_money: bool) -> Writing:
        """Something nobody has written yet; if `worth_money`, with a benefit that can be counted."""
        for attempt in count():
            writing = write(rng, unit, by_officer=by_officer)
            topic = (unit.code, *writing.topic)
            is_new = writing.title not in self._given and (topic not in self._topics or attempt > PATIENCE)
            if is_new and (writing.theme.measures or not worth_money):
                self._given.add(writing.title)
                self._topics.add(topic)
                return writing
        raise AssertionError("counting never ends")


def content(
    rng: Random, titles: Titles, *, number: int, unit: Unit, first: Hat | None, at: datetime, worth_money: bool
) -> ContentPlan:
    """A whole dossier of that workplace, sent at that moment."""
    by_officer = first is not None and first in officers(unit.code)
    writing = titles.new(rng, unit, by_officer=by_officer, worth_money=worth_money)
    theme, sent_on = writing.theme, at.date()
    before, after = details(Random(f"{number}/{writing.title}"), unit, theme)
    recognition = papers.recognised(rng, unit, sent_on=sent_on)
    benefit = papers.in_money(rng, unit, theme.measures[0]) if worth_money else papers.benefit(rng, unit, theme)
    return ContentPlan(
        unit=unit.code,
        title=writing.title,
        kind=rng.choice(theme.kinds),
        field=theme.fields[0] if rng.random() < 0.75 else rng.choice(theme.fields),
        before=f"{writing.before} {before}",
        after=f"{writing.after} {after}",
        applied_on=papers.applied_before(rng, recognition, sent_on=sent_on),
        recognition=recognition,
        benefit=benefit,
        effects=papers.effects(rng, theme),
        authors=team(rng, number, unit, theme, first),
        publish_name=rng.random() < PUBLISHED,
    )


def with_defect(rng: Random, said: ContentPlan, defect: str) -> ContentPlan:
    """The same content with its title typed badly in that way, if it still fits into the field."""
    title = TITLE_DEFECTS[defect](said.title)
    return replace(said, title=title) if len(title) <= LONGEST_TITLE else said


def restricted(said: ContentPlan) -> ContentPlan:
    """A trade secret: nothing but the title and the effect is told."""
    return replace(said, restricted=True, before="", after="", effect=said.after, publish_name=False)


def following(rng: Random, said: ContentPlan, earlier: ContentPlan) -> ContentPlan:
    """The next piece of a series by the same authors: alike in words, another piece of work."""
    after = f"Tiếp theo phần đã làm, nay áp dụng cho bộ phận thứ hai. {earlier.after}"
    return replace(
        said,
        title=next_in_series(rng, earlier.title),
        kind=earlier.kind,
        field=earlier.field,
        before=earlier.before,
        after=after,
        authors=earlier.authors,
    )


def doubling(rng: Random, said: ContentPlan, original: DossierPlan, *, exactly: bool, same_hand: bool) -> ContentPlan:
    """The same initiative once more, under the same title or one typed a little differently; sent again by the
    same author, or by others."""
    first = original.content
    said = replace(said, authors=first.authors) if same_hand else said
    title = first.title if exactly else retyped(rng, first.title)
    return replace(
        said,
        title=title if len(title) <= LONGEST_TITLE else first.title,
        kind=first.kind,
        field=first.field,
        before=first.before,
        after=first.after,
    )

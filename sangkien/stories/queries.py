"""Questions: what the public reads of a story at this moment, and how often it was read."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Sum
from django.utils.safestring import SafeString

from sangkien.base.prose import html_of, plain_of
from sangkien.consents.models import Purpose
from sangkien.consents.queries import agreeing, may_be_named
from sangkien.initiatives.models import Author
from sangkien.initiatives.parts import mark_of
from sangkien.stories.models import Edition, Picture, Story
from sangkien.stories.texts import read_out


@dataclass(frozen=True)
class QuoteRead:
    """Words that somebody said, and who: a name, "tác giả", or a role."""

    text: str
    who: str


@dataclass(frozen=True)
class Read:
    """A story as anybody reads it now. `names`: of those it tells of and who may be named; `on_cards`: who of them may
    be named on pictures to share. `plain`: the body as words alone."""

    story: Story
    headline: str
    lead: str
    body: SafeString
    plain: str
    quotes: Sequence[QuoteRead]
    pictures: Sequence[Picture]
    names: Sequence[str]
    on_cards: Sequence[str]


def read(stories: Sequence[Story]) -> list[Read]:
    """Each as it is read now: five queries, whatever their number, for stories that were read `for_list`."""
    initiatives = {story.initiative_id: story.initiative for story in stories}
    named = may_be_named(list(initiatives.values()))
    faces = agreeing(initiatives, Purpose.PHOTO)
    cards = agreeing(initiatives, Purpose.SHARE_CARD)
    return [
        _read(story, named[story.initiative_id], faces.get(story.initiative_id, ()), cards.get(story.initiative_id, ()))
        for story in stories
        if story.edition
    ]


def note_reading(story: Story, *, day: date) -> None:
    """One more reading of that day. One statement, and nothing about who reads."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO stories_reach (story_id, day, count) VALUES (%s, %s, 1)"
            " ON CONFLICT (story_id, day) DO UPDATE SET count = stories_reach.count + 1",
            [story.pk, day],
        )


def reach_of(stories: Collection[int]) -> dict[int, int]:
    """How often each (by its key) was read. One query."""
    counted = Story.objects.filter(pk__in=stories).annotate(times=Sum("reach__count"))
    return {pk: times or 0 for pk, times in counted.values_list("pk", "times")}


def _read(story: Story, named: Sequence[Author], faces: Collection[str], cards: Collection[str]) -> Read:
    authors, edition = story.initiative.credited, story.edition
    assert edition is not None
    marks = {one.mark for one in story.subjects.all()}
    body = read_out(edition.body, authors, named, markdown=True)
    told = [author for author in named if mark_of(author) in marks]
    return Read(
        story=story,
        headline=read_out(edition.headline, authors, named),
        lead=read_out(edition.lead, authors, named),
        body=html_of(body),
        plain=plain_of(body),
        quotes=_quotes(edition, authors, named),
        pictures=[one for one in _in_order(story) if not one.mark or one.mark in faces],
        names=[author.full_name for author in told],
        on_cards=[author.full_name for author in told if mark_of(author) in cards],
    )


def _quotes(edition: Edition, authors: Sequence[Author], named: Collection[Author]) -> list[QuoteRead]:
    by_mark = {mark_of(author): nth for nth, author in enumerate(authors, start=1)}
    return [
        QuoteRead(
            read_out(one["text"], authors, named),
            read_out(f"{{Tác giả {by_mark.get(one['mark'], 0)}}}", authors, named) if one["mark"] else one["role"],
        )
        for one in edition.quotes
    ]


def _in_order(story: Story) -> list[Picture]:
    return sorted(story.pictures.all(), key=lambda one: one.position)

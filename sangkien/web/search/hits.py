"""The dossiers on a page of hits: what the reader may read of each, with the words that were asked for marked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sangkien.accounts.permissions import Actor
from sangkien.confirmations.rules import READ_METHOD
from sangkien.initiatives.levels import Level, level_of
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.rules import SEE, SEE_PUBLIC
from sangkien.organisations.models import Organisation
from sangkien.review.queries import WORK
from sangkien.search.marking import Piece, beginning, marked, snippet
from sangkien.search.questions import Question
from sangkien.web.public.cards import Card, cards


@dataclass(frozen=True)
class PublicHit:
    """What anybody may read: the card, with the title and a passage in pieces."""

    card: Card
    title: list[Piece]
    passage: list[Piece]


@dataclass(frozen=True)
class InsideHit:
    """What an officer reads: `unit` and `authors` by their names; `level` of its value; `opens`: the hat may open the
    dossier at its desk."""

    initiative: Initiative
    title: list[Piece]
    passage: list[Piece]
    unit: str
    authors: list[Piece]
    level: Level | None
    opens: bool


def public_hits(keys: Sequence[int], question: Question, actor: Actor) -> list[PublicHit]:
    """In the order of the keys; what has just ceased to be public is left out."""
    with_it = Initiative.objects.select_related("field", "entered_by").prefetch_related("authors")
    found = _in_order(keys, with_it.filter(pk__in=actor.those(SEE_PUBLIC, Initiative, keys)))
    shown = zip(found, cards(found, on=actor.on), strict=True)
    return [PublicHit(card, marked(card.title, question), _passage(one, question)) for one, card in shown]


def inside_hits(keys: Sequence[int], question: Question, actor: Actor) -> list[InsideHit]:
    """The same as the actor may read them. Six queries however many there are."""
    with_it = Initiative.objects.prefetch_related("authors")
    found = _in_order(keys, with_it.filter(pk__in=actor.those(SEE, Initiative, keys)))
    in_full = actor.those(READ_METHOD, Initiative, keys)
    opens = actor.those(WORK, Initiative, keys)
    units = Organisation.objects.filter(pk__in={one.unit_id for one in found}).named(on=actor.on)
    names = {unit.pk: unit.short_name or unit.name or unit.code for unit in units}
    return [
        InsideHit(
            initiative=one,
            title=marked(one.title, question),
            passage=_passage(one, question, method=one.pk in in_full),
            unit=names.get(one.unit_id, ""),
            authors=marked(", ".join(author.full_name for author in one.credited), question),
            level=level_of(one),
            opens=one.pk in opens,
        )
        for one in found
    ]


def _in_order(keys: Sequence[int], seen: Iterable[Initiative]) -> list[Initiative]:
    by_key = {one.pk: one for one in seen}
    return [by_key[key] for key in keys if key in by_key]


def _passage(one: Initiative, question: Question, *, method: bool = True) -> list[Piece]:
    """Where most of the words stand, else how the effect or the text begins."""
    texts = [one.effect, one.after, one.before, one.benefit_method]
    readable = [text for text in (texts if method and not one.restricted else texts[:1]) if text]
    return snippet(readable, question) or beginning(next(iter(readable), ""))

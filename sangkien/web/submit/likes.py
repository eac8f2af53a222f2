"""While somebody writes: records that read like what they are writing, among those that anybody may see and their own.

It never keeps anybody from sending: the next part of a series and an upgrade are welcome, and the author may say on
which record the work builds. What may not be seen is not counted either.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from sangkien.accounts.permissions import Actor
from sangkien.base.text import decoded, one_line
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.receiving import BUILD_ON
from sangkien.initiatives.rules import SEE_PUBLIC, SHORTEST_TITLE
from sangkien.review.alike import COMPARE_METHOD, standing_records
from sangkien.similarity.queries import Told, alike_to
from sangkien.similarity.reading import described
from sangkien.web.review.likeness import ways_of
from sangkien.web.submit.page import Page
from sangkien.web.submit.sheet import Answers
from sangkien.web.submit.steps import CHANGE, CHECK

_MOST = 3


@dataclass(frozen=True)
class Like:
    """A record that reads alike, or the one that was chosen: where it may be read, how it is alike in words, and is it
    the one on which the work builds?"""

    code: str
    title: str
    address: str
    ways: list[str]
    chosen: bool


def likes_of(page: Page) -> dict[str, Any]:
    """For the page: `likes`, most alike first, and whether one is `built_on`. Few queries; none before there is a
    title."""
    actor, chosen = page.request.visit.actor, page.answers.get(CHECK.slug, {}).get("upgrade_of", "")
    found = alike_to(
        told(page.answers.get(CHANGE.slug, {}), dossier=page.draft.correcting_id),
        among=actor.among(BUILD_ON, standing_records()),
        readable=actor.among(COMPARE_METHOD, standing_records()),
        most=_MOST,
    )
    ways: dict[Initiative, list[str]] = {one.initiative: ways_of(one.reasons) for one in found}
    if chosen and chosen not in {one.code for one in ways}:
        ways |= {one: [] for one in actor.among(BUILD_ON, Initiative.objects.filter(code=chosen))}
    public = _public(actor, ways)
    likes = [_like(one, said, is_public=one.pk in public, chosen=one.code == chosen) for one, said in ways.items()]
    return {"likes": likes, "built_on": any(like.chosen for like in likes)}


def told(typed: Answers, *, dossier: int | None) -> Told:
    """What was typed on the page about the change; nothing at all of a title that is none yet, nor of a secret."""
    title, before, after = (decoded(str(typed.get(name, ""))).text for name in ("title", "before", "after"))
    title = one_line(title)
    if len(title) < SHORTEST_TITLE:
        return Told("", key=dossier)
    return Told(title, "" if typed.get("restricted") else described(before, after), dossier)


def _public(actor: Actor, records: Iterable[Initiative]) -> set[int]:
    keys = [one.pk for one in records]
    return set(actor.among(SEE_PUBLIC, Initiative.objects.filter(pk__in=keys)).values_list("pk", flat=True))


def _like(one: Initiative, ways: list[str], *, is_public: bool, chosen: bool) -> Like:
    address = reverse("initiative" if is_public else "dossier", args=[one.code])
    return Like(one.code, one.title, address, ways, chosen)

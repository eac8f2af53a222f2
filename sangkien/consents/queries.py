"""Does somebody agree? Asked at the moment of showing, and never kept."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db import models

from sangkien.consents.models import Consent, Purpose
from sangkien.consents.rules import is_sender
from sangkien.initiatives.models import Author, Initiative
from sangkien.initiatives.parts import mark_of


def holds(author: Author, purpose: Purpose) -> bool:
    """Does the author agree to it now? One query, and for a name those of `may_be_named`."""
    if purpose == Purpose.PUBLISH_NAME:
        initiative = author.initiative
        return author.pk in {one.pk for one in may_be_named([initiative])[initiative.pk]}
    given = Consent.objects.holding().to(purpose)
    return given.filter(initiative=author.initiative_id, mark=mark_of(author)).exists()


def agreeing(initiatives: Iterable[int], purpose: Purpose) -> Mapping[int, Collection[str]]:
    """The marks of those who agree now, by the key of the dossier; not for names (`may_be_named`). One query."""
    found: dict[int, set[str]] = defaultdict(set)
    given = Consent.objects.holding().to(purpose).filter(initiative__in=list(initiatives))
    for initiative, mark in given.values_list("initiative", "mark"):
        found[initiative].add(mark)
    return found


def may_be_named(initiatives: Sequence[Initiative]) -> dict[int, list[Author]]:
    """The authors of each dossier (by its key) whose names may be shown to everybody, in their order.

    Each is named with their own consent; the one who sent the dossier also with the word that was given with it
    (`publish_name`) as long as they have said nothing since, and nobody else by it. What a demonstration made up names
    all who have not said otherwise. One query, and one each for the authors and the senders unless they are read."""
    models.prefetch_related_objects(initiatives, "entered_by")
    said = _last_said([one.pk for one in initiatives])
    return {one.pk: [author for author in one.credited if _is_named(one, author, said)] for one in initiatives}


def _last_said(initiatives: Collection[int]) -> Mapping[tuple[int, str], bool]:
    """By dossier and mark, what an author said last about being named."""
    rows = Consent.objects.to(Purpose.PUBLISH_NAME).filter(initiative__in=initiatives).order_by("pk")
    return {(pk, mark): ends is None for pk, mark, ends in rows.values_list("initiative", "mark", "withdraws")}


def _is_named(initiative: Initiative, author: Author, said: Mapping[tuple[int, str], bool]) -> bool:
    word = said.get((initiative.pk, mark_of(author)))
    if word is not None:
        return word
    return initiative.publish_name and (initiative.made or is_sender(author, initiative.entered_by))


def given_by(initiative: Initiative, mark: str) -> Mapping[str, Consent]:
    """What an author agrees to now, by its purpose. One query."""
    return {one.purpose: one for one in initiative.consents.holding().filter(mark=mark)}

"""Questions: which dossiers that seem alike were looked at and are two."""

from collections.abc import Iterable, Mapping

from django.db.models import Max

from sangkien.initiatives.models import Event
from sangkien.similarity.models import ToldApart

_SENT = ("submit", "resubmit")

Pair = tuple[int, int]


def told_apart(pairs: Iterable[Pair]) -> set[Pair]:
    """Those of the pairs (of dossiers' keys, in any order) that were looked at as both were last sent, and are two; the
    older first. Two queries."""
    asked = {in_order(*pair) for pair in pairs}
    if not asked:
        return set()
    said = ToldApart.objects.filter(one__in={one for one, _other in asked}, other__in={other for _one, other in asked})
    sent = sent_versions({key for pair in asked for key in pair})
    return {
        (one.one_id, one.other_id)
        for one in said
        if (one.one_id, one.other_id) in asked
        and (one.one_version, one.other_version) == (sent.get(one.one_id), sent.get(one.other_id))
    }


def sent_versions(keys: Iterable[int]) -> Mapping[int, int]:
    """The version in which each dossier (by its key) was last sent. One query."""
    steps = Event.objects.filter(initiative__in=keys, verb__in=_SENT).order_by()
    return dict(steps.values_list("initiative").annotate(Max("version")))


def in_order(one: int, other: int) -> Pair:
    """The older first."""
    return (one, other) if one < other else (other, one)

"""Keeping what is usual current, and asking it: the one home of "is this value odd?"."""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Count, Max, Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sangkien.base.numbers import format_dong, format_int
from sangkien.evidence.models import Norm
from sangkien.evidence.oddness import Odd, Side, Usual, oddness
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.states import State
from sangkien.programmes.models import Programme

# Each phase and field, each field, each phase, and all; a dossier without a phase or field counts in the wider ones.
_NORMS = """
WITH worth AS MATERIALIZED (
    SELECT phase_id, field_id, unit_id, log(benefit_vnd::double precision) AS x FROM initiatives_initiative
    WHERE programme_id = %s AND state = 'VALID' AND benefit_vnd > 0
), cell AS (
    SELECT phase_id, field_id, GROUPING(phase_id) = 1 AS any_phase, GROUPING(field_id) = 1 AS any_field,
           count(*) AS n, count(DISTINCT unit_id) AS unions, percentile_cont(0.5) WITHIN GROUP (ORDER BY x) AS middle
    FROM worth GROUP BY GROUPING SETS ((phase_id, field_id), (field_id), (phase_id), ())
)
SELECT c.phase_id, c.field_id, c.n, c.unions, c.middle,
       (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY abs(w.x - c.middle)) FROM worth w
        WHERE (c.any_phase OR w.phase_id = c.phase_id) AND (c.any_field OR w.field_id = c.field_id))
FROM cell c
WHERE c.n > 0 AND (c.any_phase OR c.phase_id IS NOT NULL) AND (c.any_field OR c.field_id IS NOT NULL)
"""


def keep_norms(*, at: datetime) -> int:
    """Work out anew what is usual in every programme in which a dossier was closed since the last time, or the first
    one that counts; how many programmes. Reads all their valid dossiers: for a worker, once an hour at most."""
    last = dict(Norm.objects.values_list("programme").annotate(Max("at")))
    worth = Count("pk", filter=Q(state=State.VALID, benefit_vnd__gt=0))
    closed = Initiative.objects.exclude(closed_at=None).values("programme").annotate(last=Max("closed_at"), worth=worth)
    rows = closed.order_by().values_list("programme", "last", "worth")
    changed = [key for key, when, counts in rows if (when > last[key] if key in last else counts)]
    for key in changed:
        _refresh(key, at=at)
    return len(changed)


@transaction.atomic
def _refresh(programme: int, *, at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_NORMS, [programme])
        found = cursor.fetchall()
    Norm.objects.filter(programme=programme).delete()
    Norm.objects.bulk_create(
        Norm(
            programme_id=programme,
            phase_id=phase,
            field_id=field,
            values=values,
            unions=unions,
            middle=middle,
            spread=spread,
            at=at,
        )
        for phase, field, values, unions, middle, spread in found
    )


class Norms:
    """What is usual in one programme. One query."""

    def __init__(self, programme: Programme | int) -> None:
        key = programme if isinstance(programme, int) else programme.pk
        self._found = {(norm.phase_id, norm.field_id): norm.usual for norm in Norm.objects.filter(programme=key)}

    def usual(self, *, phase: int | None, field: int | None) -> Usual | None:
        """Of the field in the phase; where too few are known there of the field in all phases, then of the phase, then
        of the whole programme. None while too little is known of any."""
        places = [(phase, field), (None, field), (phase, None), (None, None)]
        asked = (self._found.get(place) for place in places)
        return next((usual for usual in asked if usual and usual.is_enough), None)

    def odd(self, initiative: Initiative) -> Odd | None:
        """Whether and how the dossier's value stands apart."""
        usual = self.usual(phase=initiative.phase_id, field=initiative.field_id)
        return oddness(initiative.benefit_vnd, usual)


def odd_values(initiatives: Iterable[Initiative]) -> dict[int, Odd]:
    """Of these dossiers those whose value stands apart, by their key. One query for each programme."""
    known: dict[int, Norms] = {}
    found = {}
    for initiative in initiatives:
        if initiative.programme_id not in known:
            known[initiative.programme_id] = Norms(initiative.programme_id)
        if odd := known[initiative.programme_id].odd(initiative):
            found[initiative.pk] = odd
    return found


def told(odd: Odd) -> str:
    """To an officer: how far it stands apart, and what may have been meant. It tells no other dossier's value."""
    return " ".join(filter(None, [_how_far(odd), _perhaps(odd)]))


def asked_again(odd: Odd) -> str:
    """To who is writing: a friendly question, without what others declare."""
    if odd.times == 0:
        apart = _("Số tiền này rất nhỏ cho cả một năm.")
    elif odd.side == Side.LARGE:
        apart = _("Số tiền này lớn hơn hẳn phần lớn các sáng kiến khác.")
    else:
        apart = _("Số tiền này nhỏ hơn hẳn phần lớn các sáng kiến khác.")
    question = _("Có phải anh/chị muốn ghi %(money)s?") % {"money": _dong(odd.meant)} if odd.meant else ""
    return " ".join(filter(None, [apart, question]))


def _how_far(odd: Odd) -> str:
    if odd.times == 0:
        return _("Giá trị chưa đến 1.000 đồng một năm.")
    where = _("mức giữa của lĩnh vực này") if odd.of_field else _("mức giữa của chương trình")
    said = _("Gấp %(times)s lần %(where)s.") if odd.side == Side.LARGE else _("Chỉ bằng 1/%(times)s %(where)s.")
    return said % {"times": format_int(odd.times, get_language() or "vi"), "where": where}


def _perhaps(odd: Odd) -> str:
    if odd.meant is None:
        return ""
    return _("Có thể ghi nhầm đơn vị: nếu là %(money)s thì như thường gặp.") % {"money": _dong(odd.meant)}


def _dong(amount: int | None) -> str:
    return format_dong(amount or 0, get_language() or "vi")

"""Taking a whole batch back: each of its dossiers is withdrawn by whoever sent it, as long as nobody has decided."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.base.problems import NotAllowed, NotPossible
from sangkien.base.statements import amend
from sangkien.initiatives.actions import withdraw
from sangkien.intake.checking import Steps
from sangkien.intake.entering import actor_of
from sangkien.intake.models import Batch, Row
from sangkien.intake.states import Pile

AT_ONCE = 50


def take_back(batch: Batch, steps: Steps, *, since: datetime) -> dict[str, Any]:
    """Withdraw what was entered since then; how many, and the codes of those that stay, each row with the reason."""
    all_entered = Row.objects.filter(batch=batch, pile=Pile.ENTERED)
    entered = all_entered.filter(dossier__submitted_at__gte=since)
    steps.say(_("Đang rút từng hồ sơ"), total=entered.count(), place={})
    reached = -1
    while rows := list(entered.filter(place__gt=reached).select_related("dossier").order_by("place")[:AT_ONCE]):
        with steps.step() as at:
            for row in rows:
                _withdraw(batch, row, at=at)
            amend(rows, ["pile", "troubles"])
            steps.did(len(rows))
        reached = rows[-1].place
    stayed = list(all_entered.order_by("place").values_list("dossier__code", flat=True))
    return {"undone": Row.objects.filter(batch=batch, pile=Pile.UNDONE).count(), "stayed": stayed}


def _withdraw(batch: Batch, row: Row, *, at: datetime) -> None:
    dossier = row.dossier
    assert dossier is not None  # it was entered
    try:
        with transaction.atomic():
            withdraw(dossier, seen=dossier.version, by=actor_of(batch, at=at), at=at)
    except NotPossible as no:
        row.troubles = [_stays(" ".join(str(problem.text) for problem in no.problems))]
    except NotAllowed:
        row.troubles = [_stays(_("Hồ sơ này do người khác nhập nên giữ nguyên; chỉ người đã nhập rút được."))]
    else:
        row.pile, row.troubles = Pile.UNDONE, []


def _stays(message: str) -> dict[str, Any]:
    return {"column": None, "field": "", "code": "stays", "message": message, "blocks": False}

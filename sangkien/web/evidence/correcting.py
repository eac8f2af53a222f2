"""What becomes of a dossier that an inspection found wrong: the correcting verb, with the words of the finding, for
whoever may; and for everybody else who that is."""

from dataclasses import dataclass

from django.urls import reverse

from sangkien.accounts.permissions import Actor, holders
from sangkien.base.numbers import format_dong
from sangkien.evidence.models import Finding, Judged
from sangkien.evidence.queries import standing_against
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.states import State
from sangkien.review.rules import CORRECT
from sangkien.web.review.desk import names_of

ASKED = "hau-kiem"  # in the address of a dossier: the inspection whose words the correcting form begins with
_NAMED = 5
_TO = {Judged.WRONG_VALUE: State.REVIEWING, Judged.INELIGIBLE: State.INELIGIBLE}  # a value is put right by its author


@dataclass(frozen=True)
class Wrong:
    """A finding that no verdict has answered yet. `url`: the correcting verb, for whoever may; else who may, by name
    (`others`), on behalf of the `union` that gave the verdict or one above it."""

    finding: Finding
    url: str = ""
    others: str = ""
    union: str = ""


def wrong(initiative: Initiative, actor: Actor) -> Wrong | None:
    """What an inspection found wrong with it, as the actor may go on from there. One query where there is nothing."""
    finding = standing_against(initiative)
    if finding is None:
        return None
    if actor.may(CORRECT, initiative):
        return Wrong(finding, url=_address(initiative, finding))
    union = names_of([initiative.judged_for_id], on=actor.on).get(initiative.judged_for_id or 0, "")
    return Wrong(finding, others=_others(initiative, actor), union=union)


def suggested(initiative: Initiative, asked: str) -> dict[str, str]:
    """What the correcting form begins with, where `asked` is an inspection that found the dossier wrong. One query."""
    finding = standing_against(initiative) if asked else None
    if finding is None or finding.sampled.inspection.code != asked:
        return {}
    return {"to": _TO[Judged(finding.judged)], "note": _words(finding)}


def _address(initiative: Initiative, finding: Finding) -> str:
    code = finding.sampled.inspection.code
    return f"{reverse('review', args=[initiative.code])}?viec=dinh-chinh&{ASKED}={code}#viec"


def _words(finding: Finding) -> str:
    """For the author, who reads Vietnamese whatever language the officer works in."""
    said = f"Hậu kiểm {finding.sampled.inspection.code}"
    if finding.right_vnd is None:
        return f"{said}: không đủ điều kiện. {finding.note}"
    return f"{said}: giá trị đúng là {format_dong(finding.right_vnd)}. {finding.note}"


def _others(initiative: Initiative, actor: Actor) -> str:
    found = holders(CORRECT, initiative, on=actor.on).order_by("full_name").values_list("full_name", flat=True)
    named = list(found[: _NAMED + 1])
    return ", ".join(named[:_NAMED]) + ("…" if len(named) > _NAMED else "")

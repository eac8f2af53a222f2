"""A programme told as its file: the rows are the truth, and what they say can be written down and loaded again."""

from collections.abc import Iterable
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from sangkien.programmes.models import Campaign, Edition, Programme, Term, TermList
from sangkien.programmes.spec import ProgrammeSpec, checked

LISTS = {
    "kinds": TermList.KIND,
    "fields": TermList.FIELD,
    "effects": TermList.EFFECT,
    "recognitions": TermList.RECOGNITION,
    "return_reasons": TermList.RETURN_REASON,
    "refusal_reasons": TermList.REFUSAL_REASON,
    "criteria": TermList.CRITERION,
}


def described(programme: Programme) -> ProgrammeSpec:
    """The programme as it stands, as a file that loaded again changes nothing: with its days as planned, without its
    targets, and without what unions below opened themselves. A handful of queries, whatever its size."""
    edition = programme.edition
    told = {
        "code": programme.code,
        "short_name": _both(programme.short_name, programme.short_name_en),
        "full_name": programme.full_name,
        "about": _both(programme.about, programme.about_en),
        "slogan": programme.slogan,
        "owner": programme.owner.code,
        "sources": programme.sources,
        "opens": _days(programme.planned),
        "milestones": programme.milestones,
        "review": _review(programme, edition),
        "deadline": _deadline(programme),
        "lists": _lists(edition),
        "phases": [_phase(phase) for phase in programme.phases.order_by("planned")],
        "campaigns": [_campaign(campaign) for campaign in _wider_first(programme)],
        **_asked(edition),
    }
    return checked(told)


def _asked(edition: Edition) -> dict[str, Any]:
    return {
        "applied": _days(edition.applied),
        "recognised": _days(edition.recognised),
        "recognition_counts": edition.recognition_counts,
        "confirm_above": edition.confirm_above,
        "form": edition.core,
        "limits": edition.limits,
        "texts": edition.texts,
        "papers": edition.papers,
        "questions": edition.questions,
    }


def _review(programme: Programme, edition: Edition) -> dict[str, Any]:
    council = {"quorum": edition.quorum, "pass": edition.pass_percent} if edition.points else None
    return {
        "workflow": programme.workflow,
        "council": council,
        "confirm_days": programme.confirm_days,
        "decide_days": programme.decide_days,
        "appeal_days": programme.appeal_days,
        "week": programme.week,
    }


def _deadline(programme: Programme) -> dict[str, Any]:
    rule = {
        "longer_than_minutes": programme.outage_minutes,
        "in_last_hours": programme.outage_last_hours,
        "extend_hours": programme.outage_extends_hours,
    }
    return {"grace_hours": programme.grace_hours, "outage": rule if programme.outage_minutes else None}


def _lists(edition: Edition) -> dict[str, list[dict[str, Any]]]:
    terms = edition.terms()
    lists = {
        name: [_term(terms[at]) for code in edition.offers.get(kind, []) if (at := (kind.value, code)) in terms]
        for name, kind in LISTS.items()
    }
    lists["criteria"] = [
        criterion | {"most": edition.points[criterion["code"]]} for criterion in lists["criteria"] if edition.points
    ]
    return lists


def _term(term: Term) -> dict[str, Any]:
    hint = _both(term.hint, term.hint_en) if term.hint else None
    return {"code": term.code, "name": _both(term.name, term.name_en), "hint": hint, **term.attributes}


def _phase(phase: Any) -> dict[str, Any]:
    return {
        "code": phase.code,
        "name": _both(phase.name, phase.name_en),
        "window": _days(phase.planned),
        "focus": phase.focus,
    }


def _campaign(campaign: Campaign) -> dict[str, Any]:
    return {
        "code": campaign.code,
        "kind": campaign.kind,
        "name": _both(campaign.name, campaign.name_en),
        "organiser": campaign.organiser.code,
        "window": _days(campaign.window),
        "within": campaign.parent.code if campaign.parent else None,
    }


def _wider_first(programme: Programme) -> list[Campaign]:
    """The campaigns of the file, each after the one that it lies in, otherwise as they were written."""
    left = list(programme.campaigns.filter(by_unit=False).select_related("organiser", "parent").order_by("pk"))
    placed: dict[int | None, Campaign | None] = {None: None}
    while left:
        at = next(place for place, campaign in enumerate(left) if campaign.parent_id in placed)
        found = left.pop(at)
        placed[found.pk] = found
    return list(filter(None, placed.values()))


def _days(window: DateRange | None) -> dict[str, Any] | None:
    if window is None:
        return None
    last = window.upper and type(window.upper).fromordinal(window.upper.toordinal() - 1)
    return {"from": window.lower, "to": last}


def _both(vi: str, en: str) -> dict[str, str]:
    return {"vi": vi, "en": en}


def codes(parts: Iterable[Any]) -> set[str]:
    """The codes of these parts of a file."""
    return {part.code for part in parts}

"""Setting up a programme from its file."""

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any, TypeVar

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Model

from sangkien.accounts.models import Person
from sangkien.audit.actions import record
from sangkien.base.problems import NotPossible, Problem
from sangkien.organisations.models import Organisation
from sangkien.programmes.extending import arrange
from sangkien.programmes.models import Campaign, Edition, Phase, Programme, Term, TermList
from sangkien.programmes.spec import (
    CampaignSpec,
    CriterionSpec,
    Days,
    DeadlineSpec,
    PhaseSpec,
    ProgrammeSpec,
    TermSpec,
)

_LISTS = {
    "kinds": TermList.KIND,
    "fields": TermList.FIELD,
    "effects": TermList.EFFECT,
    "recognitions": TermList.RECOGNITION,
    "return_reasons": TermList.RETURN_REASON,
    "refusal_reasons": TermList.REFUSAL_REASON,
    "criteria": TermList.CRITERION,
}


M = TypeVar("M", bound=Model)


@transaction.atomic
def configure(spec: ProgrammeSpec, *, by: Person | None, at: datetime) -> Programme:
    """Create the programme, or bring it to what the file now says. The same file twice changes nothing; other
    questions, lists or rules make a new edition, and dossiers begun before keep theirs.

    Lists, phases and campaigns are matched by code and only added or reworded, never removed: dossiers may
    hang on them. Raises NotPossible when the file names a union that does not exist, or a phase that would
    overlap one which the file no longer names.
    """
    units = _units(spec)
    at_first = {"opens": _range(spec.opens)}
    programme, news = _put(Programme, {"code": spec.code}, _attributes(spec, units), at_first=at_first)
    created = news == "created"
    changes = [news, *_put_terms(programme, spec), *_put_phases(programme, spec)]
    arrange(programme)
    changes += [_put_campaign(programme, campaign, units) for campaign in spec.campaigns]
    edition = _put_edition(programme, spec, at=at)
    if any(changes) or edition:
        after = {"created": created} | ({"edition": edition.number} if edition else {})
        record(verb="programme.configure", target=programme, by=by, at=at, after=after)
    return programme


def _put(
    model: type[M], key: dict[str, Any], values: dict[str, Any], *, at_first: dict[str, Any] | None = None
) -> tuple[M, str]:
    """The row of this key as the file has it, written only where the file says something new; `at_first` only
    when it is created."""
    row = model._default_manager.filter(**key).first()
    if row is None:
        return model._default_manager.create(**key, **values, **(at_first or {})), "created"
    news = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in news.items():
        setattr(row, name, value)
    if news:
        row.save(update_fields=list(news))
    return row, "changed" if news else ""


def _units(spec: ProgrammeSpec) -> dict[str, Organisation]:
    wanted = {spec.owner, *(c.organiser for c in spec.campaigns), *(t.unit for t in spec.targets)}
    found = {unit.code: unit for unit in Organisation.objects.filter(code__in=wanted)}
    if missing := sorted(wanted - set(found)):
        raise NotPossible([Problem(code="no_such_unit", text=f"Chưa có đơn vị mang mã {m}.") for m in missing])
    return found


def _attributes(spec: ProgrammeSpec, units: dict[str, Organisation]) -> dict[str, Any]:
    return {
        "short_name": spec.short_name.vi,
        "short_name_en": spec.short_name.en,
        "full_name": spec.full_name,
        "about": spec.about.vi,
        "about_en": spec.about.en,
        "slogan": spec.slogan,
        "owner": units[spec.owner],
        "sources": spec.sources,
        "planned": _range(spec.opens),
        **_deadline(spec.deadline),
        "workflow": spec.review.workflow,
        "confirm_days": spec.review.confirm_days,
        "decide_days": spec.review.decide_days,
        "appeal_days": spec.review.appeal_days,
        "week": spec.review.week,
        "milestones": sorted(set(spec.milestones)),
    }


def _deadline(spec: DeadlineSpec) -> dict[str, Any]:
    if spec.outage is None:
        return {"grace_hours": spec.grace_hours, "outage_minutes": None}
    rule = {
        "outage_minutes": spec.outage.longer_than_minutes,
        "outage_last_hours": spec.outage.in_last_hours,
        "outage_extends_hours": spec.outage.extend_hours,
    }
    return {"grace_hours": spec.grace_hours} | rule


def _put_edition(programme: Programme, spec: ProgrammeSpec, *, at: datetime) -> Edition | None:
    """A new edition, if the file asks or rules otherwise than the last one."""
    last = programme.editions.order_by("number").last()
    asked = _asked(spec)
    if last and all(getattr(last, name) == value for name, value in asked.items()):
        return None
    return Edition.objects.create(programme=programme, number=last.number + 1 if last else 1, since=at, **asked)


def _asked(spec: ProgrammeSpec) -> dict[str, Any]:
    return {
        "core": spec.form.model_dump(),
        "questions": [question.model_dump() for question in spec.questions],
        "offers": _offers(spec),
        "papers": [paper.model_dump() for paper in spec.papers],
        "limits": spec.limits.model_dump(),
        "texts": spec.texts.model_dump(exclude_none=True),
        "applied": _range(spec.applied) if spec.applied else None,
        "recognised": _range(spec.recognised) if spec.recognised else None,
        "recognition_counts": spec.recognition_counts,
        "confirm_above": spec.confirm_above,
        **_council(spec),
    }


def _offers(spec: ProgrammeSpec) -> dict[str, list[str]]:
    """The codes of each list. Criteria only where there are any: other programmes keep the edition they have."""
    codes = {_LISTS[name]: [term.code for term in getattr(spec.lists, name)] for name in _LISTS}
    return {name: of for name, of in codes.items() if of or name != TermList.CRITERION}


def _council(spec: ProgrammeSpec) -> dict[str, Any]:
    council = spec.review.council
    return {
        "points": {one.code: one.most for one in spec.lists.criteria} if council else None,
        "quorum": council.quorum if council else None,
        "pass_percent": council.pass_percent if council else None,
    }


def _put_terms(programme: Programme, spec: ProgrammeSpec) -> list[str]:
    return [
        _put(Term, {"programme": programme, "list": term_list, "code": term.code}, _term(term, position))[1]
        for attribute, term_list in _LISTS.items()
        for position, term in enumerate(getattr(spec.lists, attribute), start=1)
    ]


def _term(term: TermSpec | CriterionSpec, position: int) -> dict[str, Any]:
    said = term.model_dump(include={"paper", "counts", "field", "step"}, exclude_none=True)
    return {
        "name": term.name.vi,
        "name_en": term.name.en,
        "hint": term.hint.vi if term.hint else "",
        "hint_en": term.hint.en if term.hint else "",
        "position": position,
        "attributes": said,
    }


def _put_phases(programme: Programme, spec: ProgrammeSpec) -> list[str]:
    changes = [
        _put(
            Phase,
            {"programme": programme, "code": phase.code},
            _phase(phase),
            at_first={"window": _range(phase.window)},
        )[1]
        for phase in spec.phases
    ]
    for one, next_one in pairwise(programme.phases.order_by("planned")):
        if one.planned.upper is None or one.planned.upper > next_one.planned.lower:
            text = f"Giai đoạn {one.code} và {next_one.code} chồng lên nhau."
            raise NotPossible([Problem(code="phases_overlap", field="phases", text=text)])
    return changes


def _phase(phase: PhaseSpec) -> dict[str, Any]:
    return {
        "name": phase.name.vi,
        "name_en": phase.name.en,
        "planned": _range(phase.window),
        "focus": phase.focus,
    }


def _put_campaign(programme: Programme, spec: CampaignSpec, units: dict[str, Organisation]) -> str:
    values = {
        "kind": spec.kind,
        "name": spec.name.vi,
        "name_en": spec.name.en,
        "organiser": units[spec.organiser],
        "window": _range(spec.window),
        "parent": programme.campaigns.get(code=spec.within) if spec.within else None,
    }
    return _put(Campaign, {"programme": programme, "code": spec.code}, values)[1]


def _range(days: Days) -> DateRange:
    return DateRange(days.since, days.to + timedelta(days=1) if days.to else None)

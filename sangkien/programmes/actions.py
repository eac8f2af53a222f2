"""Setting up a programme from its file."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from sangkien.accounts.models import Person
from sangkien.audit.actions import record
from sangkien.base.problems import NotPossible, Problem
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Campaign, Phase, Programme, Term, TermList
from sangkien.programmes.spec import CampaignSpec, Days, ProgrammeSpec, TermSpec

_LISTS = {
    "kinds": TermList.KIND,
    "fields": TermList.FIELD,
    "effects": TermList.EFFECT,
    "recognitions": TermList.RECOGNITION,
    "return_reasons": TermList.RETURN_REASON,
    "refusal_reasons": TermList.REFUSAL_REASON,
}


@transaction.atomic
def configure(spec: ProgrammeSpec, *, by: Person | None, at: datetime) -> Programme:
    """Create the programme, or bring it to what the file now says. The same file twice changes nothing.

    Lists, phases and campaigns are matched by code and only added or reworded, never removed: dossiers may
    hang on them. Raises NotPossible when the file names a union that does not exist.
    """
    units = _units(spec)
    programme, created = Programme.objects.update_or_create(code=spec.code, defaults=_attributes(spec, units))
    _put_terms(programme, spec)
    for phase in spec.phases:
        Phase.objects.update_or_create(
            programme=programme,
            code=phase.code,
            defaults={
                "name": phase.name.vi,
                "name_en": phase.name.en,
                "window": _range(phase.window),
                "focus": phase.focus,
            },
        )
    for campaign in spec.campaigns:
        _put_campaign(programme, campaign, units)
    record(verb="programme.configure", target=programme, by=by, at=at, after={"created": created})
    return programme


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
        "opens": _range(spec.opens),
        "applied": _range(spec.applied) if spec.applied else None,
        "recognition_counts": spec.recognition_counts,
        "workflow": spec.review.workflow,
        "confirm_days": spec.review.confirm_days,
        "decide_days": spec.review.decide_days,
        "core": spec.form.model_dump(),
        "questions": [question.model_dump() for question in spec.questions],
    }


def _put_terms(programme: Programme, spec: ProgrammeSpec) -> None:
    for attribute, term_list in _LISTS.items():
        for position, term in enumerate(getattr(spec.lists, attribute), start=1):
            Term.objects.update_or_create(
                programme=programme, list=term_list, code=term.code, defaults=_term(term, position)
            )


def _term(term: TermSpec, position: int) -> dict[str, Any]:
    said = term.model_dump(include={"paper", "counts", "field", "step"}, exclude_none=True)
    return {
        "name": term.name.vi,
        "name_en": term.name.en,
        "hint": term.hint.vi if term.hint else "",
        "hint_en": term.hint.en if term.hint else "",
        "position": position,
        "attributes": said,
    }


def _put_campaign(programme: Programme, spec: CampaignSpec, units: dict[str, Organisation]) -> None:
    parent = programme.campaigns.get(code=spec.within) if spec.within else None
    Campaign.objects.update_or_create(
        programme=programme,
        code=spec.code,
        defaults={
            "kind": spec.kind,
            "name": spec.name.vi,
            "name_en": spec.name.en,
            "organiser": units[spec.organiser],
            "window": _range(spec.window),
            "parent": parent,
        },
    )


def _range(days: Days) -> DateRange:
    return DateRange(days.since, days.to + timedelta(days=1) if days.to else None)

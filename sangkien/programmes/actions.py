"""Setting up a programme from its file."""

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any, TypeVar

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F, Model
from django.utils.translation import gettext as _

from sangkien.accounts.models import Person
from sangkien.audit.actions import record
from sangkien.base.problems import NotPossible, Problem
from sangkien.base.shapes import plain
from sangkien.organisations.models import Organisation
from sangkien.programmes.describing import LISTS, codes, described
from sangkien.programmes.extending import arrange
from sangkien.programmes.models import Campaign, Edition, Phase, Programme, Term, TermList, Version
from sangkien.programmes.spec import (
    CampaignSpec,
    CriterionSpec,
    Days,
    DeadlineSpec,
    PhaseSpec,
    ProgrammeSpec,
    TermSpec,
)

M = TypeVar("M", bound=Model)


@transaction.atomic
def configure(
    spec: ProgrammeSpec,
    *,
    by: Person | None,
    at: datetime,
    reason: str = "",
    whole: bool = False,
    rehearsal: bool = False,
) -> Programme:
    """Create the programme, or bring it to what the file now says. The same file twice changes nothing; other
    questions, lists or rules make a new edition, and dossiers begun before keep theirs; every change makes a version.

    Lists, phases and campaigns are matched by code and only added or reworded, never removed: dossiers may
    hang on them. With `whole` the phases and campaigns that the file does not name are taken out, where nothing hangs
    on them. `rehearsal` makes a new one to be tried out. Who may, `building` asks. Raises NotPossible when the file
    names a union that does not exist, or a phase that would overlap one which the file no longer names, or leaves out
    what is in use.
    """
    units = _units(spec)
    stood = Programme.objects.select_for_update().filter(code=spec.code).first()
    if stood:
        _keep_what_stood(stood)
    at_first = {"opens": _range(spec.opens), "rehearsal": rehearsal}
    programme, news = _put(Programme, {"code": spec.code}, _attributes(spec, units), at_first=at_first)
    created = news == "created"
    changes = [news, *(_take_out(programme, spec) if whole else []), *_put_terms(programme, spec)]
    changes += _put_phases(programme, spec)
    arrange(programme)
    changes += [_put_campaign(programme, campaign, units) for campaign in spec.campaigns]
    _must_hold_what_unions_opened(programme)
    edition = _put_edition(programme, spec, at=at)
    if any(changes) or edition:
        version = _put_version(programme, by=by, at=at, reason=reason)
        after: dict[str, Any] = {"created": created, "version": version.number}
        after |= {"edition": edition.number} if edition else {}
        after |= {"reason": reason} if reason else {}
        record(verb="programme.configure", target=programme, by=by, at=at, after=after)
    return programme


def _keep_what_stood(programme: Programme) -> None:
    """The first version of a programme from before versions were kept."""
    if not programme.versions.exists():
        edition = programme.edition
        _write_version(programme, 1, edition=edition, by=None, at=edition.since)


def _put_version(programme: Programme, *, by: Person | None, at: datetime, reason: str) -> Version:
    last = programme.versions.order_by("number").values_list("number", flat=True).last() or 0
    return _write_version(programme, last + 1, edition=programme.edition, by=by, at=at, reason=reason)


def _write_version(programme: Programme, number: int, **said: Any) -> Version:
    return Version.objects.create(programme=programme, number=number, told=plain(described(programme)), **said)


def _take_out(programme: Programme, spec: ProgrammeSpec) -> list[str]:
    """Phases and campaigns that the file does not name, the innermost first. Raises NotPossible for all in use."""
    phases = programme.phases.exclude(code__in=codes(spec.phases))
    campaigns = programme.campaigns.filter(by_unit=False).exclude(code__in=codes(spec.campaigns)).order_by("-pk")
    left_out: list[Phase | Campaign] = [*campaigns, *phases]
    going = {one.pk for one in left_out if isinstance(one, Campaign)}
    if problems := [problem for one in left_out if (problem := _in_use(one, going=going))]:
        raise NotPossible(problems)
    programme.campaigns.filter(parent__in=going).update(parent=None)
    for one in left_out:
        one.delete()
    return ["taken out"] * len(left_out)


def _in_use(one: Phase | Campaign, *, going: set[int]) -> Problem | None:
    """What hangs on it, whatever room it is of; parts of a campaign that go or are placed elsewhere by the same file
    do not count."""
    for relation in one._meta.related_objects:
        hanging = relation.related_model._default_manager.filter(**{relation.field.name: one.pk})
        if relation.related_model is Campaign:
            hanging = hanging.filter(by_unit=True).exclude(pk__in=going)
        if hanging.exists():
            what = relation.related_model._meta.verbose_name
            text = _("%(kind)s %(code)s đã có %(what)s nên không bỏ được.")
            told = {"kind": str(one._meta.verbose_name).capitalize(), "code": one.code, "what": what}
            return Problem(code="in_use", field="phases" if isinstance(one, Phase) else "campaigns", text=text % told)
    return None


def _must_hold_what_unions_opened(programme: Programme) -> None:
    """What unions opened inside a campaign stays inside its days, and keeps its code; the database refuses it
    otherwise."""
    parts = programme.campaigns.filter(by_unit=True, parent__isnull=False)
    outside = parts.exclude(window__contained_by=F("parent__window"))
    text = _("%(part)s do đơn vị mở sẽ nằm ngoài thời gian của %(whole)s.")
    problems = [
        Problem(code="outside", field="campaigns", text=text % {"part": part.code, "whole": part.parent.code})
        for part in outside.select_related("parent").order_by("code")
        if part.parent
    ]
    text = _("%(campaign)s do đơn vị phát động sẽ không còn nằm trong giai đoạn nào.")
    problems += [
        Problem(code="outside", field="phases", text=text % {"campaign": launched.code})
        for launched in _launched_outside(programme)
    ]
    if problems:
        raise NotPossible(problems)


def _launched_outside(programme: Programme) -> list[Campaign]:
    """The campaigns that unions launched and that lie within no phase; none where the programme has no phases."""
    windows = [phase.window for phase in programme.phases.all()]
    launched = programme.campaigns.filter(by_unit=True, parent=None).order_by("code") if windows else []
    return [one for one in launched if not any(_holds(window, one.window) for window in windows)]


def _holds(outer: DateRange, inner: DateRange) -> bool:
    """Do all days of the inner lie in the outer? Neither is empty."""
    ends = outer.upper is None or (inner.upper is not None and inner.upper <= outer.upper)
    return bool(outer.lower <= inner.lower and ends)


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
        text = _("Chưa có đơn vị mang mã %(code)s.")
        raise NotPossible([Problem(code="no_such_unit", text=text % {"code": code}) for code in missing])
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
    codes = {LISTS[name]: [term.code for term in getattr(spec.lists, name)] for name in LISTS}
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
        for attribute, term_list in LISTS.items()
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
            both = {"one": one.code, "other": next_one.code}
            text = _("Giai đoạn %(one)s và %(other)s chồng lên nhau.") % both
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
    if programme.campaigns.filter(code=spec.code, by_unit=True).exists():
        text = _("Mã %(code)s đang là của một đợt do đơn vị mở.") % {"code": spec.code}
        raise NotPossible([Problem(code="taken", field="campaigns", text=text)])
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

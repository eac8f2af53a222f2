"""Loạt văn bản: one paper for each of many unions below, drafted, checked, numbered and issued as long work."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.accounts.models import Person
from sangkien.accounts.permissions import Actor
from sangkien.audit.actions import record
from sangkien.base.locks import hold
from sangkien.base.problems import NotPossible, Problem, Stale
from sangkien.counting.settling import one_moment, settled
from sangkien.jobs.actions import ask
from sangkien.jobs.models import Job
from sangkien.organisations.models import Organisation
from sangkien.organisations.queries import children
from sangkien.registry import rules
from sangkien.registry.actions import begin, unkept
from sangkien.registry.filling import open_fields
from sangkien.registry.freezing import Taken, content, sealed
from sangkien.registry.models import FrozenFigures, OfficialPaper, Series
from sangkien.registry.reaching import OfStretch
from sangkien.registry.states import GIVEN_UP, TO_BE_SIGNED, State
from sangkien.registry.templates import GoesTo, Template, template_for, templates
from sangkien.registry.wording import lines_of
from sangkien.statistics.stretches import Stretch, stretches

DRAFT, CHECK, NUMBER, ISSUE = "paper.draft_series", "paper.check_series", "paper.number_series", "paper.issue_series"
WAITING_FOR = {CHECK: [State.DRAFT], NUMBER: [State.CHECKED], ISSUE: TO_BE_SIGNED}
"""In which states the papers of a series are that each verb is for."""


def serial() -> dict[str, Template]:
    """The templates that are for one union by itself."""
    return {code: one for code, one in templates().items() if one.goes_to == GoesTo.EACH}


def start(
    unit: Organisation,
    code: str,
    *,
    stretch: Stretch,
    as_of: date,
    units: Sequence[Organisation],
    signer: Person | None,
    by: Actor,
    at: datetime,
) -> Job:
    """Have a paper drafted for each of these unions, all as of one entry of the ledger. The same again, while some
    paper of it is alive, is the series that is there, and what it lacks is drafted. Raises NotAllowed, NotPossible."""
    by.must(rules.KEEP, unit)
    below = set(children(unit, by.on).values_list("pk", flat=True))
    keys = sorted({each.pk for each in units} & below)
    if not keys or signer is None:
        raise NotPossible(_missing(keys, signer))
    mark = settled()
    with transaction.atomic():
        hold(f"series {unit.pk} {code}")
        asked = {"template": code, "programme": stretch.programme, "stretch": stretch.code, "as_of": as_of}
        same = Series.objects.filter(unit=unit, units=keys, signer=signer, **asked).order_by("pk").last()
        series = same if same and _is_alive(same) else None
        if series is None:
            series = Series.objects.create(
                unit=unit, units=keys, signer=signer, mark=mark, by=by.somebody, at=at, **asked
            )
            record(verb="paper.series", target=series, by=by.person, at=at, unit=unit, after={"units": len(keys)})
        return _ask(DRAFT, series, by=by, at=at)


def _missing(keys: Sequence[int], signer: Person | None) -> list[Problem]:
    nobody = Problem(code="nobody", field="units", text=_("Chọn ít nhất một đơn vị trực thuộc"))
    unsigned = Problem(code="no_signer", field="signer", text=_("Chọn người ký"))
    return [*([] if keys else [nobody]), *([] if signer else [unsigned])]


def _is_alive(series: Series) -> bool:
    papers = series.papers.all()
    return not papers.exists() or papers.exclude(state__in=GIVEN_UP).exists()


def carry(
    verb: str, series: Series, *, seen: str, by: Actor, at: datetime, day: date | None = None, unsigned: str = ""
) -> Job:
    """Check, number or issue all of its papers that wait for it; `seen`: which the page said these are (`seal`), `day`
    and `unsigned` as for one paper. Raises NotAllowed, NotPossible, and Stale when there are others by now or one was
    written again."""
    by.must(rules.LEAD if verb != CHECK else rules.KEEP, series.unit)
    papers = waiting(series, verb)
    if not papers or seen != seal(papers):
        raise Stale
    problems = own_words(series, by) if verb == CHECK else []
    if verb == ISSUE:
        problems = _missing_to_issue(series, papers, day=day, unsigned=unsigned)
    if problems:
        raise NotPossible(problems)
    told = {"day": day.isoformat() if day else None, "unsigned": unsigned}
    return _ask(verb, series, by=by, at=at, papers=list(papers.items()), **told)


def own_words(series: Series, by: Actor) -> list[Problem]:
    """Whoever began it does not check it, where the union has another officer."""
    officers = rules.checkers(series.unit, on=by.on)
    return rules.missing_in_checker(by.somebody, writer_id=series.by_id, officers=officers)


def _missing_to_issue(series: Series, papers: Mapping[int, int], *, day: date | None, unsigned: str) -> list[Problem]:
    """A day; and where none of them has its signed copy, why. Where some have, the others stay without a reason."""
    no_day = Problem(code="no_day", field="day", text=_("Ghi ngày ký, ví dụ 20/04/2022"))
    some_are_signed = series.papers.filter(pk__in=list(papers), signed__isnull=False).exists()
    return [*([] if day else [no_day]), *rules.missing_copy(is_there=some_are_signed, unsigned=unsigned)]


def waiting(series: Series, verb: str) -> dict[int, int]:
    """Its papers that wait for the verb: the version of each, by its key."""
    papers = series.papers.filter(state__in=WAITING_FOR[verb]).order_by("pk")
    return dict(papers.values_list("pk", "version"))


def seal(papers: Mapping[int, int]) -> str:
    """The same for the same papers as they were, and for no others."""
    return sealed(str(sorted(papers.items())))


def _ask(kind: str, series: Series, *, by: Actor, at: datetime, **params: Any) -> Job:
    asked = params | {"hat": by.hat.pk if by.hat else None}
    subject = templates()[series.template].name
    return ask(kind, by=by.person, at=at, about=series, subject=subject, unit=series.unit, params=asked)


def figures_for(series: Series, unit: Organisation) -> FrozenFigures:
    """The figures of a union, named, as of the series' entry of the ledger; not stored. Outside a larger
    transaction."""
    of, taken = OfStretch(stretch_of(series), series.as_of), Taken(unit, series.mark, series.at)
    with one_moment():
        return unkept(of, taken, content(of, taken), by=series.by)


def stretch_of(series: Series) -> Stretch:
    """The stretch that its figures are of."""
    among = stretches(series.programme, unit=series.unit, on=series.as_of)
    return next(one for one in among if one.code == series.stretch)


@transaction.atomic
def draft_for(series: Series, figures: FrozenFigures, *, at: datetime) -> OfficialPaper:
    """The paper of the series for the union of these figures (`figures_for`), without the lines that they cannot
    fill."""
    figures.save(force_insert=True)
    template = template_for(series.unit, series.template)
    body = [line for line in lines_of(template.body) if not open_fields(line, figures.facts)]
    return begin(
        series.unit,
        replace(template, body="\n".join(body)),
        figures,
        to=[figures.unit],
        by=series.by,
        at=at,
        told={"series": series.pk},
        signer=series.signer,
        series=series,
    )

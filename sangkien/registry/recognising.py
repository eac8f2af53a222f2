"""Sáng kiến được công nhận: which dossiers a union may put on a list of its own, and such a list for papers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from sangkien.base.numbers import format_int
from sangkien.base.problems import NotPossible, Problem
from sangkien.initiatives.models import Initiative, InitiativeQuerySet
from sangkien.initiatives.states import State
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Phase, Programme
from sangkien.registry.freezing import Taken, Told
from sangkien.registry.kinds import Kind
from sangkien.registry.models import OfficialPaper, Recognition
from sangkien.registry.sources import Source
from sangkien.registry.states import HOLDING

MOST = 1_000  # rows of a paper that people sign


@dataclass(frozen=True)
class OfDossiers:
    """Chosen dossiers (keys) of a programme."""

    programme: Programme
    phase: Phase | None
    dossiers: Sequence[int]
    as_of: date

    source = Source.DOSSIERS

    @property
    def code(self) -> str:
        return self.programme.code

    def told(self, unit: Organisation, taken: Taken) -> Told:
        """Each dossier is a row, by its code. Four queries."""
        found = Initiative.objects.filter(pk__in=self.dossiers).for_list().order_by("code")
        dossiers = list(found)
        named = Organisation.objects.filter(pk__in={one.unit_id for one in dossiers}).named(on=self.as_of)
        names = {one.pk: one.name or one.code for one in named}
        people = {author.identity for one in dossiers for author in one.credited}
        facts = {
            "count": len(dossiers),
            "people": len(people),
            "benefit": sum(one.benefit_vnd or 0 for one in dossiers),
        }
        return Told(facts, [_row(one, names) for one in dossiers])


def _row(dossier: Initiative, names: Mapping[int, str]) -> dict[str, Any]:
    return {
        "code": dossier.code,
        "title": dossier.title,
        "authors": [author.full_name for author in dossier.credited],
        "unit": names[dossier.unit_id],
        "field": dossier.field.name if dossier.field else "",
        "effect": dossier.effect,
        "benefit": dossier.benefit_vnd,
    }


def entitled(
    unit: Organisation, *, programme: Programme, on: date, besides: OfficialPaper | None = None
) -> InitiativeQuerySet:
    """The dossiers that the union may recognise by a decision of its own: found valid, told so, of its own workers or
    of those of the unions below, and on no decision of this union that has a number, `besides` one. The last concluded
    first."""
    below = Organisation.objects.under(unit, on=on, ended=True)
    told = Initiative.objects.filter(programme=programme, state=State.VALID, untold__isnull=True)
    valid = told.filter(unit__in=below.values("pk"))
    return valid.exclude(Exists(_recognised(unit, besides))).order_by("-closed_at", "-pk")


def _recognised(unit: Organisation, besides: OfficialPaper | None) -> QuerySet[Recognition]:
    """The lines about a dossier on decisions of the union that have a number and hold: not cancelled, taken back or
    replaced."""
    of_dossier = Recognition.objects.filter(initiative=OuterRef("pk"), paper__unit=unit)
    holding = of_dossier.filter(paper__state__in=HOLDING)
    return holding.exclude(paper=besides) if besides else holding


def enlist(paper: OfficialPaper) -> None:
    """A decision that gets its number keeps which dossiers it recognises. Two queries."""
    if not recognises(paper):
        return
    assert paper.figures is not None
    codes = [row["code"] for row in paper.figures.rows]
    found = Initiative.objects.filter(code__in=codes).order_by("pk")
    Recognition.objects.bulk_create(Recognition(paper=paper, initiative=one) for one in found)


def recognises(paper: OfficialPaper) -> bool:
    """Whether it is a decision with a list of dossiers."""
    return paper.kind == Kind.QD and paper.figures is not None and paper.figures.source == Source.DOSSIERS


def no_longer_entitled(paper: OfficialPaper, *, on: date) -> list[str]:
    """The codes on the list of a decision that the union may not recognise by it any more: found on another decision
    meanwhile, or valid no longer. None on papers that recognise nothing."""
    frozen = paper.figures
    if frozen is None or not recognises(paper):
        return []
    listed = {row["code"] for row in frozen.rows}
    may = entitled(paper.unit, programme=frozen.programme, on=on, besides=paper.replaces).filter(code__in=listed)
    return sorted(listed - set(may.values_list("code", flat=True)))


def chosen(found: "QuerySet[Initiative]", *, programme: Programme, phase: Phase | None, on: date) -> OfDossiers:
    """These, for a paper. Raises NotPossible where they are none, or more than one paper carries."""
    keys = list(found.values_list("pk", flat=True)[: MOST + 1])
    if not keys:
        text = _("Chưa chọn sáng kiến nào. Anh/chị chọn ít nhất một.")
        raise NotPossible([Problem(code="empty_list", field="ho-so", text=text)])
    if len(keys) > MOST:
        text = _("Một danh sách có nhiều nhất %(most)s sáng kiến. Anh/chị chọn ít hơn, hoặc lập nhiều văn bản.")
        raise NotPossible([Problem(code="list_long", field="ho-so", text=text % {"most": format_int(MOST)})])
    return OfDossiers(programme, phase, keys, on)

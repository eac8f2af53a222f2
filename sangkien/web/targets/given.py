"""What a decision gave each union, for its page and its workbook. The paper itself is the registry's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import override

from sangkien.base.days import format_day
from sangkien.organisations.models import Organisation
from sangkien.organisations.queries import chain
from sangkien.targets.models import Allocation, Indicator, Method
from sangkien.targets.plan import Signed, Terms, Which
from sangkien.targets.printing import in_words


@dataclass(frozen=True)
class GivenTo:
    """One line of the annex: the union, what it had, what it gets, whether that was put by hand."""

    code: str
    name: str
    before: int | None
    value: int
    by_hand: bool


@dataclass(frozen=True)
class Given:
    """What is given, as the paper says it. `above`: the union above the one that gives; empty at the top."""

    issuer: str
    above: str
    which: Which
    whole: int
    terms: Terms
    signed: Signed
    rows: Sequence[GivenTo]

    @classmethod
    def of_decision(cls, decision: Allocation) -> "Given":
        """Of what was decided, the unions by the names they had that day."""
        parts = decision.allotments.order_by("pk")
        units = Organisation.objects.filter(pk__in=parts.values("organisation")).named(on=decision.signed_on)
        names = {unit.pk: (unit.code, unit.name or unit.code) for unit in units}
        rows = [GivenTo(*names[part.organisation_id], part.before, part.value, part.by_hand) for part in parts]
        issuer, above = _issuer(decision.organisation, decision.signed_on)
        which = Which(decision.programme, decision.phase, Indicator(decision.indicator))
        terms = Terms(Method(decision.method), **decision.terms)
        return cls(issuer, above, which, decision.whole, terms, Signed(decision.number, decision.signed_on), rows)

    @property
    def indicator(self) -> Indicator:
        """What is counted."""
        return self.which.indicator

    @property
    def sums(self) -> bool:
        """Do the numbers come to something?"""
        return self.indicator.sums_over_units

    @property
    def how(self) -> str:
        """By what it was divided, in words."""
        return in_words(self.terms, self.indicator)


def _issuer(unit: Organisation, on: date) -> tuple[str, str]:
    """Its name and that of the union above it."""
    names = [link.name for link in chain(unit, on)[:2]] or [unit.code]
    return names[0], "".join(names[1:])


def _what(given: Given) -> str:
    with override("vi"):
        indicator = str(given.indicator.label).lower().replace("fdi", "FDI")
        stage = given.which.title
    programme = given.which.programme
    of = f", {stage}" if given.which.phase else ""
    return f"{indicator}{of} của chương trình “{programme.short_name}”"


def title(given: Given) -> str:
    """What the annex is called, for a workbook."""
    day = f", ngày {format_day(given.signed.on)}" if given.signed.on else ""
    return f"Chỉ tiêu {_what(given)} (Quyết định số {given.signed.number}{day})"

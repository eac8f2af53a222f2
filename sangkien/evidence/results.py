"""What an inspection has found, and what it published: without a name, a title or a code of a dossier."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count

from sangkien.evidence import drawing
from sangkien.evidence.drawing import Line
from sangkien.evidence.inspecting import line_of
from sangkien.evidence.intervals import Interval, interval
from sangkien.evidence.models import WRONG, Finding, Inspection, Judged


@dataclass(frozen=True)
class Result:
    """Of a stratum, or of all: how many there are, how many were drawn, and how many of these were found so."""

    stratum: str
    population: int
    sample: int
    found: dict[Judged, int]

    @property
    def judged(self) -> int:
        """How many have a finding that says something."""
        return sum(number for judged, number in self.found.items() if judged != Judged.UNREACHED)

    @property
    def wrong(self) -> int:
        """How many are wrong, in value or altogether."""
        return sum(self.found.get(judged, 0) for judged in WRONG)

    @property
    def right(self) -> int:
        """How many are right."""
        return self.found.get(Judged.RIGHT, 0)

    @property
    def interval(self) -> Interval | None:
        """How many of the population are wrong, with 95 % certainty, whatever those turn out to be of which nothing is
        known yet: at best all right, at worst all wrong. None before the draw."""
        if not self.sample:
            return None
        worst = self.wrong + self.sample - self.judged
        best = interval(population=self.population, sample=self.sample, found=self.wrong)
        return replace(best, most=interval(population=self.population, sample=self.sample, found=worst).most)


def results(inspection: Inspection) -> list[Result]:
    """Each stratum, in order. Three queries, however many records there are."""
    listed = dict(inspection.listed.values_list("stratum").annotate(Count("pk")))
    last = latest(inspection)
    sampled: dict[str, list[int]] = {}
    for key, stratum in inspection.sampled.values_list("pk", "listed__stratum"):
        sampled.setdefault(stratum, []).append(key)
    return [_result(name, listed[name], sampled.get(name, []), last) for name in sorted(listed)]


def whole(inspection: Inspection, of_strata: Iterable[Result]) -> Result:
    """All strata together. Drawn in proportion, the strata make the sample no less exact than one drawn from all at
    once, for which the interval is reckoned."""
    parts = list(of_strata)
    found = {judged: sum(part.found.get(judged, 0) for part in parts) for judged in Judged}
    return Result("", inspection.population, sum(part.sample for part in parts), found)


def latest(inspection: Inspection) -> dict[int, Finding]:
    """Of each sampled record (by its key) the finding that counts. One query."""
    found = Finding.objects.filter(sampled__inspection=inspection).select_related("by").order_by("pk")
    return {finding.sampled_id: finding for finding in found}


def published(inspection: Inspection, *, with_lines: bool = True) -> dict[str, Any]:
    """Everything that anybody needs to do the draw again; the secret only once the sample is drawn. Two queries."""
    drawn = getattr(inspection, "draw", None)
    told: dict[str, Any] = {
        "scheme": drawing.SCHEME,
        "code": inspection.code,
        "unit": inspection.unit.code,
        "programme": inspection.programme.code,
        "phase": inspection.phase.code if inspection.phase else None,
        "valid_from": inspection.valid_from.isoformat(),
        "valid_to": inspection.valid_to.isoformat(),
        "strata": inspection.strata,
        "planned_at": inspection.planned_at.isoformat(),
        "population": inspection.population,
        "size": inspection.size,
        "digest": inspection.digest,
        "commitment": inspection.commitment,
        "prize_on": inspection.prize_on.isoformat(),
    }
    if drawn:
        sample = inspection.sampled.order_by("position").values_list("listed__mark", flat=True)
        told |= {"prize": drawn.prize, "secret": inspection.secret, "seed": drawn.seed, "sample": list(sample)}
    if with_lines:
        told["lines"] = [[line.mark, line.stratum] for line in sorted(map(line_of, inspection.listed.all()))]
    return told


def mistakes(told: dict[str, Any]) -> list[str]:
    """What does not follow from what was published; empty when everything does. The names of the steps that fail; a
    KeyError, ValueError, TypeError or AttributeError where the document is not one of ours."""
    lines = [Line(mark, stratum) for mark, stratum in told["lines"]]
    checks = {
        "population": len(lines) == told["population"],
        "digest": drawing.digest(lines) == told["digest"],
    }
    if "seed" in told:
        seed = drawing.seed(population=told["digest"], secret=told["secret"], prize=told["prize"])
        drawn = drawing.draw(lines, seed=told["seed"], size=told["size"])
        checks |= {
            "commitment": drawing.commitment(told["secret"]) == told["commitment"],
            "seed": seed == told["seed"],
            "sample": told["sample"] == [line.mark for line in drawn],
        }
    return [name for name, holds in checks.items() if not holds]


def _result(name: str, population: int, sampled: list[int], last: dict[int, Finding]) -> Result:
    found = Counter(Judged(last[key].judged) for key in sampled if key in last)
    return Result(name, population, len(sampled), found)

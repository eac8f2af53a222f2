"""Recognition and benefit: how an initiative was recognised, since when it is in use, what it is worth."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from math import log
from random import Random

from sangkien.base.numbers import format_int
from sangkien.ops.demo.names import without_marks
from sangkien.ops.demo.plans import BenefitPlan, RecognitionPlan
from sangkien.ops.demo.registers import Unit
from sangkien.ops.demo.themes import Measure, Theme

WINDOW_OPENS = date(2021, 9, 1)  # the date of application rules (guide 46/HD-TLĐ)
LAST_DECISION = date(2022, 5, 27)

MEDIAN_BENEFIT = 3_600_000
SPREAD = 2.5
LARGEST_BENEFIT = 2_000_000_000
SMALLEST_BENEFIT = 150_000
MONEY_SHARE = {"private": 0.66, "fdi": 0.66, "cooperative": 0.5, "state": 0.3, "public_service": 0.32}
# Beyond these a year nobody would believe it; what a plant produces may be as much as it likes.
MOST_A_YEAR = {
    "giờ": 2_600,
    "công": 700,
    "lượt": 3_000,
    "lít": 9_000,
    "tờ": 90_000,
    "bộ": 45,
    "chiếc": 30,
    "m³": 42_000,
}
EFFECTS = ["quality", "safety", "environment", "community"]
NOT_YET = RecognitionPlan(form="not_yet")


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A decision that a workplace issued on a day, usually for several initiatives at once."""

    number: str
    on: date


def recognised(rng: Random, unit: Unit, *, sent_on: date) -> RecognitionPlan:
    """How it had been recognised by the day of sending (letter of phase 2, item 3)."""
    issued = [paper for paper in papers_of(unit) if paper.on < sent_on]
    if not issued or rng.random() < 0.17:
        return RecognitionPlan(form="other_direct", on=_shortly_before(rng, sent_on), issuer=head_of(unit))
    return with_paper(rng, unit, issued[-1] if rng.random() < 0.6 else rng.choice(issued))


def recognised_between(rng: Random, unit: Unit, first: datetime, last: datetime) -> RecognitionPlan:
    """The recognition that the union asked for after a return: a decision issued before the answer."""
    day = first.date() + (last.date() - first.date()) * rng.uniform(0.2, 1.0)
    number = f"{rng.randint(140, 190)}/{_series(unit)}"
    return with_paper(rng, unit, Paper(number=number, on=day))


def with_paper(rng: Random, unit: Unit, paper: Paper) -> RecognitionPlan:
    """A recognition by that decision, or by a commendation under that number."""
    form = "commendation_decision" if rng.random() < 0.17 else "recognition_decision"
    return RecognitionPlan(form=form, number=paper.number, on=paper.on, issuer=head_of(unit))


@cache
def papers_of(unit: Unit) -> tuple[Paper, ...]:
    """The decisions that a workplace issued from September 2021 on, in order."""
    rng = Random(f"papers of {unit.code}")
    days = sorted(rng.sample(range((LAST_DECISION - WINDOW_OPENS).days), 14))
    numbers = sorted(rng.sample(range(3, 139), 14))
    return tuple(
        Paper(number=f"{number}/{_series(unit)}", on=WINDOW_OPENS + timedelta(days=day))
        for number, day in zip(numbers, days, strict=True)
    )


def head_of(unit: Unit) -> str:
    """Who signs at a workplace."""
    place = unit.place
    if place.startswith("Ủy ban"):
        return f"Chủ tịch {place}"
    if place.startswith("Trường"):
        return f"Hiệu trưởng {place}"
    heads_a_board = place.startswith(("Hạt", "Trạm", "Ban", "Phòng"))
    return f"{'Trưởng' if heads_a_board else 'Giám đốc'} {place}"


def applied_before(rng: Random, recognition: RecognitionPlan, *, sent_on: date) -> date:
    """Put to use inside the programme's window, before it was recognised and sent."""
    last = (recognition.on or sent_on) - timedelta(days=2)
    days = max(0, (last - WINDOW_OPENS).days)
    return WINDOW_OPENS + timedelta(days=round(days * rng.betavariate(3, 1.6)))


def benefit(rng: Random, unit: Unit, theme: Theme) -> BenefitPlan:
    """A value in đồng in about one of five, log-normal and cut; otherwise a good that money does not count."""
    if theme.measures and rng.random() < MONEY_SHARE[unit.ownership]:
        return in_money(rng, unit, rng.choice(theme.measures))
    return BenefitPlan(kind="SOCIAL" if rng.random() < 0.4 else "NOT_COMPUTABLE")


def in_money(rng: Random, unit: Unit, measure: Measure) -> BenefitPlan:
    """So many of something at so much each: the sum is exact, as the form asks."""
    drawn = rng.lognormvariate(log(MEDIAN_BENEFIT * unit_factor(unit)), SPREAD)
    cut = max(SMALLEST_BENEFIT, min(drawn, LARGEST_BENEFIT))
    quantity = max(1, min(int(cut / measure.price), _most(rng, measure)))
    return BenefitPlan(kind="MONEY", vnd=quantity * measure.price, method=_method(measure, quantity))


@cache
def unit_factor(unit: Unit) -> float:
    """Some workplaces gain far more than others by the same work."""
    rng = Random(f"benefit of {unit.code}")
    return rng.lognormvariate(0, 1.0) * (5.0 if unit.tax_code else 0.5)


def effects(rng: Random, theme: Theme) -> tuple[str, ...]:
    """The goods beyond money: one or two."""
    likely = "safety" if "safety_environment" in theme.fields else "quality"
    others = [effect for effect in EFFECTS if effect != likely]
    return tuple(sorted({likely, rng.choice(others)} if rng.random() < 0.45 else {likely}))


def _most(rng: Random, measure: Measure) -> int:
    """The largest believable quantity; not the same for all who reach it."""
    most = MOST_A_YEAR.get(measure.unit, LARGEST_BENEFIT)
    return round(most * rng.uniform(0.4, 1.0)) if most < LARGEST_BENEFIT else most


def _method(measure: Measure, quantity: int) -> str:
    return (
        f"Số {measure.what}: {format_int(quantity)} {measure.unit}, "
        f"nhân với {format_int(measure.price)} đồng mỗi {measure.unit}."
    )


def _series(unit: Unit) -> str:
    """The letters behind a decision's number: QĐ- and the workplace's initials."""
    words = unit.short_name.removeprefix("CĐCS ").replace("-", " ").split()
    return "QĐ-" + "".join(without_marks(word)[0].upper() if word[0] != "Đ" else "Đ" for word in words)


def _shortly_before(rng: Random, day: date) -> date:
    return day - timedelta(days=rng.randint(1, 25))

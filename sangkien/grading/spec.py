"""The shape of a set of criteria as a file (YAML). A wrong file is refused whole, every mistake named by its place.

Points, bounds and shares are written as people write them (20, 12.5) and held in whole hundredths.
"""

from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

from django.utils.translation import gettext as _
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    field_validator,
    model_validator,
)

from sangkien.base import shapes
from sangkien.base.text import forbidden, one_line

CATALOGUE = Path(__file__).parent / "catalogue"
EXAMPLE = CATALOGUE / "vi-du-100-diem.yaml"
HUNDRED = 100_00
MOST = 1_000_00
_MOST_PARTS = 5_000  # of a file; the example has some 150


class Kind(StrEnum):
    """What a line does to the total."""

    CRITERION = "CRITERION"  # counts within its part
    BONUS = "BONUS"  # on top, under the ceiling of all bonuses
    DEDUCTION = "DEDUCTION"  # taken off


class Indicator(StrEnum):
    """A figure from which an automatic line follows, as an exact fraction."""

    TARGET = "TARGET"  # valid initiatives of the target, in percent
    MEMBERS = "MEMBERS"  # valid initiatives per 1,000 members
    VALIDITY = "VALIDITY"  # valid initiatives of those sent, in percent


class Tie(StrEnum):
    """By what unions of the same total are told apart, besides the points of a line (by its code)."""

    TARGET = "TARGET"  # the larger share of the target
    MEMBERS = "MEMBERS"  # more initiatives per 1,000 members
    VALIDITY = "VALIDITY"  # the larger share of what was sent
    VALID = "VALID"  # more valid initiatives
    DEDUCTIONS = "DEDUCTIONS"  # fewer points taken off


def _hundredths(written: Any) -> int:
    try:
        exact = Decimal(str(written).replace(",", ".")) * 100
    except ArithmeticError:
        raise ValueError(_("cần một con số, ví dụ 20 hoặc 12.5")) from None
    if isinstance(written, bool) or not exact.is_finite() or exact != int(exact):
        raise ValueError(_("cần một con số có nhiều nhất hai chữ số thập phân"))
    if not 0 <= exact <= MOST:
        raise ValueError(_("cần một con số từ 0 đến %(most)s") % {"most": MOST // 100})
    return int(exact)


def _something(hundredths: int) -> int:
    if hundredths == 0:
        raise ValueError(_("cần một con số lớn hơn 0"))
    return hundredths


def _share(hundredths: int) -> int:
    if hundredths > HUNDRED:
        raise ValueError(_("nhiều nhất là 100"))
    return hundredths


def _as_written(hundredths: int) -> int | float:
    return hundredths // 100 if hundredths % 100 == 0 else hundredths / 100


Hundredths = Annotated[int, BeforeValidator(_hundredths), PlainSerializer(_as_written, return_type=int | float)]
Code = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,30}$")]
Name = Annotated[str, Field(min_length=1, max_length=300)]


class Part(BaseModel):
    """Every part refuses words it does not know: a slip of the pen is not silently dropped."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @field_validator("*", mode="before")
    @classmethod
    def _readable(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        if what := forbidden(value):
            raise ValueError(_("trong phần này có %(what)s") % {"what": what})
        return one_line(value)


class Auto(Part):
    """How points follow from a figure: none up to `above`, all from `full_at` on, in between pro rata."""

    indicator: Indicator
    full_at: Hundredths
    above: Hundredths = 0
    without: Hundredths = 0  # points where the figure cannot be told: no target, no members, nothing sent

    @model_validator(mode="after")
    def _grows(self) -> "Auto":
        if self.full_at <= self.above:
            raise ValueError(_("full_at phải lớn hơn above"))
        return self


class Line(Part):
    """Tiêu chí: from 0 to `points`, by hand or automatic. `evidence`: who claims points names what shows it."""

    code: Code
    name: Name
    kind: Kind = Kind.CRITERION
    points: Annotated[Hundredths, AfterValidator(_something)]
    auto: Auto | None = None
    evidence: bool = False

    @model_validator(mode="after")
    def _within(self) -> "Line":
        if self.auto and self.auto.without > self.points:
            raise ValueError(_("without nhiều hơn số điểm của tiêu chí"))
        if self.auto and self.kind == Kind.DEDUCTION:
            raise ValueError(_("điểm trừ chỉ chấm bằng tay"))
        return self


class Group(Part):
    """Nhóm tiêu chí: its criteria together give `ceiling` at most; without one, their sum."""

    code: Code
    name: Name
    ceiling: Hundredths | None = None
    lines: Annotated[list[Line], Field(min_length=1, max_length=60)]

    @property
    def most(self) -> int:
        """What its criteria give at most."""
        whole = sum(line.points for line in self.lines if line.kind == Kind.CRITERION)
        return whole if self.ceiling is None else min(self.ceiling, whole)


class Grade(Part):
    """Mức xếp loại: from so many points on; `at_most` so many percent of all unions graded; `needs`: lines that must
    have all their points."""

    code: Code
    name: Name
    since: Hundredths = Field(alias="from")
    at_most: Annotated[Hundredths, AfterValidator(_share)] | None = None
    needs: list[Code] = []


class CriteriaSpec(Part):
    """Bộ tiêu chí: groups of lines whose criteria make `total`, the ceilings, the grades from the best down, and by
    what the same totals are told apart, in this order. `sources` name the papers that it follows."""

    name: Name
    sources: list[Annotated[str, Field(min_length=1, max_length=500)]] = []
    total: Hundredths
    bonus_ceiling: Hundredths = 0
    total_ceiling: Hundredths
    groups: Annotated[list[Group], Field(min_length=1, max_length=20)]
    grades: Annotated[list[Grade], Field(min_length=1, max_length=12)]
    ties: list[Annotated[str, Field(max_length=30)]] = []

    @property
    def lines(self) -> list[Line]:
        """All lines in their order."""
        return [line for group in self.groups for line in group.lines]

    @property
    def by_hand(self) -> list[Line]:
        """Those that people give points."""
        return [line for line in self.lines if line.auto is None]

    def line(self, code: str) -> Line | None:
        """The line of that code."""
        return next((line for line in self.lines if line.code == code), None)

    @model_validator(mode="after")
    def _sound(self) -> "CriteriaSpec":
        if wrong := list(_wrong(self)):
            raise ValueError("; ".join(wrong))
        return self


def _wrong(spec: CriteriaSpec) -> Iterator[str]:
    codes = [line.code for line in spec.lines]
    groups, grades = [group.code for group in spec.groups], [grade.code for grade in spec.grades]
    for twice in sorted({code for all_of in (codes, groups, grades) for code in all_of if all_of.count(code) > 1}):
        yield _("mã %(codes)s đứng hai lần") % {"codes": twice}
    most = sum(group.most for group in spec.groups)
    if most != spec.total:
        told = {"most": _as_written(most), "total": _as_written(spec.total)}
        yield _("các nhóm cộng lại được %(most)s điểm, không phải %(total)s") % told
    bounds = [grade.since for grade in spec.grades]
    if bounds != sorted(set(bounds), reverse=True) or bounds[-1] != 0:
        yield _("các mức xếp loại ghi từ cao xuống thấp, mức cuối từ 0 điểm")
    if spec.grades[-1].at_most is not None or spec.grades[-1].needs:
        yield _("mức cuối nhận mọi đơn vị còn lại, không đặt tỷ lệ hay điều kiện")
    known = {*codes, *Tie}
    named = {*spec.ties, *(need for grade in spec.grades for need in grade.needs)} - known
    for unknown in sorted(named):
        yield _("không có tiêu chí %(code)s") % {"code": unknown}


def read_text(typed: bytes | str) -> CriteriaSpec:
    """The criteria in this text. Raises NotPossible with every mistake, each naming its place."""
    return checked(shapes.read_yaml(typed, parts=_MOST_PARTS))


def checked(told: Any) -> CriteriaSpec:
    """The criteria that a file or a page tells of, as plain values. Raises NotPossible with every mistake."""
    return shapes.checked(CriteriaSpec, told, whole="criteria")

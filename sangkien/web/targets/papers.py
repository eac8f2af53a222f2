"""The decision by which targets are given, with its annex, as a paper to sign; and the same rows for a workbook.

Shape: Decree 30/2020/NĐ-CP. A draft leaves number and day blank. In Vietnamese whatever language the page is read in.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import override

from sangkien.base.days import format_day
from sangkien.documents.papers import (
    Annex,
    Bases,
    Closing,
    Column,
    Letterhead,
    Ordered,
    Paper,
    Part,
    Text,
    Title,
    day_line,
)
from sangkien.organisations.models import Organisation
from sangkien.organisations.queries import chain
from sangkien.targets.models import Allocation, Indicator, Method
from sangkien.targets.plan import Signed, Terms, Which
from sangkien.web.targets.numbers import NOTHING, shown
from sangkien.web.targets.sheet import Sheet

_BLANK_NUMBER = "        /QĐ-........"


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
    def of_sheet(cls, sheet: Sheet, signed: Signed) -> "Given":
        """Of what is not decided yet."""
        rows = [
            GivenTo(row.unit.code, row.unit.name or row.unit.code, row.before, row.value or 0, row.by_hand)
            for row in sheet.rows
        ]
        issuer, above = _issuer(sheet.giving.unit, sheet.giving.on)
        whole = sheet.total if sheet.sums else sheet.whole or 0
        return cls(issuer, above, sheet.giving.which, whole, sheet.terms, signed, rows)

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

    def number_of(self, value: int | None) -> str:
        """As the paper prints it."""
        return shown(self.indicator, value, "vi")


def in_words(terms: Terms, indicator: Indicator) -> str:
    """ "Theo tỷ lệ phần trăm đoàn viên (10 %), mỗi đơn vị ít nhất 5"."""
    with override("vi"):
        said = str(terms.method.label)
    if terms.percent:
        said += f" ({shown(Indicator.PRODUCTION, terms.percent, 'vi')})"
    if terms.floor:
        said += f", mỗi đơn vị ít nhất {shown(indicator, terms.floor, 'vi')}"
    return said


def drafted(given: Given) -> Paper:
    """The paper before it has a number and a day."""
    return paper(replace(given, signed=Signed()))


def paper(given: Given) -> Paper:
    """The decision from the letterhead to the annex."""
    number, day = given.signed.number or _BLANK_NUMBER, day_line(given.signed.on)
    head: list[Part] = [
        Letterhead(
            above=given.above, issuer=given.issuer, number=f"Số: {number}", place_and_day=f"................, {day}"
        ),
        Title("Quyết định", f"Về việc giao chỉ tiêu {_what(given)}", by=f"Ban Thường vụ {given.issuer}"),
        Bases(["Căn cứ Điều lệ Công đoàn Việt Nam;", *(f"Căn cứ {one};" for one in given.which.programme.sources)]),
        Ordered("Quyết định:"),
        *_articles(given),
        Closing(recipients=["Như Điều 2;", "Lưu: VT."], signature=["TM. Ban Thường vụ", "Chủ tịch"]),
    ]
    belongs_to = f"(Kèm theo Quyết định số {number} {day} của {given.issuer})"
    return Paper("Quyết định giao chỉ tiêu", [*head, _annex(given, belongs_to)])


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


def _articles(given: Given) -> list[Text]:
    each = f"với tổng số {given.number_of(given.whole)}" if given.sums else "như phụ lục"
    return [
        Text(
            f"Giao chỉ tiêu {_what(given)} cho {len(given.rows)} đơn vị trực thuộc, {each} (phụ lục kèm theo).",
            label="Điều 1.",
        ),
        Text(
            "Các đơn vị có tên trong phụ lục giao tiếp chỉ tiêu đến các đơn vị trực thuộc, tổ chức thực hiện và báo "
            f"cáo kết quả về {given.issuer}.",
            label="Điều 2.",
        ),
        Text("Quyết định này có hiệu lực kể từ ngày ký./.", label="Điều 3."),
    ]


def _annex(given: Given, belongs_to: str) -> Annex:
    columns = [
        Column("TT", 12),
        Column("Đơn vị", 125),
        Column("Chỉ tiêu trước đó", 40, figures=True),
        Column("Chỉ tiêu được giao", 45, figures=True),
        Column("Ghi chú", 35),
    ]
    rows = [_row(given, place, row) for place, row in enumerate(given.rows, start=1)]
    if given.sums:
        rows.append(["", "Tổng cộng", "", given.number_of(sum(row.value for row in given.rows)), ""])
    return Annex(f"Phụ lục: chỉ tiêu {_what(given)}", belongs_to, columns, rows)


def _row(given: Given, place: int, row: GivenTo) -> list[str]:
    before = given.number_of(row.before) if row.before is not None else NOTHING
    by_hand = row.by_hand and given.terms.method != Method.BY_HAND
    return [str(place), row.name, before, given.number_of(row.value), "Điều chỉnh" if by_hand else ""]


def title(given: Given) -> str:
    """What the annex is called, for a workbook."""
    day = f", ngày {format_day(given.signed.on)}" if given.signed.on else ""
    return f"Chỉ tiêu {_what(given)} (Quyết định số {given.signed.number}{day})"

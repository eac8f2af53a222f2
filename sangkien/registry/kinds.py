"""Loại văn bản: the 29 kinds of administrative papers, each with the letters that stand in its number.

Source: Decree 30/2020/NĐ-CP, article 7 and Appendix III: 27 kinds have letters of their own; an official letter and a
thư công have none. A unit counts each kind by itself.
"""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a paper is. The value is its abbreviation without marks."""

    CV = "CV", _("Công văn")
    NQ = "NQ", _("Nghị quyết")
    QD = "QD", _("Quyết định")
    CT = "CT", _("Chỉ thị")
    QC = "QC", _("Quy chế")
    QYD = "QYD", _("Quy định")
    TC = "TC", _("Thông cáo")
    TB = "TB", _("Thông báo")
    HD = "HD", _("Hướng dẫn")
    CTR = "CTR", _("Chương trình")
    KH = "KH", _("Kế hoạch")
    PA = "PA", _("Phương án")
    DE = "DE", _("Đề án")
    DU = "DU", _("Dự án")
    BC = "BC", _("Báo cáo")
    BB = "BB", _("Biên bản")
    TTR = "TTR", _("Tờ trình")
    HOP = "HOP", _("Hợp đồng")
    CD = "CD", _("Công điện")
    BGN = "BGN", _("Bản ghi nhớ")
    BTT = "BTT", _("Bản thỏa thuận")
    GUQ = "GUQ", _("Giấy ủy quyền")
    GM = "GM", _("Giấy mời")
    GGT = "GGT", _("Giấy giới thiệu")
    GNP = "GNP", _("Giấy nghỉ phép")
    PG = "PG", _("Phiếu gửi")
    PC = "PC", _("Phiếu chuyển")
    PB = "PB", _("Phiếu báo")
    THU = "THU", _("Thư công")


_IN_NUMBERS = {  # where the letters of the number have marks; an official letter has none at all
    Kind.CV: "",
    Kind.QD: "QĐ",
    Kind.QYD: "QyĐ",
    Kind.CTR: "CTr",
    Kind.DE: "ĐA",
    Kind.DU: "DA",
    Kind.TTR: "TTr",
    Kind.HOP: "HĐ",
    Kind.CD: "CĐ",
    Kind.THU: "",
}


# "Kính gửi" stands on these; others name whom they are for under "Nơi nhận" alone (Decree 30/2020, Appendix I).
ADDRESSED = (Kind.CV, Kind.TTR, Kind.BC)


def abbreviated(kind: Kind) -> str:
    """The letters of the kind in a number: QĐ, TTr; nothing for an official letter."""
    return _IN_NUMBERS.get(kind, kind.value)


def number_line(number: int | None, kind: Kind, symbol: str) -> str:
    """05/QĐ-LĐLĐ, 3990/TLĐ, with a nought before a number below ten; without a number room for one."""
    signs = "-".join(filter(None, [abbreviated(kind), symbol]))
    return f"{f'{number:02}' if number else '        '}/{signs}"


def year_of(day: date) -> int:
    """Numbers begin again at 01 on the first of January (Decree 30/2020, article 15)."""
    return day.year

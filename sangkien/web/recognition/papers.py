"""The two papers: the union asks (đề nghị công nhận), the head of the workplace decides (quyết định công nhận).

Number and day are left blank, as on every draft. Legal bases: the Charter of Initiatives under Decree 13/2012/NĐ-CP and
Circular 18/2013/TT-BKHCN; shape: Decree 30/2020/NĐ-CP. In Vietnamese whatever language the page is read in.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sangkien.documents.papers import (
    BLANK_DAY,
    Addressee,
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
)
from sangkien.web.recognition.told import Told

_PLACE_AND_DAY = f"................, {BLANK_DAY}"
_BASES = [
    "Căn cứ Điều lệ Sáng kiến ban hành kèm theo Nghị định số 13/2012/NĐ-CP ngày 02 tháng 3 năm 2012 của Chính phủ;",
    "Căn cứ Thông tư số 18/2013/TT-BKHCN ngày 01 tháng 8 năm 2013 của Bộ trưởng Bộ Khoa học và Công nghệ hướng dẫn thi "
    "hành một số quy định của Điều lệ Sáng kiến;",
]
_HEADS = [  # by how the workplace's name begins, the first that fits; the drafter changes it where it does not
    (("Tổng công ty", "Tập đoàn"), "Tổng Giám đốc"),
    (("Trường",), "Hiệu trưởng"),
    (
        ("Công ty", "Chi nhánh", "Nhà máy", "Xí nghiệp", "Hợp tác xã", "Bệnh viện", "Trung tâm", "Doanh nghiệp"),
        "Giám đốc",
    ),
]
_COLUMNS = [
    Column("TT", 10),
    Column("Tên sáng kiến", 68),
    Column("Tác giả (tỷ lệ đóng góp)", 48),
    Column("Bộ phận", 30),
    Column("Lĩnh vực", 28),
    Column("Ngày áp dụng", 25),
    Column("Giá trị làm lợi một năm (đồng)", 30, figures=True),
    Column("Ghi chú", 18),
]


@dataclass(frozen=True)
class Parties:
    """Who asks whom: full names of the grassroots union, of its superior, and of the workplace."""

    union: str
    superior: str
    workplace: str

    @property
    def head(self) -> str:
        """The title of the head of the workplace."""
        return next((head for starts, head in _HEADS if self.workplace.startswith(starts)), "Thủ trưởng")

    @property
    def addressed(self) -> str:
        """The head with the name of the workplace."""
        return f"{self.head} {self.workplace}"


def request(initiatives: Sequence[Told], parties: Parties) -> Paper:
    """The letter in which the grassroots union asks the head of the workplace to recognise the initiatives."""
    head = Letterhead(
        above=parties.superior,
        issuer=parties.union,
        number="Số:        /CĐCS",
        subject="V/v đề nghị công nhận sáng kiến",
        place_and_day=_PLACE_AND_DAY,
    )
    closing = Closing(
        recipients=["Như trên;", f"{parties.superior} (để báo cáo);", "Lưu: CĐCS."],
        signature=["TM. Ban Chấp hành", "Chủ tịch"],
    )
    belongs_to = f"(Kèm theo Công văn số        /CĐCS {BLANK_DAY}        của {parties.union})"
    body: list[Part] = [Addressee(parties.addressed), *(Text(base) for base in _BASES), *_asked(initiatives, parties)]
    annex = _annex("Danh sách sáng kiến đề nghị công nhận", belongs_to, initiatives)
    return Paper("Đề nghị công nhận sáng kiến", [head, *body, closing, *annex])


def decision(initiatives: Sequence[Told], parties: Parties) -> Paper:
    """The decision by which the head of the workplace recognises the initiatives."""
    head: list[Part] = [
        Letterhead(issuer=parties.workplace, number="Số:        /QĐ-........", place_and_day=_PLACE_AND_DAY),
        Title("Quyết định", "Về việc công nhận sáng kiến", by=parties.addressed),
        Bases([*_BASES, f"Xét đề nghị của {parties.union} tại Công văn số        /CĐCS {BLANK_DAY}        ."]),
    ]
    closing = Closing(
        recipients=["Như Điều 3;", f"{parties.superior} (để báo cáo);", "Lưu: VT."], signature=[parties.head]
    )
    belongs_to = f"(Kèm theo Quyết định số        /QĐ-........ {BLANK_DAY}        của {parties.addressed})"
    annex = _annex("Danh sách sáng kiến được công nhận", belongs_to, initiatives)
    articles = _articles(initiatives, parties)
    return Paper("Quyết định công nhận sáng kiến", [*head, Ordered("Quyết định:"), *articles, closing, *annex])


def _asked(initiatives: Sequence[Told], parties: Parties) -> Iterator[Text]:
    one = len(initiatives) == 1
    which = f"sáng kiến “{initiatives[0].title}”" if one else f"{len(initiatives)} sáng kiến (danh sách kèm theo)"
    yield Text(
        f"{parties.union} đề nghị {parties.addressed} xem xét, công nhận {which} của đoàn viên, người lao động "
        f"trong đơn vị{', cụ thể như sau:' if one else '.'}"
    )
    if one:
        yield from _told(initiatives[0])
    yield Text(
        "Sau khi được công nhận, sáng kiến được cập nhật vào chương trình sáng kiến của tổ chức Công đoàn; tác giả "
        "được hưởng quyền lợi theo Điều lệ Sáng kiến và quy chế của đơn vị."
    )
    yield Text("Trân trọng./.")


def _articles(initiatives: Sequence[Told], parties: Parties) -> Iterator[Text]:
    yield Text(_recognised(initiatives), label="Điều 1.")
    if len(initiatives) == 1:
        yield from _told(initiatives[0])
    yield Text(
        "Tác giả sáng kiến được hưởng thù lao, khen thưởng và các quyền lợi khác theo Điều lệ Sáng kiến và quy chế của "
        f"{parties.workplace}.",
        label="Điều 2.",
    )
    yield Text(
        f"Quyết định này có hiệu lực kể từ ngày ký. {parties.union}, các bộ phận có liên quan và các tác giả có tên "
        "tại Điều 1 chịu trách nhiệm thi hành Quyết định này./.",
        label="Điều 3.",
    )


def _recognised(initiatives: Sequence[Told]) -> str:
    if len(initiatives) == 1:
        return f"Công nhận sáng kiến “{initiatives[0].title}”, cụ thể như sau:"
    people = {(author.phone or author.full_name) for told in initiatives for author in told.authors}
    return f"Công nhận {len(initiatives)} sáng kiến của {len(people)} tác giả (danh sách kèm theo)."


def _told(told: Told) -> Iterator[Text]:
    """What is said of one initiative; what was left empty is left out."""
    said = [
        ("Tên sáng kiến:", told.title),
        ("Tác giả:", told.credited),
        ("Bộ phận:", told.departments),
        ("Loại giải pháp, lĩnh vực:", ", ".join(filter(None, [told.kind, told.field]))),
        ("Bắt đầu áp dụng từ ngày:", told.applied),
        ("Trước khi có sáng kiến:", told.before),
        ("Nội dung thay đổi:", told.after),
        ("Hiệu quả:", told.effect),
        ("Lợi ích một năm:", told.benefit),
    ]
    for place, (label, text) in enumerate([(label, text) for label, text in said if text], start=1):
        yield Text(text, label=f"{place}. {label}")


def _annex(title: str, belongs_to: str, initiatives: Sequence[Told]) -> list[Annex]:
    """The list that goes with the paper when there is more than one."""
    if len(initiatives) == 1:
        return []
    return [Annex(title, belongs_to, _COLUMNS, [_row(place, told) for place, told in enumerate(initiatives, start=1)])]


def _row(place: int, told: Told) -> list[str]:
    amount = told.amount.removesuffix(" đồng")
    note = "" if amount else "Lợi ích xã hội"
    return [str(place), told.title, told.credited, told.departments, told.field, told.applied, amount or "–", note]

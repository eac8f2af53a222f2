"""Small things that lists are full of: "nt" and ditto marks, sums, signatures, headings of groups."""

import re

from sangkien.intake.understanding.patterns import one_of
from sangkien.intake.understanding.texts import fold, kept_if_short, one_line

_DITTO = re.compile(
    one_of(
        r"""
        ["“”″〃'’]{1,2} | [-–]\s*["“”″〃]\s*[-–] | [-–.(\s]*(?:nt | n\.t\.? | như trên | như dòng trên | nhu tren
        | as above | same as above | ditto | idem | 同上 | 상동 | 위와 같음)[-–.)\s]*
        """
    ),
    re.IGNORECASE,
)
_DASH = re.compile(r"[-–—]+")
NOTHING = re.compile(r"[-–—_./\s]*|n/?a", re.IGNORECASE)

# By its letters with their marks: "Cộng" is a sum, "Công ty" is none.
_SUM = re.compile(
    r"(?:tổng\s*cộng|tổng\s*số|cộng|tổng|lũy\s*kế|luỹ\s*kế|(?:grand |sub ?)?total|합계|소계|계|合计|合計|小计|小計)"
    r"(?:\s*[:(.].*|\s+(?:chung|trang|cả|toàn|số|đơn vị|các|mục|nhóm|khối|danh sách|[0-9ivx]|[a-zđ] ?\+).*|\s*)",
    re.IGNORECASE,
)
_SUM_OF = re.compile(r"(?:tổng|cộng|lũy kế|luỹ kế|subtotal|sub total)\b", re.IGNORECASE)
_SUM_OF_BODY = re.compile(r"(?:tổng )?cộng(?: của)?:? +", re.IGNORECASE)
_SUM_WITHOUT_MARKS = {"cong", "tong", "tong cong", "tong so"}

_CLOSING = re.compile(
    one_of(
        r"""
        nơi nhận | người lập | lập biểu | lập bảng | thủ trưởng | ^(?:tm|kt|tl|tuq)\. | ký tên | \(ký | đã ký | ^ký\b
        | xác nhận của | ^(?:phó )?(?:tổng )?giám đốc$ | ^(?:phó )?chủ tịch$ | ^(?:phó )?hiệu trưởng$
        | ^trưởng (?:ban|phòng|đoàn|khoa)$ | ^(?:tm\.? ?)?ban (?:giám đốc|chấp hành|thường vụ|giám hiệu)
        | ^chủ tịch (?:hội đồng|công đoàn) | ^thư ký(?: hội đồng)?$
        | ^(?:danh sách|biểu|bảng)(?: này)? (?:này )?(?:gồm|có)\b | ấn định danh sách | ^- lưu | ^lưu:
        | ^[^\d]{0,40},?\s*ngày\s[\s.…\d]*tháng\s[\s.…\d]*năm | ^prepared by | ^approved by | ^checked by
        """
    ),
    re.IGNORECASE,
)
_NOTE = re.compile(r"^(?:ghi chú|lưu ý|chú thích|note|\*|\(|trang \d|page \d)", re.IGNORECASE)

_NOBODY = {"khong", "khong co", "ko", "0"}
_AMOUNT = re.compile(
    r"[0-9][0-9.,\s]*(?:%|đ|đồng|vnđ|tr\.?đ?|triệu(?: đồng)?|tỷ(?: đồng)?|sk|sáng kiến|giải pháp|đề tài)?",
    re.IGNORECASE,
)

_BODIES = """
    don vi | cong ty | cty | ct | tong cong ty | tap doan | cong doan | cdcs | cd | lien doan | ldld | truong
    | benh vien | bv | phong | ban | so | trung tam | tt | ttyt | xi nghiep | nha may | ubnd | uy ban | chi nhanh
    | chi cuc | cuc | hop tac xa | htx | ngan hang | khoa | phan xuong | xuong | to | doi | dien luc | buu dien
    | buu cuc | vien | hoc vien | dai hoc | cao dang | mam non | mau giao | tieu hoc | thcs | thpt | th | mn | kho bac
    | bao hiem | toa an | cong an | bo chi huy | dang uy | huyen | thi xa | thanh pho | quan | xa | phuong | tinh
    | van phong | company | co ltd | dept | department | plant | factory | line | chuyen | cum | khu
"""
_BODY = re.compile(rf"(?:{one_of(_BODIES).strip()})\b")
_CLASS = re.compile(r"(?:linh vuc|nhom linh vuc|nganh|mon|loai|giai phap)(?: |$)")
_NUMBER = re.compile(
    r"\s*(?:(?P<roman>[IVXL]+)|(?P<letter>[A-ZĐ])|(?P<count>[0-9]+(?:\.[0-9]+)*)|(?P<small>[a-zđ]))\s*[.)/:-]*\s*"
)
_COUNTED = re.compile(r"\(?[0-9]+\)?[.)]?")
_NUMBERED = re.compile(r"\s*(?:[IVXL]+|[A-ZĐ]|[0-9]+(?:\.[0-9]+)*|[a-zđ])\s*[.)/:–-]+\s*(?=\S)")

ROMAN, LETTER, COUNT, SMALL, BARE = range(5)
"""How a group is numbered, from the highest."""


def is_ditto(text: str, *, dash: bool) -> bool:
    """ "nt", "-nt-", a quotation mark, "như trên"; a dash only where a field is never empty (`dash`)."""
    return _is_ditto(text) or (dash and bool(_DASH.fullmatch(text.strip())))


@kept_if_short
def _is_ditto(text: str) -> bool:
    return bool(_DITTO.fullmatch(text.strip()))


@kept_if_short
def is_nothing(text: str) -> bool:
    """Empty, or a sign that there is nothing."""
    return bool(NOTHING.fullmatch(text))


@kept_if_short
def is_sum(text: str) -> bool:
    """ "Cộng", "Tổng số: 31 sáng kiến"."""
    line = one_line(text)
    return bool(_SUM.fullmatch(line)) or fold(line) in _SUM_WITHOUT_MARKS


def is_sum_of_body(text: str) -> bool:
    """ "Cộng CĐCS A: 02 sáng kiến"."""
    found = _SUM_OF_BODY.match(one_line(text))
    return found is not None and is_body(one_line(text)[found.end() :])


def is_any_sum(text: str) -> bool:
    """A sum of whatever."""
    return is_sum(text) or is_sum_of_body(text)


def is_sum_of(text: str) -> bool:
    """ "Cộng CĐCS A": a sum where it begins a row without title and author; a title may begin so, too."""
    return bool(_SUM_OF.match(one_line(text)))


@kept_if_short
def is_closing(text: str) -> bool:
    """What stands below a list: who made it, who signs, who receives it."""
    return len(text) < 200 and bool(_CLOSING.search(one_line(text)))


def is_nobody(text: str) -> bool:
    """Where somebody else could stand: nothing, "không", "không có"."""
    return is_nothing(text) or fold(text) in _NOBODY


def is_amount(text: str) -> bool:
    """Nothing but a number, with its size or as how many: "235.000.000", "45,5 triệu đồng", "03 sáng kiến"."""
    return bool(_AMOUNT.fullmatch(one_line(text)))


def is_note(text: str) -> bool:
    """ "Ghi chú: …", "(*) …", "* …"."""
    return bool(_NOTE.match(one_line(text)))


def is_body(text: str) -> bool:
    """Does it begin as the name of a union, an enterprise, a school, a department?"""
    return bool(_BODY.match(fold(text)))


def is_class(text: str) -> bool:
    """Does it begin as a field of work: "Lĩnh vực quản lý"?"""
    return bool(_CLASS.match(fold(text)))


def is_counted(text: str) -> bool:
    """An ordinary number in a list: 1, 12., (3)."""
    return bool(_COUNTED.fullmatch(text.strip()))


def numbering_of(text: str) -> int | None:
    """How a group with that number is numbered; None where it is no number."""
    found = _NUMBER.fullmatch(text) if text.strip() else None
    if not found:
        return None
    kinds = {"roman": ROMAN, "letter": LETTER, "count": COUNT, "small": SMALL}
    return next(kinds[name] for name, value in found.groupdict().items() if value)


def without_numbering(text: str) -> tuple[int | None, str]:
    """ "II. Công đoàn Công ty A" is numbered in Roman, and says the rest."""
    line = one_line(text)
    found = _NUMBERED.match(line)
    return (numbering_of(found[0]), line[found.end() :]) if found else (None, line)

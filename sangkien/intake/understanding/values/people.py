"""Authors as lists have them: several in a cell, numbered, with shares, posts, and what is put before a name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from sangkien.base.numbers import WHOLE, parse_share
from sangkien.base.problems import NotUnderstood
from sangkien.intake.understanding.patterns import one_of
from sangkien.intake.understanding.shapes import Author
from sangkien.intake.understanding.texts import fold, one_line, paragraphs
from sangkien.intake.understanding.values.said import Said
from sangkien.spreadsheets import Cell

_BEFORE_A_NAME = re.compile(
    r"(?:(?:đồng chí|đ/c|đc|ông|bà|anh|chị|cô|thầy|mr|mrs|ms|miss|dr|"
    r"gs|pgs|ts|ths|th\.s|thạc sĩ|thạc sỹ|tiến sĩ|tiến sỹ|ncs|ks|kỹ sư|kĩ sư|kts|cn|cử nhân|"
    r"bs|bác sĩ|bác sỹ|bscki{1,2}|bsck[12]|cki{1,2}|ck[12]|bsnt|ds|dscki{1,2}|dược sĩ|dược sỹ|"
    r"đd|cnđd|đdck[i1]|điều dưỡng|hộ sinh|nhs|ktv|kỹ thuật viên|ys|y sĩ|gv|giáo viên|giảng viên|tg|tác giả)"
    r"(?:[.:,/ -]+|$))+",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^(?:nhóm(?: tác giả| thực hiện| sáng kiến)?|đồng tác giả|các tác giả|tác giả(?: chính)?|chủ nhiệm|chủ trì|"
    r"thành viên|cộng sự|thư ký|họ (?:và )?tên)(?: \d+)?\s*:\s*",
    re.IGNORECASE,
)
_AND = re.compile(r"^\s*(?:và|and|&|cùng)\s+", re.IGNORECASE)
_BULLET = re.compile(r"^\s*(?:[-+•*–—✓]|\(?\d{1,2}[.)/:]|\d{1,2}\s*-|[a-zđ]\))\s*(?=\D)", re.IGNORECASE)
_NUMBERED_INSIDE = re.compile(r"(?<=[^\s\d(])\s+(?=\(?\d{1,2}[.)/]\s*[^\W\d_])")
_BETWEEN = re.compile(
    r"(?<=%)\s+(?=[^\W\d_])|(?<=%\))\s*(?=[^\W\d_])|[;|\n]|\s(?:và|&|and|cùng với|cùng)\s|\s?[+&]\s?|、|，"
)
_PARENTHESES = re.compile(r"[(\[]([^)\]]*)[)\]]")
_SHARE = re.compile(r"[:=–-]?\s*(\d{1,3}(?:[.,]\d{1,4})?)\s*%")
_PHONE = re.compile(r"(?:(?:sđt|đt|tel|phone)\s*[.:]?\s*)?(?<!\d)((?:\+?84|0)(?:[ .-]?\d){9})(?!\d)", re.IGNORECASE)
_OTHERS = re.compile(
    r"(?:^|[\s,;(])(?:(?:và |cùng |& )?(?:các )?(?:cộng sự|ctv|đồng nghiệp|đồng sự|et al)\b"
    r"|(?:và |cùng |[&+] )?\d{1,2} (?:người|đồng chí|đ/c|thành viên|cộng sự|đồng nghiệp)\b"
    r"|(?:và |cùng |& )c[./]?s\b(?![.]\w)).*$|\s*(?:…|\.\.\.|v\.v\.?)\s*$",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.\s?)+(?:[^\W\d_]{1,2}\.?)?")
_ALONE = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){1,5}")  # as nearly every cell has it: one name
_A_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’.-])*", re.UNICODE)
_NAMES = """
    ân âu bạch bùi cao châu chu cù đàm đặng đào diệp đinh đỗ đoàn đồng dư đường dương giang hà hồ hoàng hồng hứa
    huỳnh khổng khuất kiều kim la lại lâm lê lương lưu lý lí mã mạc mai nghiêm ngô ngụy nguyễn ninh nông ông phạm
    phan phí phó phùng quách quan tạ tăng thạch thái thân tiêu tô tôn tống trần triệu trịnh trương từ ung văn vi
    viên võ vũ vương
"""
_FAMILIES = set(_NAMES.split())
_FAMILIES_WITHOUT_MARKS = set(map(fold, _FAMILIES))

# What begins like this names a body or a post, not a person.
_BODIES = """
    tap the | to | nhom | phong | khoa | ban | bo phan | xuong | phan xuong | chuyen | doi | cong ty | trung tam
    | chi nhanh | cong doan | truong (?:mam non|tieu hoc|thcs|thpt|cao dang|dai hoc|trung|mn|th) | can bo | nhan vien
    | cong nhan | toan the | hoi dong | team | group | dept | line
"""
_POSTS = """
    (?:(?:to|nhom|doi|chuyen|phong|khoa|ban|ca|xuong|quan|bo phan) )?(?:truong|pho) | giam doc | pho giam doc
    | quan doc | nhan vien | cong nhan | can bo | chuyen vien | chuyen gia | ky su | ky thuat | ke toan | giao vien
    | giang vien | hieu truong | bac si | dieu duong | ky thuat vien | chu tich | chu nhiem | thu ky | thanh vien
    | uy vien | bi thu | quan ly | tho | van thu | bao ve | lai xe | thu kho | to | phong | khoa | ban | bo phan
    | xuong | phan xuong | chuyen | doi | cong ty | truong | trung tam | nv | cn | tp | pp | gd | pgd | qc | qa
    | leader | manager | staff | worker | engineer | supervisor | operator | tac gia | dong tac gia | chinh$ | phu$
"""
_BODY = re.compile(rf"(?:{one_of(_BODIES)})\b")
_POST = re.compile(rf"(?:{one_of(_POSTS)})(?: |$)")

_COLLECTIVE = _("“%(name)s” không phải họ tên một người. Ghi họ tên từng tác giả giúp")
_UNNAMED = _("Tệp ghi có cộng sự nhưng không ghi họ tên. Anh/chị bổ sung nếu cần.")
_COUNT = _("Số phần đóng góp không bằng số tác giả. Ghi mỗi người một phần giúp")


@dataclass(frozen=True)
class People:
    """Authors in their order, and what there is to say about how they were written."""

    authors: list[Author] = field(default_factory=list)
    said: list[Said[str]] = field(default_factory=list)


def people_in(text: str) -> People:
    """Everybody whom a cell names. Names in initials ("N.T.C., C.T.N.") are names, too."""
    if _ALONE.fullmatch(text) and looks_like_name(text) and _is_no_more(text):
        return People([Author(one_line(text))])
    lines, said = _without_others(paragraphs(text))
    pieces = [piece for line in _pieces(lines) for piece in _by_comma(line)]
    authors = _joined(pieces)
    bodies = [author.name for author in authors if _is_body(author.name)]
    said += [Said(None, "collective", _COLLECTIVE % {"name": name}) for name in bodies]
    return People(authors, said)


def _is_no_more(text: str) -> bool:
    """Is nothing put before the name, and nobody behind it?"""
    return not _BEFORE_A_NAME.match(text) and not _OTHERS.search(text)


def with_shares(authors: Sequence[Author], cell: Cell) -> tuple[list[Author], Said[str]]:
    """The authors with the shares of a cell of their own: "60/40", "60%; 40%", a line for each, 0,6."""
    shares, why = _shares(cell)
    if why or not shares:
        return list(authors), why or Said()
    if len(shares) != len(authors):
        return list(authors), Said(None, "share_count", _COUNT)
    return [replace(author, share=share) for author, share in zip(authors, shares, strict=True)], Said()


def _is_body(name: str) -> bool:
    """A family is called Tô or Trương, too: with marks they are told apart."""
    return bool(_BODY.match(fold(name))) and not looks_like_name(name)


def _without_others(text: str) -> tuple[str, list[Said[str]]]:
    kept = "\n".join(_OTHERS.sub("", line) for line in text.split("\n"))
    return kept, [Said(None, "unnamed", _UNNAMED, blocks=False)] if kept != text else []


def _pieces(text: str) -> list[str]:
    """One for each person, unless only commas divide them."""
    lines = [part for line in text.split("\n") for part in _NUMBERED_INSIDE.split(line)]
    parts = [part for line in lines for some in _BETWEEN.split(_unlabelled(line)) for part in _by_dash_of_names(some)]
    return [piece for part in parts if (piece := _unlabelled(part))]


def _by_dash_of_names(piece: str) -> list[str]:
    """ "Nguyễn Văn A - Trần Thị B" are two; "Nguyễn Văn A - Tổ trưởng" is one, and her post."""
    parts = [part.strip() for part in re.split(r"\s*[-–]\s*", piece)]
    return parts if len(parts) > 1 and all(map(looks_like_name, parts)) else [piece]


def looks_like_name(text: str) -> bool:
    """A Vietnamese name by its family and its two to six words, or initials."""
    name = _name(one_line(text))
    words = name.split()
    if _INITIALS.fullmatch(name):
        return True
    return (
        2 <= len(words) <= 6
        and _is_family(words[0], name)
        and all(_WORD.fullmatch(word) and word[0].isupper() for word in words)
    )


def _is_family(word: str, name: str) -> bool:
    """Chu is a family, Chủ begins a post; in a name without any marks both look alike."""
    return word.lower() in _FAMILIES or (name.isascii() and word.lower() in _FAMILIES_WITHOUT_MARKS)


def _unlabelled(text: str) -> str:
    text = _AND.sub("", _BULLET.sub("", text))
    body, _colon, named = text.partition(":")
    first, *_others = re.split("[,;]", named)
    if _BODY.match(fold(body)) and looks_like_name(first):  # "Phòng Kỹ thuật: Nguyễn An, Trần Bình"
        text = named
    return _LABEL.sub("", text).strip(" ,.;-–") + ("." if text.rstrip().endswith(".") else "")


def _by_comma(piece: str) -> list[str]:
    """At commas, but not inside of brackets: "A (60%, tổ trưởng), B" are two."""
    parts = re.split(r"\s*,\s*(?![^(]*\))|\s*/\s*(?=[A-ZĐÀ-Ỹ][^/]* [^/]+$)", piece)
    return [part for part in parts if part.strip(" .")]


def _joined(pieces: Sequence[str]) -> list[Author]:
    """A piece that is only a post or a share belongs to whom was named before."""
    authors: list[Author] = []
    for piece in pieces:
        author = _author(piece)
        if authors and not author.name:
            authors[-1] = _more(authors[-1], author)
        elif authors and _is_post(author.name) and not authors[-1].position:
            authors[-1] = _more(authors[-1], replace(author, position=author.name))
        elif author.name:
            authors.append(author)
    return authors


def _is_post(name: str) -> bool:
    return bool(_POST.match(fold(name))) and not looks_like_name(name)


def _more(author: Author, said: Author) -> Author:
    """`author` with what `said` adds."""
    share = said.share if author.share is None else author.share
    return replace(author, share=share, position=author.position or said.position, phone=author.phone or said.phone)


def _author(piece: str) -> Author:
    share, rest = _taken(_SHARE, piece)
    phone, rest = _taken(_PHONE, rest)
    asides = [one_line(aside).strip(" ,;:-–") for aside in _PARENTHESES.findall(rest)]
    name = one_line(_PARENTHESES.sub(" ", rest)).strip(" ,;:-–")
    name, _dash, post = _by_dash(name)
    name = _name(name) if _A_LETTER.search(name) else ""  # a year of birth
    position = next((one_line(said) for said in [post, *asides] if _A_LETTER.search(said)), "")
    digits = re.sub(r"[ .-]", "", phone)
    return Author(name, _fraction(share), position, digits)


def _taken(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    found = pattern.search(text)
    return (found[1], text[: found.start()] + " " + text[found.end() :]) if found else ("", text)


def _by_dash(name: str) -> tuple[str, str, str]:
    """ "Nguyễn Văn A - Tổ trưởng": a dash with a space before or behind it."""
    before, dash, after = next(
        (name.partition(dash) for dash in (" - ", " – ", " — ", ": ", "- ", " -") if dash in name), (name, "", "")
    )
    return before.strip(), dash, after.strip(" -–")


def _name(text: str) -> str:
    """Without what is put before it, as long as a name of more than one word is left: "Anh Thư" is a name."""
    found = _BEFORE_A_NAME.match(text)
    rest = text[found.end() :].strip() if found else text
    is_enough = len(rest.split()) > 1 or bool(_INITIALS.fullmatch(rest))
    name = rest if is_enough else text
    return name if _INITIALS.fullmatch(name) else name.strip(" .")


def _fraction(share: str) -> Fraction | None:
    try:
        return Fraction(parse_share(share), WHOLE) if share else None
    except NotUnderstood:
        return None


def _shares(cell: Cell) -> tuple[list[Fraction], Said[str] | None]:
    if not isinstance(cell.value, str) and cell.value is not None:
        return _of_number(cell)
    parts = [part.strip() for part in re.split(r"[;/\n|]|\s[-–]\s|(?<=\d)[-–](?=\d)|(?<=%)[\s,-]+", cell.text)]
    parts = [_BULLET.sub("", part) if "%" in part else part for part in parts if re.search(r"\d", part)]
    try:
        shares = [Fraction(parse_share(_only_share(part)), WHOLE) for part in parts]
    except NotUnderstood as why:
        return [], Said.refused(why)
    is_of_one = "%" not in cell.text and sum(shares) * 100 == 1  # 0,7 and 0,3
    return [share * 100 for share in shares] if is_of_one else shares, None


def _only_share(part: str) -> str:
    found = re.search(r"\d+(?:[.,]\d+)?\s*%", part)
    return found[0] if found else part


def _of_number(cell: Cell) -> tuple[list[Fraction], Said[str] | None]:
    """0,6 is 60 %, as Excel keeps a percentage; 60 is 60 %."""
    try:
        number = Fraction(cell.text.replace(",", "."))
    except ValueError:
        return [], None
    share = number if number <= 1 else number / 100
    return ([share], None) if 0 < share <= 1 else _shares(Cell(cell.text))

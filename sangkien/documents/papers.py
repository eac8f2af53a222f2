"""The parts of an official paper, as plain data: what stands on it, not what it looks like.

Decree 30/2020/NĐ-CP, Appendix I, names the parts; `decree30.docx` lays them out. The papers are in Vietnamese whatever
the reader's language: an officer signs them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

BLANK_DAY = "ngày      tháng      năm"


@dataclass(frozen=True)
class Letterhead:
    """Who issues it (`above`: the body above, may be empty), its number, where and when; a letter has its `subject`
    here. A draft leaves number and day blank."""

    issuer: str
    number: str
    place_and_day: str
    above: str = ""
    subject: str = ""


@dataclass(frozen=True)
class Title:
    """What kind of paper it is, about what, and beneath, where a person issues it, by whom."""

    kind: str
    subject: str
    by: str = ""


@dataclass(frozen=True)
class Addressee:
    """Kính gửi: one, behind the word, or several, each on a line of its own beneath it."""

    to: str | Sequence[str]


@dataclass(frozen=True)
class Bases:
    """Căn cứ: each stands on its own line."""

    lines: Sequence[str]


@dataclass(frozen=True)
class Ordered:
    """The word after which the articles follow: QUYẾT ĐỊNH:"""

    word: str


@dataclass(frozen=True)
class Text:
    """A paragraph; `label` stands at its head in bold ("Điều 1.", "1. Tên sáng kiến:")."""

    text: str
    label: str = ""


@dataclass(frozen=True)
class Run:
    """Words of a paragraph that look alike."""

    text: str
    bold: bool = False


@dataclass(frozen=True)
class Prose:
    """A paragraph in which some words are set in bold."""

    runs: Sequence[Run]


@dataclass(frozen=True)
class Closing:
    """Nơi nhận beside the signature: in whose authority and by what title (a line each), and the name."""

    recipients: Sequence[str]
    signature: Sequence[str]
    name: str = ""


@dataclass(frozen=True)
class Signature:
    """By what title (a line each), and the name."""

    lines: Sequence[str]
    name: str = ""


@dataclass(frozen=True)
class BothSign:
    """Two sign, side by side: a secretary and who chaired, or two parties. Nơi nhận stands beneath."""

    left: Signature
    right: Signature
    recipients: Sequence[str]


@dataclass(frozen=True)
class Column:
    """A column of a list: its heading, its width in millimetres, and whether it holds figures."""

    heading: str
    width: int
    figures: bool = False


@dataclass(frozen=True)
class Annex:
    """A list that goes with the paper, on pages of its own, lying: its title, what it belongs to, its rows, what they
    come to (`totals`, a cell for each column), and what its columns mean. A paper has one, so it bears no numeral."""

    title: str
    belongs_to: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    totals: Sequence[str] = ()
    note: str = ""


Part = Letterhead | Title | Addressee | Bases | Ordered | Text | Prose | Closing | BothSign | Annex


@dataclass(frozen=True)
class Paper:
    """A paper from top to bottom. `name` is what the file says it is."""

    name: str
    parts: Sequence[Part]


def day_line(day: date | None, year: int | None = None) -> str:
    """ngày 20 tháng 4 năm 2022, with a nought before a day below ten and before the first two months (Decree 30/2020,
    Appendix I). Without a day it is left blank, and so is the year unless it is known."""
    if day is None:
        return f"{BLANK_DAY} {year}" if year else BLANK_DAY
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"

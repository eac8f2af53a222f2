"""Fields in the words of a paper: {hợp lệ}, {phần trăm}, {đến ngày}. Filled from frozen figures and from nothing else.

Field names are Vietnamese, since officers type them; capitals and marks do not matter.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sangkien.base.days import format_day
from sangkien.base.numbers import format_dong, format_int, format_percent
from sangkien.base.text import fold

Facts = Mapping[str, Any]
"""What frozen figures say, by key (`freezing.py`)."""

_MARK = re.compile(r"\{([^{}]*)\}|\*\*")
OPEN = "……"  # stands where nothing is known


def _day(value: str) -> str:
    return format_day(date.fromisoformat(value))


def _percent(value: str) -> str:
    return format_percent(Decimal(value))


def _against(over: int) -> str:
    if over > 0:
        return f"vượt {format_int(over)} sáng kiến"
    return f"còn thiếu {format_int(-over)} sáng kiến" if over else "bằng chỉ tiêu"


def _within_a_sentence(words: str) -> str:
    """Without the capital of its beginning; a word in capitals (CNVCLĐ) keeps them."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:].rstrip(".")


@dataclass(frozen=True)
class Field:
    """One field: the name between the braces, the fact it shows, how that is printed."""

    name: str
    key: str
    printed: Callable[[Any], str] = str

    @property
    def marked(self) -> str:
        """As it is typed."""
        return f"{{{self.name}}}"


FIELDS = [
    Field("đơn vị", "unit"),
    Field("chương trình", "programme"),
    Field("tên đầy đủ của chương trình", "full_name"),
    Field("khẩu hiệu", "slogan"),
    Field("chặng", "stretch"),
    Field("giai đoạn", "phase"),
    Field("từ ngày", "first_day", _day),
    Field("đến ngày", "last_day", _day),
    Field("ngày số liệu", "as_of", _day),
    Field("chỉ tiêu", "target", format_int),
    Field("lượt nộp", "submitted", format_int),
    Field("hợp lệ", "valid", format_int),
    Field("phần trăm", "percent", _percent),
    Field("so với chỉ tiêu", "over", _against),
    Field("giá trị làm lợi", "benefit", format_dong),
    Field("phần có xác nhận của doanh nghiệp", "attested", _percent),
    Field("số đoàn viên", "members", format_int),
    Field("số đơn vị", "below", format_int),
    Field("số đơn vị chưa có", "silent", format_int),
    Field("giai đoạn sau", "next"),
    Field("từ ngày giai đoạn sau", "next_first", _day),
    Field("đến ngày giai đoạn sau", "next_last", _day),
    Field("trọng tâm giai đoạn sau", "next_focus", _within_a_sentence),
]
_BY_NAME = {fold(field.name): field for field in FIELDS}


@dataclass(frozen=True)
class Piece:
    """Some words of a paragraph. `field`: the name of the field they were filled from; `known`: it had something to
    say."""

    text: str
    bold: bool = False
    field: str = ""
    known: bool = True


def filled(text: str, facts: Facts | None) -> list[Piece]:
    """One paragraph in pieces. An unknown field stays as it was typed, and one without a fact is left open."""
    return [piece for piece in _pieces(text, facts) if piece.text]


def plain(text: str, facts: Facts | None) -> str:
    """The same as one text."""
    return "".join(piece.text for piece in filled(text, facts))


def unknown_fields(text: str) -> list[str]:
    """What stands between braces and is no field, each once, as it was typed."""
    return [name for name in _named(text) if fold(name) not in _BY_NAME]


def open_fields(text: str, facts: Facts | None) -> list[Field]:
    """The fields of a text for which the facts, or no facts, have nothing to say."""
    used = dict.fromkeys(_BY_NAME[fold(name)] for name in _named(text) if fold(name) in _BY_NAME)
    return [field for field in used if _fact(field, facts) is None]


def with_words(text: str, words: Mapping[str, str]) -> str:
    """The text with words in place of these fields, by their names: the drafter's own, not those of the figures."""
    said = {fold(name): word for name, word in words.items()}
    return _MARK.sub(lambda mark: said.get(fold(mark[1] or ""), mark[0]), text)


def open_prompts(text: str) -> list[str]:
    """Paragraphs that only say what is to be written there: a whole line in square brackets."""
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if line.startswith("[") and line.endswith("]")]


def _pieces(text: str, facts: Facts | None) -> Iterator[Piece]:
    bold, here = False, 0
    for mark in _MARK.finditer(text):
        yield Piece(text[here : mark.start()], bold)
        here = mark.end()
        if mark[1] is None:
            bold = not bold
        else:
            yield _piece(mark, facts, bold=bold)
    yield Piece(text[here:], bold)


def _piece(mark: re.Match[str], facts: Facts | None, *, bold: bool) -> Piece:
    field = _BY_NAME.get(fold(mark[1]))
    if field is None:
        return Piece(mark[0], bold, known=False)
    fact = _fact(field, facts)
    return Piece(OPEN if fact is None else field.printed(fact), bold, field.name, fact is not None)


def _fact(field: Field, facts: Facts | None) -> Any:
    found = facts.get(field.key) if facts else None
    return None if found == "" else found


def _named(text: str) -> list[str]:
    return list(dict.fromkeys(mark[1].strip() for mark in _MARK.finditer(text) if mark[1] is not None))

"""What a column holds, told from its cells: where a heading says too little, they say the rest."""

import re
from collections.abc import Callable, Sequence

from sangkien.base.text import one_line
from sangkien.intake.understanding.marks import is_ditto
from sangkien.intake.understanding.values import Scale, amount_of, day_of_cell
from sangkien.intake.understanding.values.decisions import names_number
from sangkien.intake.understanding.values.people import looks_like_name
from sangkien.spreadsheets import Cell

SAMPLE = 60
_SENTENCE = 20  # letters: titles are longer, on average
_MONEY = re.compile(r"[0-9]\s*(?:đ\b|đồng|triệu|tr\b|tỷ|tỉ|nghìn|ngàn|vnđ|vnd)", re.IGNORECASE)


def is_of_titles(cells: Sequence[Cell]) -> bool:
    """Mostly different sentences, and no numbers, days or names."""
    texts = [one_line(cell.text) for cell in cells if isinstance(cell.value, str) and cell.text.strip()]
    if len(texts) < max(1, len(cells) // 3):
        return False
    is_long = sum(map(len, texts)) / len(texts) >= _SENTENCE
    return is_long and len(set(texts)) > 0.6 * len(texts) and not is_of_names(cells)


def is_of_names(cells: Sequence[Cell]) -> bool:
    """Mostly names of people, one or several in a cell."""
    return _mostly(cells, lambda cell: looks_like_name(re.split(r"[,;\n(]", cell.text.strip() + ",")[0]))


def is_of_amounts(cells: Sequence[Cell]) -> bool:
    """Mostly amounts of money."""
    return _mostly(cells, lambda cell: bool(amount_of(cell, Scale()).value and _is_money(cell)))


def is_of_days(cells: Sequence[Cell]) -> bool:
    """Mostly days, months or quarters."""
    return _mostly(cells, lambda cell: day_of_cell(cell).value is not None)


def is_of_decisions(cells: Sequence[Cell]) -> bool:
    """Mostly numbers of decisions, but for ditto marks."""
    named = [cell for cell in cells if not is_ditto(cell.text, dash=True)]
    return _mostly(named, lambda cell: names_number(cell.text))


def is_of_numbers(cells: Sequence[Cell]) -> bool:
    """Mostly numbers."""
    return _mostly(cells, lambda cell: bool(re.fullmatch(r"[0-9][0-9.,\s%]*", cell.text.strip())))


def _is_money(cell: Cell) -> bool:
    return not isinstance(cell.value, str) or bool(_MONEY.search(cell.text) or re.search(r"[.,][0-9]{3}\b", cell.text))


def _mostly(cells: Sequence[Cell], holds: Callable[[Cell], bool]) -> bool:
    filled = [cell for cell in cells if cell.text.strip()]
    return bool(filled) and sum(map(holds, filled)) > len(filled) / 2

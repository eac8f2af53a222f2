"""The themes people improve, read from the files in `wordings/`: words for titles, before, after and benefits."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "wordings"
VOCABULARY, DETAILS = "vocabulary", "details"

Rows = Mapping[str, list[dict[str, str]]]  # sector: rows of words that belong together


@dataclass(frozen=True, kw_only=True)
class Measure:
    """What is saved or gained, its unit, and the price of one in đồng."""

    what: str
    unit: str
    price: int


@dataclass(frozen=True, kw_only=True)
class Theme:
    """One thing that people of some sectors improve, in many wordings. {words} in braces are drawn from
    `lists` or from a row of `rows`; {3..8} is a number between the two."""

    name: str
    file: str
    sectors: tuple[str, ...]
    kinds: tuple[str, ...]
    fields: tuple[str, ...]
    jobs: tuple[str, ...]
    titles: tuple[str, ...]
    purposes: tuple[str, ...]
    years: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    lists: Mapping[str, list[str]]
    rows: Rows
    measures: tuple[Measure, ...]

    def fits(self, sector: str) -> bool:
        """Whether people of that sector could have written it. No sector named: everybody."""
        return not self.sectors or sector in self.sectors


@cache
def all_themes() -> tuple[Theme, ...]:
    """Every theme of every file, in a fixed order."""
    files = sorted(path.stem for path in FOLDER.glob("*.yaml") if path.stem not in {VOCABULARY, DETAILS})
    return tuple(theme for name in files for theme in _themes_of(name))


@cache
def themes_for(sector: str) -> tuple[Theme, ...]:
    """The themes of a sector's own trade."""
    return tuple(theme for theme in all_themes() if theme.sectors and theme.fits(sector))


@cache
def union_themes() -> tuple[Theme, ...]:
    """What union officers improve, wherever they work."""
    return tuple(theme for theme in all_themes() if not theme.sectors)


@cache
def departments(sector: str) -> tuple[str, ...]:
    """The parts of a workplace of that sector."""
    words = wording(VOCABULARY)
    return tuple(words["departments"].get(sector, words["other_departments"]))


@cache
def wording(name: str) -> dict[str, Any]:
    """A file of wordings as it stands."""
    loaded: dict[str, Any] = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return loaded


def _themes_of(name: str) -> list[Theme]:
    file = wording(name)
    return [_theme(name, {**file, **theme}) for theme in file["themes"]]


def _theme(file: str, words: dict[str, Any]) -> Theme:
    return Theme(
        name=words["name"],
        file=file,
        sectors=tuple(words["for"]),
        kinds=tuple(words["kind"]),
        fields=tuple(words["field"]),
        jobs=tuple(words["jobs"]),
        titles=tuple(words["title"]),
        purposes=tuple(words["purpose"]),
        years=tuple(words["years"]),
        before=tuple(words["before"]),
        after=tuple(words["after"]),
        lists=_lists(words.get("lists", {})),
        rows=_rows(words.get("rows", {}), words["for"]),
        measures=tuple(Measure(what=what, unit=unit, price=price) for what, unit, price in words.get("money", ())),
    )


def _rows(own: str | list[dict[str, str]] | dict[str, list[dict[str, str]]], sectors: list[str]) -> Rows:
    """Words that belong together, by sector: a theme's own, or the shared ones of that name."""
    if isinstance(own, list):
        return dict.fromkeys(sectors, own)
    return wording(VOCABULARY)["rows"][own] if isinstance(own, str) else own


def _lists(own: dict[str, list[str] | str]) -> dict[str, list[str]]:
    """A theme's own lists beside the shared ones; a name stands for the shared list of that name."""
    shared: dict[str, list[str]] = wording(VOCABULARY)["lists"]
    return shared | {slot: shared[value] if isinstance(value, str) else value for slot, value in own.items()}

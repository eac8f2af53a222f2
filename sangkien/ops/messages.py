"""The texts to be translated, gathered from the code and the templates without any program but Python.

Vietnamese is the source language: a text stands in the code as it is read. `python -m sangkien.ops.messages`
brings the English catalogue up to date; the tests refuse one that is not complete.
"""

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages import Catalog
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parent.parent
ENGLISH = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def gather() -> Catalog:
    """Every text of the product, each with the files it stands in."""
    catalog = Catalog(charset="utf-8")
    for place, message, context in _texts():
        catalog.add(message, context=context, locations=[(place, 0)])
    return catalog


def english() -> Catalog:
    """The English catalogue as it stands."""
    if not ENGLISH.exists():
        return Catalog(locale="en", charset="utf-8")
    with ENGLISH.open("rb") as file:
        return read_po(file, locale="en", charset="utf-8")


def update() -> Catalog:
    """Write the English catalogue anew: new texts empty, vanished ones dropped, the others kept."""
    catalog = english()
    catalog.update(gather(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    write(catalog)
    return catalog


def write(catalog: Catalog) -> None:
    """Keep the catalogue, in an order and a header that do not change by themselves."""
    catalog.project, catalog.version, catalog.fuzzy = "sangkien", "1", False
    catalog.msgid_bugs_address = catalog.last_translator = catalog.language_team = ""
    catalog.creation_date = catalog.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    catalog.header_comment = "# The English of Sáng Kiến. Vietnamese is the source language."
    ENGLISH.parent.mkdir(parents=True, exist_ok=True)
    with ENGLISH.open("wb") as file:
        write_po(file, catalog, width=100, sort_output=True, include_lineno=False)


def _texts() -> Iterator[tuple[str, Any, str | None]]:
    for file in sorted(PACKAGE.rglob("*")):
        if file.suffix not in {".py", ".html"} or {"tests", "migrations"} & set(file.parts):
            continue
        for message, context in _texts_of(file):
            yield str(file.relative_to(PACKAGE.parent)), message, context


def _texts_of(file: Path) -> Iterator[tuple[Any, str | None]]:
    source = file.read_text(encoding="utf-8")
    if file.suffix == ".html":
        source = _as_python(source, file)
    for _line, function, messages, _comments in extract_python(io.BytesIO(source.encode()), KEYWORDS, [], {}):
        found = _message(str(function), messages)
        if found:
            yield found


def _as_python(template: str, file: Path) -> str:
    lines = templatize(template, origin=str(file)).splitlines()
    return "\n".join(line.strip() for line in lines)  # what is left of the markup is no valid indentation


def _message(function: str, arguments: Any) -> tuple[Any, str | None] | None:
    """What is translated, with its context; None where an argument is not a plain text."""
    parts = list(arguments) if isinstance(arguments, tuple) else [arguments]
    context = str(parts.pop(0)) if "p" in function.split("gettext")[0] and function != "_" else None
    if function.startswith(("ngettext", "npgettext")):
        return (tuple(parts[:2]), context) if all(parts[:2]) else None
    return (parts[0], context) if parts and parts[0] else None


if __name__ == "__main__":
    missing = [message.id for message in update() if message.id and not message.string]
    print(f"{ENGLISH}: {len(missing)} chưa dịch")  # noqa: T201 a tool for people

"""The documentation says what the code does."""

import re
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from sangkien.ops.messages import gather
from sangkien.ops.references import PAGES

DOCS = Path(__file__).resolve().parent.parent / "docs"
ROOMS = sorted(models.parent.name for models in Path(settings.PACKAGE).glob("*/models.py"))
INSTRUCTIONS = [DOCS.parent / "README.md", *sorted((DOCS / "how-to").glob("*.md"))]
QUOTED = re.compile(r"(?<!\*)\*{1,2}(?=[^\s*])([^*]+)(?<!\s)\*{1,2}")
VIETNAMESE = re.compile("[À-ỹĐđ]")
PLACE = re.compile(r"%\(\w+\)[sd]|\{\w*\}")


@pytest.mark.parametrize("name", PAGES)
def test_a_generated_page_is_what_the_code_would_write_now(name: str) -> None:
    assert (DOCS / "reference" / name).read_text(encoding="utf-8") == PAGES[name](), "run: sangkien reference"


def test_every_noun_is_in_the_glossary() -> None:
    glossary = (DOCS / "glossary.md").read_text(encoding="utf-8")

    missing = [
        f"{model.__name__} ({model._meta.verbose_name})"
        for room in ROOMS
        for model in apps.get_app_config(room).get_models()
        if f"`{model.__name__}`" not in glossary
    ]

    assert missing == []


@pytest.mark.parametrize("page", INSTRUCTIONS, ids=lambda page: page.stem)
def test_a_button_or_heading_that_is_quoted_is_on_some_page(page: Path) -> None:
    assert [quote for quote in _quotes(page) if not any(text.fullmatch(quote) for text in _said())] == []


def test_every_picture_and_page_that_is_linked_is_there() -> None:
    broken = []
    for page in [DOCS.parent / "README.md", *DOCS.rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            if not (page.parent / target).exists():
                broken.append(f"{page.name}: {target}")
    assert broken == []


def _quotes(page: Path) -> list[str]:
    """What stands in italics or bold in Vietnamese, "a → b" apart; README sets in bold who acts ("As Đông")."""
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    parts = [" ".join(part.split()) for quote in QUOTED.findall(text) for part in quote.split("→")]
    return [part.rstrip(".:…") for part in parts if VIETNAMESE.search(part) and not part.startswith("As ")]


@cache
def _said() -> list[re.Pattern[str]]:
    """Every text of the product, as it stands on a page."""
    texts = [message.id for message in gather() if message.id]
    return [_as_shown(form) for text in texts for form in ([text] if isinstance(text, str) else text)]


def _as_shown(text: str) -> re.Pattern[str]:
    """The text with anything in its places; one that is hardly more than places is only itself."""
    text = " ".join(text.split()).rstrip(".:…")
    fixed = PLACE.split(text) if sum(map(len, PLACE.split(text))) > 6 else [text]
    return re.compile(".+".join(map(re.escape, fixed)))

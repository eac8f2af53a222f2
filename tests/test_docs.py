"""The documentation says what the code does."""

import re
from pathlib import Path

import pytest
from django.apps import apps

from sangkien.ops.references import PAGES

DOCS = Path(__file__).resolve().parent.parent / "docs"
ROOMS = [
    "accounts",
    "audit",
    "counting",
    "directory",
    "files",
    "gatherings",
    "initiatives",
    "notices",
    "organisations",
    "programmes",
    "review",
    "targets",
]


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


def test_every_picture_and_page_that_is_linked_is_there() -> None:
    broken = []
    for page in [DOCS.parent / "README.md", *DOCS.rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            if not (page.parent / target).exists():
                broken.append(f"{page.name}: {target}")
    assert broken == []

"""The articles that the product comes with: `catalogue/<code>.<language>.md`, each with its title, and in Vietnamese
its topics, above the words."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from django.db import transaction

from sangkien.audit.actions import record
from sangkien.base.locks import hold
from sangkien.base.problems import NotPossible
from sangkien.guidance.actions import add_edition, shelve, written_in
from sangkien.guidance.models import Article
from sangkien.guidance.queries import last_of
from sangkien.guidance.rules import Written, missing

_LANGUAGES = ("vi", "en")
_RULE = "---\n"


@cache
def shipped() -> Mapping[str, Written]:
    """Every article of the catalogue by its code. Raises NotPossible for one that could not be published."""
    codes = sorted({file.name.split(".")[0] for file in files(__package__).joinpath("catalogue").iterdir()})
    return dict(map(_article, codes))


@transaction.atomic
def load_guidance(*, at: datetime) -> list[Article]:
    """Bring the articles of the product to what the catalogue says; which were written or said otherwise? Those that a
    union revised or took back stay as they are. Loading twice changes nothing."""
    hold("the articles of the product")
    own = {article.code: article for article in Article.objects.filter(code__in=shipped())}
    return list(_loaded(own, at=at))


def _loaded(own: Mapping[str, Article], *, at: datetime) -> Iterator[Article]:
    for code, written in shipped().items():
        article = own.get(code)
        if article is None:
            article = shelve(written, owner=None, by=None, at=at, code=code)
        elif not _is_ours_and_old(article, written, at=at):
            continue
        record(verb="guidance.load", target=article, by=None, at=at)
        yield article


def _is_ours_and_old(article: Article, written: Written, *, at: datetime) -> bool:
    """Says it something else than the catalogue, and has nobody touched it? Then it says so from now on."""
    last = last_of(article)
    if article.owner_id or last.by_id or written_in(last) == written:
        return False
    add_edition(article, written, number=last.number + 1, by=None, at=at)
    return True


def _article(code: str) -> tuple[str, Written]:
    (about, body), (about_en, body_en) = (_parts(code, language) for language in _LANGUAGES)
    written = Written(
        title=about["title"],
        body=body,
        title_en=about_en["title"],
        body_en=body_en,
        topics=tuple(about["topics"]),
    )
    if problems := missing(written):
        raise NotPossible(problems)
    return code, written


def _parts(code: str, language: str) -> tuple[dict[str, Any], str]:
    text = files(__package__).joinpath(f"catalogue/{code}.{language}.md").read_text("utf-8")
    _before, about, body = text.split(_RULE, 2)
    return yaml.safe_load(about), body.strip()

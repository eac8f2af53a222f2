"""Questions about guidance: what holds, what is found, what is offered where a question arises."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import Any

from django.db.models import Case, Count, IntegerField, OuterRef, Q, QuerySet, Subquery, When

from sangkien.base.text import fold
from sangkien.guidance.models import Article, Edition, Opinion

_MOST_WORDS = 12  # of a question; who asks in whole sentences has said it by then
_IN_TITLE = 3  # a word of the title weighs as much as so many of the text
_SAYS_NOTHING = frozenset(
    {"lam", "sao", "the", "nao", "cach", "nhu", "co", "khong", "duoc", "thi", "la", "va", "cua", "cho", "toi", "em"}
    | {"minh", "gi", "o", "a", "how", "do", "i", "is", "what", "my", "to"}
)


@dataclass(frozen=True)
class Heard:
    """What readers found of an edition."""

    helpful: int = 0
    unclear: int = 0


def holding() -> "QuerySet[Edition]":
    """The edition of each article that holds now, those taken back left out."""
    last = Edition.objects.filter(article=OuterRef("article")).order_by("-number")
    return Edition.objects.filter(pk=Subquery(last.values("pk")[:1]), shown=True).select_related("article")


def last_of(article: Article) -> Edition:
    """What it says now, or said last before it was taken back."""
    return article.editions.select_related("article").latest("number")


def find(question: str, *, topic: str = "") -> "QuerySet[Edition]":
    """The articles that answer to a question, with or without marks: those that hold most of its words first, words of
    the title before others. Without words all, by title."""
    found = holding().filter(topics__contains=[topic]) if topic else holding()
    if not (asked := _words(question)):
        return found.order_by("title", "pk")
    weights = [_weight(word) for word in asked]
    weighed = found.annotate(weight=reduce(add, weights)).filter(weight__gt=0)
    return weighed.order_by("-weight", "title", "pk")


def _words(question: str) -> list[str]:
    """What is asked for, folded; the words of asking itself only where nothing else was said."""
    said = list(dict.fromkeys(fold(question).split()))[:_MOST_WORDS]
    return [word for word in said if word not in _SAYS_NOTHING] or said


def _weight(word: str) -> Case:
    """How much it counts that an article holds the word."""
    whole = rf"\m{re.escape(word)}\M"
    return Case(
        When(folded_title__regex=whole, then=_IN_TITLE),
        When(folded__regex=whole, then=1),
        default=0,
        output_field=IntegerField(),
    )


def offered(
    topics: Collection[str], *, chain: "Collection[int] | QuerySet[Any, Any] | None", most: int = 3
) -> list[Edition]:
    """What to lay beside a question about one of these topics: articles of the unions of the chain (keys) and those of
    everybody, what helped most first; of any union where nobody knows whose worker asks (None). One query."""
    owners = Q() if chain is None else Q(article__owner=None) | Q(article__owner__in=chain)
    found = holding().filter(owners, topics__overlap=list(topics))
    helped = Count("opinions", filter=Q(opinions__helpful=True))
    return list(found.annotate(helped=helped).order_by("-helped", "title", "pk")[:most])


def heard(editions: Iterable[int]) -> dict[int, Heard]:
    """What readers found of these editions (keys). One query."""
    rows = Opinion.objects.filter(edition__in=list(editions)).values("edition").order_by()
    said = {helpful: Count("pk", filter=Q(helpful=helpful)) for helpful in (True, False)}
    told = rows.annotate(helped=said[True], unclear=said[False]).values_list("edition", "helped", "unclear")
    return {edition: Heard(helped, unclear) for edition, helped, unclear in told}

"""Writing, revising and taking back articles; what readers say of them."""

from datetime import datetime

from django.db import transaction

from sangkien.accounts.marks import mark
from sangkien.accounts.models import Person
from sangkien.accounts.permissions import Actor
from sangkien.audit.actions import record
from sangkien.base.locks import hold
from sangkien.base.problems import NotPossible, Stale
from sangkien.base.prose import plain_of
from sangkien.base.text import fold
from sangkien.guidance import rules
from sangkien.guidance.models import Article, Edition, Opinion
from sangkien.guidance.queries import last_of
from sangkien.guidance.rules import Written
from sangkien.organisations.models import Organisation

_LONGEST_CODE = 70  # a number may follow


@transaction.atomic
def publish(owner: Organisation, written: Written, *, by: Actor, at: datetime) -> Article:
    """A new article of the union, readable at once. Raises NotAllowed, NotPossible with all that is missing."""
    by.must(rules.WRITE, owner)
    if problems := rules.missing(written):
        raise NotPossible(problems)
    article = shelve(written, owner=owner, by=by.somebody, at=at)
    record(verb="guidance.publish", target=article, by=by.person, at=at, unit=by.unit)
    return article


def shelve(written: Written, *, owner: Organisation | None, by: Person | None, at: datetime, code: str = "") -> Article:
    """An article with its first edition. Who may, and whether it is whole, the caller has asked."""
    hold("the codes of articles")
    article = Article.objects.create(code=code or _free_code(written.title), owner=owner, at=at)
    add_edition(article, written, number=1, by=by, at=at)
    return article


@transaction.atomic
def revise(article: Article, written: Written, *, seen: int, by: Actor, at: datetime) -> Edition:
    """Say it otherwise from now on; what was said before stays readable in its history. One that was taken back is
    there again. Raises NotAllowed, NotPossible, Stale."""
    article, last = _held(article, seen=seen, by=by)
    if problems := rules.missing(written):
        raise NotPossible(problems)
    edition = add_edition(article, written, number=last.number + 1, by=by.somebody, at=at)
    record(verb="guidance.revise", target=article, by=by.person, at=at, unit=by.unit, after={"number": edition.number})
    return edition


@transaction.atomic
def take_back(article: Article, *, seen: int, by: Actor, at: datetime) -> Edition:
    """Nobody is led to it any more. Raises NotAllowed, Stale."""
    article, last = _held(article, seen=seen, by=by)
    said = written_in(last)
    edition = add_edition(article, said, number=last.number + 1, by=by.somebody, at=at, shown=False)
    record(verb="guidance.take_back", target=article, by=by.person, at=at, unit=by.unit)
    return edition


@transaction.atomic
def say(edition: Edition, *, helpful: bool, reader: str, at: datetime) -> Opinion:
    """Whether it helped this reader; a second word takes the place of the first. `reader`: whatever tells readers apart
    (an account, a browser); a keyed hash of it is kept."""
    opinion, _created = Opinion.objects.update_or_create(
        edition=edition, reader_mark=mark(reader, of="guidance.reader"), defaults={"helpful": helpful, "at": at}
    )
    return opinion


def written_in(edition: Edition) -> Written:
    """Its words, to begin another edition with."""
    return Written(
        title=edition.title,
        body=edition.body,
        title_en=edition.title_en,
        body_en=edition.body_en,
        topics=tuple(edition.topics),
    )


def add_edition(
    article: Article, written: Written, *, number: int, by: Person | None, at: datetime, shown: bool = True
) -> Edition:
    """One row more. Who may, the caller has asked."""
    return Edition.objects.create(
        article=article,
        number=number,
        title=written.title,
        body=written.body,
        title_en=written.title_en,
        body_en=written.body_en,
        topics=list(written.topics),
        folded_title=fold(f"{written.title} {written.title_en}"),
        folded=fold(f"{plain_of(written.body)} {plain_of(written.body_en)}"),
        shown=shown,
        by=by,
        at=at,
    )


def _held(article: Article, *, seen: int, by: Actor) -> tuple[Article, Edition]:
    article = Article.objects.select_for_update().get(pk=article.pk)
    by.must(rules.REVISE, article)
    last = last_of(article)
    if last.number != seen:
        raise Stale
    return article, last


def _free_code(title: str) -> str:
    """An address from the words of the title that no article has."""
    words = "".join(c if c.isascii() and c.isalnum() else " " for c in fold(title)).split()
    plain_code = "-".join(words)[:_LONGEST_CODE].strip("-") or "bai"
    taken = set(Article.objects.filter(code__startswith=plain_code).values_list("code", flat=True))
    variants = [plain_code, *(f"{plain_code}-{n}" for n in range(2, len(taken) + 3))]
    return next(code for code in variants if code not in taken)

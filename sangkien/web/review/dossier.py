"""One dossier as an officer reads it: the evidence in words, the records it resembles."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sangkien.accounts.permissions import Actor
from sangkien.base import phones
from sangkien.base.numbers import in_words
from sangkien.consents.queries import may_be_named
from sangkien.files.models import StoredFile
from sangkien.initiatives.models import Author, DeclaredUpgrade, Initiative
from sangkien.initiatives.reckoning import formula_of, told
from sangkien.organisations.models import UnitKind
from sangkien.organisations.queries import links
from sangkien.programmes.models import TermList
from sangkien.review.alike import COMPARE, alike
from sangkien.review.alike import Alike as Found
from sangkien.review.queries import WORK
from sangkien.review.rules import cannot_be_merged
from sangkien.web.public.cards import card
from sangkien.web.review.desk import names_of
from sangkien.web.review.differences import marked
from sangkien.web.review.likeness import ways_of

_MOST_MERGED = 20


@dataclass(frozen=True)
class AuthorLine:
    """One author; the phone is masked, since a reviewer needs to tell people apart, not to call them."""

    name: str
    phone: str
    department: str
    job: str
    share: int


@dataclass(frozen=True)
class Link:
    """One union of the chain."""

    name: str
    kind: str


@dataclass(frozen=True)
class Alike:
    """A record that reads like this one; in both titles the words that differ are marked. Of one that the actor
    may not see it is what the public sees. `ways`: how they are alike, in words; `near`: a near duplicate that nobody
    has looked at; `apart`: somebody has, and they are two; `later`: it was sent after this one."""

    initiative: Initiative
    unit: str
    percent: int
    own_title: SafeString
    title: SafeString
    authors: str
    ways: list[str]
    near: bool
    apart: bool
    later: bool


def to_read(actor: Actor) -> "QuerySet[Initiative]":
    """The dossiers that the hat may open."""
    return actor.among(WORK, Initiative.objects.all())


def comparable(actor: Actor) -> "QuerySet[Initiative]":
    """The records that one may be compared with: those the actor may see, and what is public anyway."""
    return actor.among(COMPARE, Initiative.objects.all())


def authors_of(initiative: Initiative) -> list[AuthorLine]:
    """In their order."""
    return [
        AuthorLine(
            name=author.full_name,
            phone=phones.masked(author.phone) if author.phone else "",
            department=author.department,
            job=author.get_job_display(),
            share=author.share,
        )
        for author in initiative.credited
    ]


def helper_of(initiative: Initiative) -> str:
    """Who entered the dossier for its authors; empty when an author did."""
    by = initiative.entered_by
    own = any(author.person_id == by.pk or (by.phone and author.phone == by.phone) for author in initiative.credited)
    return "" if own else by.full_name


def chain_of(initiative: Initiative) -> list[Link]:
    """The unions above on the day of the chain, from the grassroots union upward. Two queries."""
    kinds = {kind.code: kind.label for kind in UnitKind.objects.all()}
    above = links(initiative.chain, initiative.chain_on)
    return [Link(link.name or link.code, kinds.get(link.kind, "")) for link in above]


def answers_of(initiative: Initiative) -> list[tuple[str, str]]:
    """The programme's own questions that were answered, with their answers in words."""
    answers = []
    for question in initiative.edition.questions:
        value = initiative.extra.get(question["code"])
        if value not in (None, ""):
            answers.append((_said(question["label"]), _answer(question, value)))
    return answers


def _said(both: dict[str, str]) -> str:
    return (both.get("en") if get_language() == "en" else "") or both["vi"]


def _answer(question: dict[str, Any], value: object) -> str:
    if isinstance(value, bool):
        return _("Có") if value else _("Không")
    names = {choice["code"]: _said(choice["name"]) for choice in question.get("choices") or []}
    return names.get(value) or str(value)


@dataclass(frozen=True)
class AttachedPaper:
    """A paper that the programme asked for, by its name there."""

    name: str
    file: StoredFile


def papers_of(initiative: Initiative) -> list[AttachedPaper]:
    """The papers that were attached, in the programme's order. One query."""
    files = {paper.code: paper.file for paper in initiative.papers.select_related("file").order_by("-position")}
    asked = [(paper["code"], _said(paper["name"])) for paper in initiative.edition.papers]
    return [AttachedPaper(name, files[code]) for code, name in asked if code in files]


def effects_of(initiative: Initiative) -> list[str]:
    """The benefits beside money, in words."""
    terms = initiative.programme.terms.filter(list=TermList.EFFECT, code__in=initiative.effects)
    return [term.label for term in terms.order_by("position")]


def amount_in_words(initiative: Initiative) -> str:
    """The benefit's value in words, so that a zero too many is seen; empty without an amount."""
    if initiative.benefit_vnd is None:
        return ""
    english = get_language() == "en"
    return in_words(initiative.benefit_vnd, "en" if english else "vi", "VND" if english else "đồng")


def reckoning_of(initiative: Initiative) -> dict[str, Any]:
    """The `lines` of the reckoning with their labels, and the whole as a `formula`; both empty where the amount was
    given at once. Two queries."""
    language = get_language() or "vi"
    lines = [told(line, language) for line in initiative.benefit_lines.order_by("position")]
    return {"lines": lines, "formula": formula_of(initiative, language)}


@dataclass(frozen=True)
class Earlier:
    """The record on which the author says that the work builds; none where the reader may not see it."""

    record: Initiative | None


def builds_on(initiative: Initiative, actor: Actor) -> Earlier | None:
    """What the author said, if anything. One query, and one more for who may see the record."""
    declared = DeclaredUpgrade.objects.filter(initiative=initiative.pk).first()
    return Earlier(comparable(actor).filter(pk=declared.earlier_id).first()) if declared else None


def alike_to(initiative: Initiative, actor: Actor) -> list[Alike]:
    """Most alike first, with the unions' names of the day the dossier was sent."""
    found = alike(initiative, actor=actor)
    names = names_of([one.initiative.unit_id for one in found], on=initiative.chain_on)
    named = may_be_named([one.initiative for one in found])
    return [_alike(initiative, one, names, named[one.initiative.pk]) for one in found]


def came_later(record: Initiative, initiative: Initiative) -> bool:
    """Was the record first sent after the dossier? Then the dossier is rather the one that it doubles."""
    return record.submitted_at > initiative.submitted_at


def merged_into(initiative: Initiative, actor: Actor) -> list[Initiative]:
    """What was found to double it, as far as the hat may open it, the oldest first. One query."""
    return list(to_read(actor).filter(duplicate_of=initiative.pk).order_by("pk")[:_MOST_MERGED])


def mergeable(initiative: Initiative, alike: Sequence[Alike]) -> list[Alike]:
    """Those into which the dossier may be merged."""
    return [one for one in alike if not cannot_be_merged(initiative, one.initiative, upgrade=False)]


def _alike(initiative: Initiative, found: Found, names: dict[int, str], named: list[Author]) -> Alike:
    other = found.initiative
    unit = names.get(other.unit_id) or other.unit.code
    public = card(other, unit=unit, named=named)
    own, theirs = marked(initiative.title, public.title)
    return Alike(
        initiative=other,
        unit=unit if found.seen else public.unit,
        percent=round(found.score * 100),
        own_title=own,
        title=theirs,
        authors=_names(other) if found.seen else public.authors,
        ways=ways_of(found.reasons),
        near=found.near,
        apart=found.apart,
        later=came_later(other, initiative),
    )


def _names(initiative: Initiative) -> str:
    return ", ".join(author.full_name for author in initiative.credited)

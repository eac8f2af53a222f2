"""Giấy chứng nhận sáng kiến: of each author of a dossier that was found valid, by the decision that recognised it."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet

from sangkien.base.days import format_day
from sangkien.base.numbers import WHOLE, format_share
from sangkien.certificates.content import Source, Subject
from sangkien.certificates.kinds import Kind
from sangkien.certificates.rules import CONFIRM_NAME, RECOGNISED, WRITE_DOWN_NAME
from sangkien.initiatives.models import Author, Initiative
from sangkien.organisations.models import Organisation
from sangkien.registry.kinds import Kind as PaperKind
from sangkien.registry.models import FrozenFigures, OfficialPaper
from sangkien.registry.sources import Source as PaperSource
from sangkien.registry.states import State as PaperState


def rows() -> "QuerySet[Author, Any]":
    """Every author of a dossier."""
    return Author.objects.annotate(holder=F("person"), recorded=F("full_name"), work=F("initiative__title"))


def standing() -> "QuerySet[Author, Any]":
    """The authors of what is recognised, wherever."""
    return rows().filter(RECOGNISED)


def entitled(unit: Organisation, on: date) -> "QuerySet[Author, Any]":
    """The authors of what is recognised in the union or below it: found valid, and told so."""
    below = Organisation.objects.under(unit, on=on, ended=True)
    return standing().filter(initiative__unit__in=below.values("pk"))


def told(unit: Organisation, keys: Collection[int], on: date) -> dict[int, Subject]:
    """What stands on the certificates of these authors. Five queries, and one for each decision of the union."""
    found = Author.objects.filter(pk__in=keys).select_related("initiative", "initiative__programme")
    authors = list(found)
    names = _names({author.initiative.unit_id for author in authors}, on=on)
    decided = _decisions(unit, {author.initiative.code for author in authors}, on=on)
    alone = _alone({author.initiative_id for author in authors})
    return {
        author.pk: _subject(
            author, names[author.initiative.unit_id], decided.get(author.initiative.code), author.initiative_id in alone
        )
        for author in authors
    }


def _subject(author: Author, unit: str, decided: str | None, is_alone: bool) -> Subject:
    dossier = author.initiative
    share = f"phần đóng góp {format_share(author.share)}"
    return Subject(
        source=Source.INITIATIVE,
        key=author.pk,
        person=author.person_id,
        recorded=author.full_name,
        heading="Giấy chứng nhận sáng kiến",
        deed="là tác giả của sáng kiến" if is_alone else f"là đồng tác giả, {share}, của sáng kiến",
        work=dossier.title,
        workplace=", ".join(filter(None, [author.department, unit])),
        basis=_sentence(decided or _cited(dossier)),
        reference=dossier.code,
    )


def _sentence(decision: str) -> str:
    return f"Được công nhận theo {decision}." if decision else ""


def _cited(dossier: Initiative) -> str:
    """The decision that the dossier itself names; empty where it names none whole."""
    if not (dossier.recognition_number and dossier.recognised_on and dossier.recognition_issuer):
        return ""
    number, day = dossier.recognition_number, format_day(dossier.recognised_on)
    return f"Quyết định số {number} ngày {day} của {dossier.recognition_issuer}"


def _decisions(unit: Organisation, codes: Collection[str], *, on: date) -> dict[str, str]:
    """Of dossiers (by code) the decision of this union that recognised it, the newest that holds."""
    issued = OfficialPaper.objects.filter(unit=unit, kind=PaperKind.QD, state=PaperState.ISSUED)
    papers = issued.filter(figures__source=PaperSource.DOSSIERS).select_related("figures", "outgoing").order_by("pk")
    name = _names([unit.pk], on=on)[unit.pk]
    decided: dict[str, str] = {}
    for paper in papers.iterator(chunk_size=20):
        assert paper.figures is not None
        assert paper.day is not None
        line = f"Quyết định số {paper.outgoing.line} ngày {format_day(paper.day)} của {name}"
        decided |= {row["code"]: line for row in paper.figures.rows if row["code"] in codes}
    return decided


def listed_in(paper: int) -> Q:
    """The authors of the dossiers that a decision (its key) lists."""
    found = FrozenFigures.objects.filter(source=PaperSource.DOSSIERS, papers=paper).first()
    return Q(initiative__code__in=[row["code"] for row in found.rows] if found else [])


def _names(units: Collection[int], *, on: date) -> dict[int, str]:
    return {one.pk: one.name or one.code for one in Organisation.objects.filter(pk__in=units).named(on=on)}


def _alone(dossiers: Collection[int]) -> set[int]:
    """Those of the dossiers (keys) that one author made all of."""
    return set(Author.objects.filter(initiative__in=dossiers, share=WHOLE).values_list("initiative", flat=True))


INITIATIVES = Kind(
    source=Source.INITIATIVE,
    model=Author,
    own=CONFIRM_NAME,
    vouch=WRITE_DOWN_NAME,
    rows=rows,
    standing=standing,
    entitled=entitled,
    told=told,
    within={"paper": listed_in},
)

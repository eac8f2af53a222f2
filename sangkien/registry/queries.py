"""Questions about papers: what they say, the lists of a union, its registers."""

from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from sangkien.accounts.permissions import Actor
from sangkien.accounts.planned import Planned, counted
from sangkien.audit.models import Record
from sangkien.base.text import fold, words
from sangkien.documents.papers import Paper, Prose, Run
from sangkien.files import store
from sangkien.files.models import StoredFile
from sangkien.organisations.models import Organisation
from sangkien.organisations.queries import chain
from sangkien.registry.annexes import Listed
from sangkien.registry.kinds import Kind
from sangkien.registry.models import Delivery, Heading, Incoming, OfficialPaper, Outgoing
from sangkien.registry.states import GIVEN_UP, State
from sangkien.registry.templates import templates
from sangkien.registry.wording import Head, Said, head_of, laid_out, said_by

M = TypeVar("M", bound=Model)

_OPEN = "........"


def heading_on(unit: Organisation, *, on: date) -> Heading | None:
    """How the union's papers begin that day, if somebody has said so."""
    return Heading.objects.filter(unit=unit, valid__contains=on).first()


def proposed_heading(unit: Organisation, *, on: date) -> Head:
    """What can be known without being told: its name and that of the union above it."""
    names = [link.name for link in chain(unit, on)[:2]] or [unit.code]
    return Head("".join(names[1:]), names[0], _OPEN, _OPEN, "VT")


def facts_of(paper: OfficialPaper) -> dict[str, Any] | None:
    """What the paper's frozen figures say; None without any."""
    return paper.figures.facts if paper.figures else None


def saying(paper: OfficialPaper, *, on: date) -> Said:
    """What the paper says: a draft as of that day, one with a number what it said then."""
    if paper.content is not None:
        return Said.of_json(paper.content)
    heading = heading_on(paper.unit, on=on)
    head = head_of(heading, Kind(paper.kind)) if heading else proposed_heading(paper.unit, on=on)
    return said_by(paper, head, facts=facts_of(paper), annex=list_of(paper))


def list_of(paper: OfficialPaper) -> Listed | None:
    """The list that its template wants with it, from its frozen figures; None where it wants none."""
    template = templates().get(paper.template)
    if paper.figures is None or template is None or template.listing is None:
        return None
    return template.listing.listed(paper.figures.rows, paper.figures.facts)


def printed(paper: OfficialPaper, *, on: date) -> Paper:
    """The paper laid out, with number and day as far as it has them."""
    number: Outgoing | None = getattr(paper, "outgoing", None)
    year = number.year if number else on.year
    laid = laid_out(saying(paper, on=on), number=number.number if number else None, day=paper.day, year=year)
    mark = _no_longer(paper)
    return replace(laid, parts=[laid.parts[0], *mark, *laid.parts[1:]]) if mark else laid


def _no_longer(paper: OfficialPaper) -> list[Prose]:
    """What stands beneath the letterhead of a paper that holds no longer, so that no file of it is taken for valid."""
    if paper.state == State.WITHDRAWN:
        return [Prose([Run(f"VĂN BẢN ĐÃ THU HỒI. Lý do: {paper.reason}", bold=True)])]
    if paper.state == State.REPLACED:
        new = paper.replacements.select_related("outgoing").exclude(day=None).get()
        return [Prose([Run(f"VĂN BẢN ĐÃ ĐƯỢC THAY THẾ bằng văn bản số {new.outgoing.line}", bold=True)])]
    return []


def papers_of(unit: Organisation) -> QuerySet[OfficialPaper]:
    """The union's papers with their numbers, the last begun first; what was given up is left out."""
    known = OfficialPaper.objects.filter(unit=unit).exclude(state=State.DISCARDED)
    return known.select_related("outgoing", "by", "figures").order_by("-at", "-pk")


def known() -> QuerySet[OfficialPaper]:
    """All papers, each with all that a page shows of it."""
    with_it = ("unit", "outgoing", "by", "checker", "signer", "signed__kept_by", "figures__by", "replaces__outgoing")
    return OfficialPaper.objects.select_related(*with_it)


def copy_is_intact(file: StoredFile) -> bool:
    """Whether what lies in the store is still what was attached. Reads all of it."""
    try:
        return sha256(store.read(store.address(file.sha256))).hexdigest() == file.sha256
    except FileNotFoundError:
        return False


def successor_of(paper: OfficialPaper) -> OfficialPaper | None:
    """The paper that is, or will be, issued in its place."""
    return paper.replacements.exclude(state__in=GIVEN_UP).select_related("outgoing").first()


def writer_of(paper: OfficialPaper) -> int | None:
    """Who wrote it last; None: a command."""
    return paper.revisions.order_by("number").values_list("by_id", flat=True).last()


def was_checked_alone(paper: OfficialPaper) -> bool:
    """Whether its writer checked it since the union had no other officer, as the log has it: of papers from before
    anything was checked nobody knows."""
    checks = Record.objects.filter(verb="paper.check", target_type=paper._meta.label_lower, target_id=str(paper.pk))
    return bool(checks.order_by("pk").values_list("after__alone", flat=True).last())


def outgoing_of(unit: Organisation, *, year: int) -> QuerySet[Outgoing]:
    """The register of a year, kind by kind, the last number first."""
    return Outgoing.objects.filter(unit=unit, year=year).select_related("paper", "by").order_by("kind", "-number")


def incoming_of(unit: Organisation, *, year: int, text: str = "") -> QuerySet[Incoming]:
    """The papers that came in a year, the last first; with `text` those that hold each of its words."""
    entries = Incoming.objects.filter(unit=unit, year=year)
    found = _holding(entries, text, "line", "sender", "subject")
    return found.select_related("by", "delivery__paper").defer("delivery__paper__content").order_by("-number")


def not_received(unit: Organisation, text: str = "") -> QuerySet[Delivery]:
    """What was sent to the union and stands in no register yet, the last first; with `text` those that hold each of
    its words."""
    sent = Delivery.objects.filter(unit=unit, receipt__isnull=True)
    found = _holding(sent, text, "paper__outgoing__line", "paper__outgoing__subject", "paper__content__head__issuer")
    return found.select_related("paper__outgoing").defer("paper__content").order_by("-at", "-pk")


def _holding(found: "QuerySet[M]", text: str, *names: str) -> "QuerySet[M]":
    """Those that hold every word of the text in one of these, with or without marks. One query more, where one is
    asked for."""
    if not (asked := words(text)):
        return found
    said = ((key, fold(" ".join(map(str, told)))) for key, *told in found.order_by().values_list("pk", *names))
    return found.filter(pk__in=[key for key, told in said if all(word in told for word in asked)])


def how_many_not_received(actor: Actor) -> int:
    """How many they are at the hat's union. One query."""
    return next((number for (number,) in _NOT_RECEIVED(actor)), 0)


_NOT_RECEIVED = Planned(lambda actor: counted(not_received(actor.office)))


def receipts_of(paper: OfficialPaper) -> QuerySet[Delivery]:
    """Whom the paper went to, and what each has made of it."""
    return paper.deliveries.select_related("receipt", "unit").order_by("pk")

"""The employer's side: making a link, ending it, and what is answered by it."""

from dataclasses import asdict, replace
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from sangkien.accounts.marks import mark
from sangkien.accounts.permissions import Actor
from sangkien.audit.actions import record
from sangkien.base.days import day_of
from sangkien.base.problems import NotPossible, Problem
from sangkien.confirmations import rules
from sangkien.confirmations.models import (
    Applied,
    Disclosure,
    EmployerAnswer,
    EmployerLink,
    EmployerOpening,
    Recognised,
    ValueSaid,
    WaitingPaper,
    Withheld,
)
from sangkien.confirmations.queries import employers_value
from sangkien.confirmations.rules import ASK_AS_UNION, ASK_EMPLOYER, Addressee, EmployerSays, GivenPaper, strictest
from sangkien.files.actions import Checked, look_into, put_away
from sangkien.files.models import StoredFile
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.steps import attest

_AT_ONCE = 100


@transaction.atomic
def ask_employer(initiative: Initiative, to: Addressee, *, by: Actor, at: datetime) -> EmployerLink:
    """Make a link for the employer: it lasts fourteen days. Raises NotAllowed and NotPossible (what is missing, the
    wrong moment, or too many links are open)."""
    initiative = Initiative.objects.select_for_update(of=("self",)).get(pk=initiative.pk)
    by.must(ASK_EMPLOYER, initiative)
    if problems := [*rules.missing_to_ask(to), *_many_links(initiative, at)]:
        raise NotPossible(problems)
    link = EmployerLink.objects.create(
        initiative=initiative,
        made_by=by.somebody,
        unit=by.unit if by.may(ASK_AS_UNION, initiative) else None,
        made_at=at,
        expires_at=at + rules.EMPLOYER_LINK_LASTS,
        **asdict(to),
    )
    record(verb="employer_link.make", target=link, by=by.person, at=at, unit=link.unit, after={"language": to.language})
    return link


@transaction.atomic
def revoke(link: EmployerLink, *, by: Actor, at: datetime) -> EmployerLink:
    """End a link, so that it opens nothing any more: the union every one, an author their own. What was answered by it
    stays, and counts unless the union ended it. Twice is once. Raises NotAllowed."""
    initiative = Initiative.objects.select_for_update(of=("self",)).get(pk=link.initiative_id)
    link = EmployerLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    needed = ASK_EMPLOYER if rules.is_own(link, by.somebody) else ASK_AS_UNION
    by.must(needed.whenever(), initiative)
    if link.revoked_at is None:
        link.revoked_at, link.revoked_by = at, by.person
        link.save(update_fields=["revoked_at", "revoked_by"])
        record(verb="employer_link.revoke", target=link, by=by.person, at=at, unit=by.unit)
        attest(initiative, employer_vnd=employers_value(initiative), by=by.person, unit=by.unit, at=at)
    return link


def note_opening(link: EmployerLink, *, address: str, at: datetime) -> None:
    """Somebody opened the link: when, and from where (a keyed mark); of one address at most once an hour."""
    address_mark = mark(address, of="link.address")
    if not link.openings.filter(address_mark=address_mark, at__gt=at - timedelta(hours=1)).exists():
        EmployerOpening.objects.create(link=link, at=at, address_mark=address_mark)


def hold_paper(link: EmployerLink, given: GivenPaper, *, at: datetime) -> StoredFile:
    """Keep the file of an answer that is not complete yet, so that nobody has to look for it again: one for each link,
    the last one. Raises NotPossible: it cannot be kept, there were many, or the link is over."""
    _refuse(_closed(link, at=at) or _many_papers(link))
    return _held(link, _looked_at(given), at=at)


@transaction.atomic
def forget_papers(*, at: datetime) -> int:
    """Remove the files whose answer was never completed, once their link is over. How many; at most 100 in one go."""
    over = Q(link__expires_at__lte=at) | Q(link__revoked_at__isnull=False)
    waits = WaitingPaper.objects.filter(over, file__isnull=False)
    lost = list(waits.select_for_update(of=("self",), skip_locked=True)[:_AT_ONCE])
    WaitingPaper.objects.filter(pk__in=[one.pk for one in lost]).update(file=None)
    StoredFile.objects.filter(pk__in=[one.file_id for one in lost]).delete()
    return len(lost)


def answer(link: EmployerLink, says: EmployerSays, *, language: str, address: str, at: datetime) -> EmployerAnswer:
    """The employer answers. Every answer is kept, the last one counts; the same one twice is one.

    A dossier that the employer wants known less widely than its author leaves the public pages at once. What is said of
    a recognition goes into the dossier only when the author completes it; what is said of the value tells at once how
    far it is attested. Raises NotPossible: what is missing, the value was changed meanwhile, the file cannot be kept,
    or the link is over.
    """
    _refuse(list(rules.missing_in_employers(says, on=day_of(at))) or _closed(link, at=at))
    paper = _looked_at(says.paper) if says.paper else None
    return _taken(link, says, paper, language=language, address=address, at=at)


# Helpers ----------------------------------------------------------------------------------------------------

_OF_USE = ("applied", "recognised", "number", "recognised_on", "issuer", "value_asked", "value_vnd")
_SAID = (*_OF_USE, "disclosure", "name", "position", "note")


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise NotPossible(problems)


def _looked_at(given: GivenPaper) -> Checked:
    """Takes seconds: before anything is locked."""
    return look_into(given.data, name=given.name, field="paper", limits=rules.SCANS)


@transaction.atomic
def _held(link: EmployerLink, paper: Checked, *, at: datetime) -> StoredFile:
    link = EmployerLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    _refuse(_closed(link, at=at) or _many_papers(link))
    waiting, _created = WaitingPaper.objects.select_related("file").get_or_create(link=link)
    before, waiting.file = waiting.file, put_away(paper, by=None, at=at)
    waiting.times += 1
    waiting.save(update_fields=["file", "times"])
    if before:
        before.delete()
    return waiting.file


@transaction.atomic
def _taken(
    link: EmployerLink, says: EmployerSays, paper: Checked | None, *, language: str, address: str, at: datetime
) -> EmployerAnswer:
    initiative = Initiative.objects.select_for_update(of=("self",)).get(pk=link.initiative_id)
    link = EmployerLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    _refuse(_closed(link, at=at) or _revalued(initiative, says))
    last = link.answers.order_by("pk").last()
    if last and paper is None and says.waiting in (None, last.paper_id) and _said(last) == _plain(says):
        return last
    brought = put_away(paper, by=None, at=at) if paper else _shown(link, says, last)
    given = _written(link, initiative, says, brought, language=language, address=address, at=at)
    _withhold(given, initiative)
    attest(initiative, employer_vnd=employers_value(initiative), by=None, at=at)
    record(
        verb="employer_link.answer",
        target=link,
        by=None,
        at=at,
        unit=link.unit,
        after={"applied": given.applied, "recognised": given.recognised, "disclosure": given.disclosure},
    )
    return given


def _shown(link: EmployerLink, says: EmployerSays, last: EmployerAnswer | None) -> StoredFile | None:
    """The file that the page showed: it waits, or went with the last answer. Another one may have taken its place."""
    if says.waiting is None:
        return None
    if last and says.waiting == last.paper_id:
        return last.paper
    waiting = WaitingPaper.objects.filter(link=link, file=says.waiting).select_related("file").first()
    if waiting is None:
        raise NotPossible([rules.paper_gone()])
    WaitingPaper.objects.filter(pk=waiting.pk).update(file=None)
    return waiting.file


def _said(given: EmployerAnswer) -> list[object]:
    return [getattr(given, name) for name in _SAID]


def _plain(says: EmployerSays) -> list[object]:
    """As it is kept: only a recognition has a number, a day and an issuer."""
    kept = says if says.recognised == Recognised.YES else replace(says, number="", recognised_on=None, issuer="")
    return [getattr(replace(kept, value_vnd=_stood_for(says)), name) for name in _SAID]


def _stood_for(says: EmployerSays) -> int | None:
    """Of what is not in use nothing was saved."""
    if says.value_asked is None or says.value == ValueSaid.UNSURE:
        return None
    if says.applied == Applied.NO:
        return 0
    return says.value_asked if says.value == ValueSaid.RIGHT else says.value_vnd


def _revalued(initiative: Initiative, says: EmployerSays) -> list[Problem]:
    return [] if says.value_asked == initiative.benefit_vnd else [rules.value_changed()]


def _written(
    link: EmployerLink,
    initiative: Initiative,
    says: EmployerSays,
    paper: StoredFile | None,
    *,
    language: str,
    address: str,
    at: datetime,
) -> EmployerAnswer:
    return EmployerAnswer.objects.create(
        link=link,
        version=initiative.version,
        paper=paper,
        language=language,
        at=at,
        address_mark=mark(address, of="link.address"),
        **dict(zip(_SAID, _plain(says), strict=True)),
    )


def _withhold(given: EmployerAnswer, initiative: Initiative) -> None:
    """Keep the dossier from the public, or let it go again."""
    held = Withheld.objects.filter(initiative=initiative).first()
    now = Disclosure(held.level) if held else Disclosure.PUBLIC
    level = strictest(Disclosure(given.disclosure), now, by_the_union=given.link.unit_id is not None)
    if level == now:
        return
    Withheld.objects.filter(initiative=initiative).delete()
    if level != Disclosure.PUBLIC:
        Withheld.objects.create(initiative=initiative, answer=given, level=level)


def _closed(link: EmployerLink, *, at: datetime) -> list[Problem]:
    if rules.is_open(link, at=at):
        return rules.too_many(link.answers.count())
    return [rules.link_over()]


def _many_papers(link: EmployerLink) -> list[Problem]:
    waiting = WaitingPaper.objects.filter(link=link).first()
    return rules.too_many(waiting.times) if waiting else []


def _many_links(initiative: Initiative, at: datetime) -> list[Problem]:
    if initiative.employer_links.filter(revoked_at=None, expires_at__gt=at).count() < rules.MOST_LINKS:
        return []
    text = _("Hồ sơ đã có %(most)s liên kết đang mở. Anh/chị thu hồi bớt rồi tạo liên kết mới nhé.")
    return [Problem(code="many_links", text=text % {"most": rules.MOST_LINKS})]

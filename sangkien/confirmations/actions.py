"""The authors' side: their answers by a link, their consents, and making a link anew."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.accounts.codes import ask_code, prove_phone
from sangkien.accounts.marks import mark as mark_kept_of
from sangkien.accounts.models import Person
from sangkien.accounts.models import Purpose as CodeFor
from sangkien.accounts.permissions import Actor
from sangkien.audit.actions import record
from sangkien.base.problems import NotPossible, Problem
from sangkien.base.text import fold
from sangkien.confirmations import rules
from sangkien.confirmations.models import AuthorAnswer, AuthorLink, Said
from sangkien.confirmations.queries import agreed_to_what_the_union_entered
from sangkien.confirmations.rules import AuthorSays, GivenPaper
from sangkien.consents import actions as consents
from sangkien.consents.models import Consent, Means, Purpose
from sangkien.consents.rules import ASKED, RECORD_CONSENT
from sangkien.files.actions import Checked, look_into, put_away
from sangkien.initiatives.models import Author, Initiative
from sangkien.initiatives.parts import mark_of
from sangkien.initiatives.steps import attest
from sangkien.notices.actions import write


def note_opened(link: AuthorLink, *, at: datetime) -> None:
    """The author has seen the question. The first time counts."""
    AuthorLink.objects.filter(pk=link.pk, opened_at=None).update(opened_at=at)


@transaction.atomic
def answer(link: AuthorLink, says: AuthorSays, *, address: str, at: datetime) -> AuthorAnswer:
    """An author says by the link whether they had a part in it. Until there is a verdict they may say otherwise; each
    answer is kept and the last one counts. The same answer twice is one.

    Who denies it, agrees to nothing any more. Raises NotPossible: what is missing; the link is over or the dossier
    decided; the author no longer stands in it.
    """
    link = _held(link)
    author = author_of(link)
    if problems := rules.missing_in(says) or rules.why_closed(link, at=at) or _stranger(author):
        raise NotPossible(problems)
    assert author is not None
    given = AuthorAnswer(link=link, said=says.said, reason=says.reason, share=author.share, at=at)
    last = link.answers.order_by("pk").last()
    if last is None or _told(last) != _told(given):
        last = _write(given, address=address)
    _agree(link, says, at=at)
    return last


@transaction.atomic
def agree_by_link(link: AuthorLink, purpose: Purpose, *, agrees: bool, at: datetime) -> None:
    """The author agrees to a purpose that is asked of them, or no longer, whatever became of the dossier meanwhile.
    Raises NotPossible when the link is over or the author no longer stands in the dossier."""
    link = _held(link)
    author = author_of(link)
    if problems := rules.why_over(link, at=at) or _stranger(author):
        raise NotPossible(problems)
    assert author is not None and purpose in ASKED
    if agrees:
        consents.give(link.initiative, link.mark, purpose, Means.LINK, by=None, at=at)
    else:
        consents.take_back(link.initiative, author, purpose, Means.LINK, by=None, at=at)


def consent_by_slip(initiative: Initiative, author: Author, slip: GivenPaper, *, by: Actor, at: datetime) -> Consent:
    """Keep the photo of the slip on which an author agreed that the union enters the dossier for them.

    A proof that is there already stands. Raises NotAllowed, and NotPossible: the photo cannot be kept, or the author
    has denied the dossier."""
    by.must(RECORD_CONSENT, initiative)
    return keep_slip(initiative, author, look_at_slip(slip), by=by, at=at)


def look_at_slip(slip: GivenPaper) -> Checked:
    """Looking at a photo takes seconds: before the dossier is locked. Raises NotPossible: it cannot be kept."""
    return look_into(slip.data, name=slip.name, field="slip", limits=rules.SCANS)


@transaction.atomic
def keep_slip(initiative: Initiative, author: Author, slip: Checked, *, by: Actor, at: datetime) -> Consent:
    """As `consent_by_slip`, with a photo that was looked at."""
    initiative = Initiative.objects.select_for_update(of=("self",)).get(pk=initiative.pk)
    by.must(RECORD_CONSENT, initiative)
    if problems := _denied(initiative, author):
        raise NotPossible(problems)
    mark = mark_of(author)
    if proof := initiative.consents.holding().to(Purpose.ENTERED_FOR_ME).filter(mark=mark).first():
        return proof
    kept = put_away(slip, by=by.person, at=at)
    return _entered(initiative, mark, Means.SLIP, by=by.person, at=at, slip=kept)


def ask_consent_code(initiative: Initiative, author: Author, *, by: Actor, address: str, at: datetime) -> None:
    """Send an author a code which, read out to the helper, says that the union may enter the dossier for them.

    Raises NotAllowed, and NotPossible: the author has no phone or has denied the dossier, or too many codes were asked
    for from this `address`."""
    by.must(RECORD_CONSENT, initiative)
    if problems := _no_phone(author) or _denied(initiative, author):
        raise NotPossible(problems)
    ask_code(author.phone, purpose=CodeFor.CONSENT, subject=initiative.code, address=address, at=at)


def consent_by_code(
    initiative: Initiative, author: Author, digits: str, *, form: str, by: Actor, at: datetime
) -> Consent:
    """Record the consent of an author whose code for this dossier the helper has typed; `form` names the form, so that
    the same one sent twice is one proof. A wrong try counts even though nothing is recorded, so it is a transaction of
    its own.

    Raises NotAllowed, and NotPossible: a wrong code, or the author has denied the dossier."""
    by.must(RECORD_CONSENT, initiative)
    if problems := _no_phone(author) or _denied(initiative, author):
        raise NotPossible(problems)
    prove_phone(author.phone, digits, purpose=CodeFor.CONSENT, subject=initiative.code, form=form, at=at)
    with transaction.atomic():
        initiative = Initiative.objects.select_for_update(of=("self",)).get(pk=initiative.pk)
        if problems := _denied(initiative, author):  # said while the code was looked at
            raise NotPossible(problems)
        mark = mark_of(author)
        return _entered(initiative, mark, Means.CODE, by=by.person, at=at)


@transaction.atomic
def withdraw_consent(consent: Consent, *, by: Actor, at: datetime) -> None:
    """As `consents.actions.withdraw`; how far the value is attested may follow."""
    consents.withdraw(consent, by=by, at=at)
    _weigh(consent.initiative, Purpose(consent.purpose), by=by.person, at=at)


@transaction.atomic
def renew_link(link: AuthorLink, *, by: Actor, at: datetime) -> AuthorLink:
    """Make an author's link anew: the one before ends, so that one that went to the wrong person opens nothing. What
    was answered stays. Raises NotAllowed, and NotPossible once there is a verdict."""
    link = _held(link)
    by.must(rules.HAND_ON, link.initiative)
    AuthorLink.objects.filter(initiative=link.initiative, mark=link.mark, ended_at=None).update(ended_at=at)
    new = AuthorLink.objects.create(
        initiative=link.initiative,
        mark=link.mark,
        version=link.initiative.version,
        made_by=by.person,
        made_at=at,
        expires_at=at + rules.AUTHOR_LINK_LASTS,
    )
    record(verb="author_link.renew", target=new, by=by.person, at=at, unit=by.unit, before={"link": link.pk})
    return new


def author_of(link: AuthorLink) -> Author | None:
    """Whom the link asks, if they still stand in the dossier. One query."""
    found = (author for author in link.initiative.credited if mark_of(author) == link.mark)
    return next(found, None)


# Helpers ----------------------------------------------------------------------------------------------------


def _held(link: AuthorLink) -> AuthorLink:
    """The link as it is now, its dossier locked before it: no verdict and no consent comes in between."""
    dossiers = Initiative.objects.select_for_update(of=("self",)).select_related("entered_by")
    initiative = dossiers.get(pk=link.initiative_id)
    held = AuthorLink.objects.select_for_update().get(pk=link.pk)
    held.initiative = initiative
    return held


def _told(given: AuthorAnswer) -> tuple[str, str, int]:
    return given.said, given.reason, given.share


def _write(given: AuthorAnswer, *, address: str) -> AuthorAnswer:
    given.address_mark = mark_kept_of(address, of="link.address")
    given.save(force_insert=True)
    # Whoever holds the link may be nobody with an account; the log names the link.
    record(verb="author_link.answer", target=given.link, by=None, at=given.at, after={"said": given.said})
    if given.said == Said.DENIED and given.link.answers.filter(said=Said.DENIED).count() == 1:
        _tell_of_denial(given.link.initiative, at=given.at)
    return given


def _tell_of_denial(initiative: Initiative, *, at: datetime) -> None:
    """Who sent the dossier learns of it, where there is a number to send it to."""
    sender = initiative.entered_by
    if sender.phone and not initiative.made:
        params = {"name": sender.full_name, "dossier": initiative.code}
        write("author_denied", to=sender.phone, params=params, at=at)


def _agree(link: AuthorLink, says: AuthorSays, *, at: datetime) -> None:
    initiative = link.initiative
    if says.said == Said.DENIED:
        for given in initiative.consents.holding().filter(mark=link.mark):
            consents.end(given, Means.LINK, by=None, at=at)
        _weigh(initiative, Purpose.ENTERED_FOR_ME, by=None, at=at)
        return
    if says.said == Said.CONFIRMED and rules.entered_for(initiative):
        _entered(initiative, link.mark, Means.LINK, by=None, at=at)
    if says.publish:
        consents.give(initiative, link.mark, Purpose.PUBLISH_NAME, Means.LINK, by=None, at=at)


def _entered(
    initiative: Initiative, mark: str, means: Means, *, by: Person | None, at: datetime, **proof: Any
) -> Consent:
    """An author agrees to what was entered for them."""
    given = consents.give(initiative, mark, Purpose.ENTERED_FOR_ME, means, by=by, at=at, **proof)
    _weigh(initiative, Purpose.ENTERED_FOR_ME, by=by, at=at)
    return given


def _weigh(initiative: Initiative, purpose: Purpose, *, by: Person | None, at: datetime) -> None:
    """How far the value is attested may hang on an author's agreement."""
    if purpose == Purpose.ENTERED_FOR_ME:
        attest(initiative, agreed=bool(agreed_to_what_the_union_entered(initiative)), by=by, at=at)


def _stranger(author: Author | None) -> list[Problem]:
    if author:
        return []
    return [Problem(code="not_an_author", text=_("Tên anh/chị không còn trong danh sách tác giả của hồ sơ này."))]


def _no_phone(author: Author) -> list[Problem]:
    if author.phone:
        return []
    return [Problem(code="no_phone", field="code", text=_("Hồ sơ chưa ghi số điện thoại của tác giả này."))]


def _denied(initiative: Initiative, author: Author) -> list[Problem]:
    """Under the number or, before the dossier told one, under the name."""
    marks = [author.phone, fold(author.full_name)]
    answers = AuthorAnswer.objects.filter(link__initiative=initiative, link__mark__in=marks)
    last = answers.order_by("pk").last()
    if last is None or last.said != Said.DENIED:
        return []
    text = _("%(name)s đã trả lời không phải tác giả, nên chưa ghi được sự đồng ý. Anh/chị trao đổi lại với người đó.")
    return [Problem(code="author_denied", text=text % {"name": author.full_name})]

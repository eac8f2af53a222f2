"""Questions: what the authors and the employer have said of a dossier, and how far that carries it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sangkien.confirmations.models import (
    Applied,
    AuthorAnswer,
    AuthorLink,
    Disclosure,
    EmployerAnswer,
    EmployerLink,
    Said,
    WaitingPaper,
    Withheld,
)
from sangkien.confirmations.tokens import key_in
from sangkien.consents.models import Consent, Purpose
from sangkien.consents.rules import is_sender
from sangkien.files.models import StoredFile
from sangkien.initiatives.models import Author, Event, Initiative
from sangkien.initiatives.parts import mark_of
from sangkien.initiatives.states import State


class Evidence(models.TextChoices):
    """How well it is attested that the initiative was made and used here: each level includes the one before."""

    AUTHOR = "AUTHOR", _("Tự khai")
    ENTERED = "ENTERED", _("Công đoàn nhập giúp, tác giả chưa xác nhận")
    UNION = "UNION", _("Công đoàn cơ sở xác nhận")
    EMPLOYER = "EMPLOYER", _("Doanh nghiệp xác nhận")


class Standing(models.TextChoices):
    """How an author stands to being named as one."""

    SENDER = "SENDER", _("Người gửi hồ sơ")
    WAITING = "WAITING", _("Chưa trả lời")
    CONFIRMED = "CONFIRMED", _("Đã xác nhận")
    CHANGED = "CHANGED", _("Đã trả lời, sau đó phần đóng góp đã đổi")
    SHARE_WRONG = "SHARE_WRONG", _("Cho biết phần đóng góp chưa đúng")
    DENIED = "DENIED", _("Trả lời không phải tác giả")
    LEFT = "LEFT", _("Trả lời không phải tác giả, sau đó không còn trong hồ sơ")


# What the reviewer should look into before a verdict.
UNSETTLED = (Standing.SHARE_WRONG, Standing.DENIED, Standing.LEFT)


@dataclass(frozen=True)
class AuthorSaid:
    """One author: the last link, the last answer, and what they agree to. Each may be missing."""

    author: Author
    standing: Standing
    link: AuthorLink | None
    answer: AuthorAnswer | None
    consents: Mapping[str, Consent]


def author_link(token: str) -> AuthorLink | None:
    """The link that a token opens."""
    key = key_in(AuthorLink.PURPOSE, token)
    links = AuthorLink.objects.select_related("initiative__entered_by", "initiative__unit")
    return links.filter(key=key).first() if key else None


def employer_link(token: str) -> EmployerLink | None:
    """The link that a token opens."""
    key = key_in(EmployerLink.PURPOSE, token)
    return EmployerLink.objects.select_related("initiative").filter(key=key).first() if key else None


def authors_said(initiative: Initiative) -> list[AuthorSaid]:
    """Every author in their order. Three queries, and one for the authors unless they are read."""
    links = {link.mark: link for link in initiative.author_links.order_by("pk")}
    answers = {answer.link.mark: answer for answer in last_answers([initiative.pk])}
    consents: dict[str, dict[str, Consent]] = {}
    for consent in initiative.consents.holding().select_related("slip"):
        consents.setdefault(consent.mark, {})[consent.purpose] = consent
    return [
        AuthorSaid(
            author=author,
            standing=standing_of(initiative, author, answers.get(mark_of(author))),
            link=links.get(mark_of(author)),
            answer=answers.get(mark_of(author)),
            consents=consents.get(mark_of(author), {}),
        )
        for author in initiative.credited
    ]


def last_answers(initiatives: Iterable[int]) -> "models.QuerySet[AuthorAnswer]":
    """Of each author of these dossiers (keys) the answer that counts. One query."""
    given = AuthorAnswer.objects.filter(link__initiative__in=initiatives).select_related("link")
    return given.order_by("link__initiative", "link__mark", "-pk").distinct("link__initiative", "link__mark")


def standing_of(initiative: Initiative, author: Author, answer: AuthorAnswer | None) -> Standing:
    """How the author stands, by the answer that counts."""
    if answer is not None:
        return _as_answered(author, answer)
    return Standing.SENDER if is_sender(author, initiative.entered_by) else Standing.WAITING


def _as_answered(author: Author, answer: AuthorAnswer) -> Standing:
    """A denial stays one whatever the share; what was said of another share than today's is no longer said."""
    if answer.said != Said.DENIED and answer.share != author.share:
        return Standing.CHANGED
    return Standing(answer.said)


def unsettled(initiatives: Sequence[Initiative]) -> dict[int, list[Standing]]:
    """Of each dossier (by its key) how those stand who deny it or find their share wrong; dossiers without any are left
    out. Whoever denied it and then left it, perhaps only because a completion writes them otherwise, is among them
    until there is a verdict. One query, and one for the authors unless they are read."""
    answers: dict[int, dict[str, AuthorAnswer]] = {}
    for answer in last_answers([one.pk for one in initiatives]):
        answers.setdefault(answer.link.initiative_id, {})[answer.link.mark] = answer
    found = {one.pk: _doubts(one, answers[one.pk]) for one in initiatives if one.pk in answers}
    return {pk: standings for pk, standings in found.items() if standings}


def _doubts(initiative: Initiative, answers: Mapping[str, AuthorAnswer]) -> list[Standing]:
    authors = {mark_of(author): author for author in initiative.credited}
    present = [_as_answered(author, answers[mark]) for mark, author in authors.items() if mark in answers]
    denied = [mark for mark, answer in answers.items() if answer.said == Said.DENIED and mark not in authors]
    left = [] if initiative.closed_at else [Standing.LEFT for _mark in denied]
    return [standing for standing in present if standing in UNSETTLED] + left


def employer_answer(initiative: Initiative) -> EmployerAnswer | None:
    """What the employer says: the last answer by a link of the union or, without any, by an author's. Once the union
    has revoked a link, what was answered by it does not count; an author who does takes nothing back. One query."""
    stands = Q(link__revoked_at=None) | Q(link__unit=None, link__revoked_by=F("link__made_by"))
    given = EmployerAnswer.objects.filter(stands, link__initiative=initiative)
    by_an_author = models.ExpressionWrapper(Q(link__unit=None), models.BooleanField())
    return given.select_related("link__made_by", "link__unit", "paper").order_by(by_an_author, "-pk").first()


def employers_value(initiative: Initiative) -> int | None:
    """The value of a year in đồng that the employer stands for, by a link of the union; None where they have not said,
    or said it of a value that is declared no more. One query."""
    answer = employer_answer(initiative)
    if answer is None or answer.link.unit_id is None or initiative.benefit_vnd is None:
        return None
    still = initiative.benefit_vnd in (answer.value_asked, answer.value_vnd)
    return answer.value_vnd if still else None


def evidence(initiative: Initiative, answer: EmployerAnswer | None) -> Evidence:
    """The level that the dossier has reached; `answer` is the employer's that counts. By a link that an author made
    anybody may have answered: it attests nothing. One query at most."""
    if answer and answer.link.unit_id and answer.applied in (Applied.YES, Applied.PARTLY):
        return Evidence.EMPLOYER
    agreed = agreed_to_what_the_union_entered(initiative)
    if initiative.confirmed_by_id or agreed:
        return Evidence.UNION
    return Evidence.AUTHOR if agreed is None else Evidence.ENTERED


def agreed_to_what_the_union_entered(initiative: Initiative) -> bool | None:
    """Has an author agreed to it: by the link, on a slip or by a code? The union gave its word by entering it (decision
    4), but what it typed nobody has confirmed until then. None: the union did not enter it."""
    consents = Consent.objects.holding().to(Purpose.ENTERED_FOR_ME).filter(initiative=initiative.pk)
    sent = Event.objects.filter(initiative=initiative, verb="submit", to_state=State.REVIEWING)
    entered = sent.filter(unit=initiative.unit_id).annotate(agreed=models.Exists(consents))
    return entered.values_list("agreed", flat=True).first()


def may_read_the_work(link: AuthorLink, answer: AuthorAnswer | None) -> bool:
    """Does the link show how it was done? Not to whom it does not concern, by their own word, and not where the
    employer wants it restricted: a link is passed on more easily than an account. One query at most."""
    if answer and answer.said == Said.DENIED:
        return False
    return not Withheld.objects.filter(initiative=link.initiative_id, level=Disclosure.RESTRICTED).exists()


def employer_links(initiative: Initiative) -> "models.QuerySet[EmployerLink]":
    """Every link that was made for the employer, the newest first, with how often (`opened`) and when last
    (`opened_last`) it was opened, and when it was answered last (`answered_last`)."""
    links = initiative.employer_links.select_related("made_by", "unit").order_by("-pk")
    answers = EmployerAnswer.objects.filter(link=models.OuterRef("pk")).order_by("-pk")
    return links.annotate(
        opened=models.Count("openings"),
        opened_last=models.Max("openings__at"),
        answered_last=models.Subquery(answers.values("at")[:1]),
    )


def waiting_paper(link: EmployerLink) -> StoredFile | None:
    """The file that came with an answer that was not complete yet, and waits."""
    found = WaitingPaper.objects.filter(link=link).select_related("file").first()
    return found.file if found else None


def completed_since(answer: EmployerAnswer) -> bool:
    """Was the dossier completed after the employer had answered?"""
    later = Event.objects.filter(initiative=answer.link.initiative_id, verb="resubmit", version__gt=answer.version)
    return later.exists()

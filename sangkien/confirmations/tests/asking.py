"""Lan's jig, made with Hùng and with Tư, who has no phone; and what they and the employer say."""

from datetime import date, datetime
from typing import Any

from sangkien.confirmations import actions, employers
from sangkien.confirmations.asking import ask_authors
from sangkien.confirmations.models import AuthorAnswer, AuthorLink, EmployerAnswer, EmployerLink
from sangkien.confirmations.rules import Addressee, AuthorSays, EmployerSays
from sangkien.initiatives.content import AuthorEntry
from sangkien.initiatives.models import Initiative
from tests.cast import NOW, Cast

LAN = AuthorEntry(full_name="Nguyễn Thị Lan", phone="+84912345001", share=5_000)
HUNG = AuthorEntry(full_name="Võ Văn Hùng", phone="+84912345002", share=3_000)
TU = AuthorEntry(full_name="Lê Văn Tư", share=2_000)
THREE = (LAN, HUNG, TU)


def together(cast: Cast, **changes: Any) -> Initiative:
    """Sent by Lan, with two others, who have been asked."""
    initiative = cast.submitted(**{"authors": THREE} | changes)
    ask_authors(at=NOW)
    return initiative


def link_of(initiative: Initiative, mark: str = HUNG.phone) -> AuthorLink:
    return AuthorLink.objects.get(initiative=initiative, mark=mark, ended_at=None)


def says(initiative: Initiative, said: str, *, mark: str = HUNG.phone, at: datetime = NOW, **more: Any) -> AuthorAnswer:
    """Hùng, unless another is named, answers."""
    return actions.answer(link_of(initiative, mark), AuthorSays(said=said, **more), address="10.0.0.1", at=at)


def employers_link(cast: Cast, initiative: Initiative, *, by: str = "mai", **to: Any) -> EmployerLink:
    addressee = Addressee(**{"recipient": "Giám đốc nhà máy", "language": "ko"} | to)
    return employers.ask_employer(initiative, addressee, by=cast.actor(by), at=NOW)


def employer_says(link: EmployerLink, *, at: datetime = NOW, **changes: Any) -> EmployerAnswer:
    """Applied, recognised by decision 41, may be published; unless `changes` say otherwise."""
    plain: dict[str, Any] = {
        "applied": "YES",
        "recognised": "YES",
        "disclosure": "PUBLIC",
        "name": "Park Ji-hoon",
        "position": "Giám đốc nhà máy",
        "number": "41/QĐ-TT",
        "recognised_on": date(2022, 4, 12),
        "issuer": "Công ty TNHH May Tiến Thuận",
        "value": "UNSURE",
        "value_asked": Initiative.objects.get(pk=link.initiative_id).benefit_vnd,
    }
    return employers.answer(link, EmployerSays(**plain | changes), language="ko", address="10.0.0.2", at=at)

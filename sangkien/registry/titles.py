"""Chức vụ người ký: what stands above a signature is the office that whoever signs holds in the union that day."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from sangkien.accounts.models import Appointment, Person, Role
from sangkien.base.days import format_day
from sangkien.base.problems import Problem
from sangkien.base.text import fold
from sangkien.registry.kinds import Kind
from sangkien.registry.models import OfficialPaper
from sangkien.registry.signatures import wrong_form
from sangkien.registry.states import WRITTEN

SIGNING = (Role.GRASSROOTS_OFFICER, Role.LEADER)


def office_of(unit: Any, person: Person, *, on: date) -> str:
    """What the person's office in the union is called that day; empty while nobody has said so. One query."""
    held = Appointment.objects.on(on).filter(organisation=unit, person=person).exclude(office="")
    return held.order_by("pk").values_list("office", flat=True).first() or ""


def title_for(paper: OfficialPaper, usual: str, *, on: date) -> str:
    """The title of whoever signs the paper: their own office. Where nobody has said what it is called, the `usual` one
    for who alone leads the union, else none: somebody has to write it. Two queries."""
    if paper.signer is None or _signs_otherwise(paper):
        return paper.title
    if known := office_of(paper.unit, paper.signer, on=on):
        return known
    leading = Appointment.objects.on(on).filter(organisation=paper.unit, role__in=SIGNING)
    return usual if set(leading.values_list("person", flat=True)) == {paper.signer.pk} else ""


def wrong_title(paper: OfficialPaper, *, on: date) -> list[Problem]:
    """A title that is not the signer's own, or not one of the form in which they sign. What has its number keeps its
    words, so that is asked until then."""
    if paper.signer is None or paper.state not in WRITTEN or _signs_otherwise(paper):
        return []
    known = office_of(paper.unit, paper.signer, on=on)
    if known and fold(known) != fold(paper.title):
        text = _("Ngày %(day)s chức vụ của %(name)s là %(office)s. Anh/chị ghi đúng chức vụ ấy")
        said = {"day": format_day(on), "name": paper.signer.full_name, "office": known}
        return [Problem(code="not_their_title", field="title", text=text % said)]
    return wrong_form(paper.authority, paper.on_behalf, paper.title)


def _signs_otherwise(paper: OfficialPaper) -> bool:
    """Minutes and what two parties sign name the part that somebody has there."""
    return paper.kind == Kind.BB or bool(paper.beside)

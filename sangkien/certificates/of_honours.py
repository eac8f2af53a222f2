"""Giấy chứng nhận khen thưởng: of each honour that stands, of a person or a collective, by the union that honoured."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf

from sangkien.accounts.models import Person
from sangkien.base.days import format_day
from sangkien.certificates.content import Source, Subject
from sangkien.certificates.kinds import Kind
from sangkien.certificates.rules import CONFIRM_HONOURED_NAME, WRITE_DOWN_HONOURED_NAME
from sangkien.honours.models import Award
from sangkien.honours.states import State
from sangkien.organisations.models import Organisation, UnitName
from sangkien.registry.honouring import honoured_by
from sangkien.registry.models import OfficialPaper


def rows() -> "QuerySet[Award, Any]":
    """Every honour ever given: of a person by the account whose proven number is theirs, of a collective by its name on
    the day of the decision."""
    called = UnitName.objects.filter(organisation=OuterRef("nomination__unit"), valid__contains=OuterRef("signed_on"))
    theirs = Person.objects.filter(phone=OuterRef("nomination__identity"), vouched_at__isnull=False)
    person = NullIf("nomination__full_name", Value(""))
    return Award.objects.annotate(
        holder=Subquery(theirs.values("pk")),
        recorded=Coalesce(person, Subquery(called.values("name")), "nomination__unit__code"),
        work=F("nomination__quota__round__title"),
    )


def standing() -> "QuerySet[Award, Any]":
    """The honours that stand, whoever gave them."""
    return rows().filter(nomination__state=State.AWARDED)


def entitled(unit: Organisation, on: date) -> "QuerySet[Award, Any]":
    """The honours that the union gave, or one that ended and that it stands for."""
    own = Organisation.objects.now_in(unit, on=on)
    return standing().filter(nomination__quota__round__unit__in=own.values("pk"))


def told(unit: Organisation, keys: Collection[int], on: date) -> dict[int, Subject]:
    """What stands on the certificates of these honours. Two queries."""
    wide = rows().filter(pk__in=keys).select_related("nomination__quota__round__programme")
    awards = list(wide)
    where = {one.nomination.unit_id for one in awards} | {one.nomination.quota.round.unit_id for one in awards}
    named = Organisation.objects.filter(pk__in=where).named(on=on)
    names = {one.pk: one.name or one.code for one in named}
    return {award.pk: _subject(award, names) for award in awards}


def _subject(award: Any, names: dict[int, str]) -> Subject:
    nomination, of = award.nomination, award.nomination.quota.round
    day = format_day(award.signed_on)
    return Subject(
        source=Source.HONOUR,
        key=award.pk,
        person=award.holder,
        recorded=award.recorded,
        heading="Giấy chứng nhận khen thưởng",
        deed=f"{nomination.quota.form.deed} vì thành tích trong chương trình",
        work=of.programme.name,
        workplace=names[nomination.unit_id] if nomination.is_of_a_person else "",
        basis=f"Khen thưởng theo Quyết định số {award.number} ngày {day} của {names[of.unit_id]}.",
        reference=of.title,
    )


def _decided_by(paper: int) -> Q:
    """Those honoured by a decision of the registry (its key)."""
    found = OfficialPaper.objects.filter(pk=paper).select_related("figures", "outgoing").first()
    return Q(pk__in=[award.pk for award in honoured_by(found)] if found else [])


HONOURS = Kind(
    source=Source.HONOUR,
    model=Award,
    own=CONFIRM_HONOURED_NAME,
    vouch=WRITE_DOWN_HONOURED_NAME,
    rows=rows,
    standing=standing,
    entitled=entitled,
    told=told,
    within={"round": lambda key: Q(nomination__quota__round=key), "paper": _decided_by},
)

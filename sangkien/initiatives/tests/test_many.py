"""A list that is handed in leaves what as many submissions would have left."""

from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Model
from django.test.utils import CaptureQueriesContext

from sangkien.audit.models import Record
from sangkien.base.problems import NotAllowed, NotPossible
from sangkien.counting.models import Entry
from sangkien.initiatives.content import AuthorEntry, BenefitEntry
from sangkien.initiatives.many import Form, hand_in_many
from sangkien.initiatives.models import Author, BenefitLine, Draft, Event, Initiative
from sangkien.initiatives.tests.test_parts import kept
from sangkien.programmes.rulebooks import rulebook
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db
OWN = {"id", "key", "code", "initiative", "target_id", "resume_code", "answers", "stamps"}
TWO = (
    AuthorEntry(full_name="Nguyễn Thị Lan", phone="+84912345001", share=6_000),
    AuthorEntry(full_name="Võ Văn Hùng", share=4_000),
)


def form(cast: Cast, **changes: Any) -> Form:
    return Form(Draft(**_begun(cast)), cast.content(**changes))


def _begun(cast: Cast) -> dict[str, Any]:
    """Under the programme as it is kept in memory: whoever hands many in reads it once."""
    ruling = rulebook(cast.programme.code)
    assert ruling
    return {"key": uuid4(), "programme": ruling.programme, "edition": ruling.edition}


def sent(cast: Cast, *forms: Form, by: str = "mai") -> list[Initiative | NotPossible]:
    return hand_in_many(forms, by=cast.actor(by), at=NOW)


def left_by(dossier: Initiative) -> dict[str, list[dict[str, Any]]]:
    """Every row that the sending wrote, but for keys."""
    rows: dict[type[Model], Any] = {
        Initiative: Initiative.objects.filter(pk=dossier.pk),
        Draft: Draft.objects.filter(key=dossier.key),
        Author: Author.objects.filter(initiative=dossier),
        BenefitLine: BenefitLine.objects.filter(initiative=dossier),
        Event: Event.objects.filter(initiative=dossier),
        Entry: Entry.objects.filter(initiative_id=dossier.pk),
        Record: Record.objects.filter(target_type="initiatives.initiative", target_id=str(dossier.pk)),
    }
    return {model.__name__: [_plain(row) for row in found.order_by("pk").values()] for model, found in rows.items()}


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in OWN and name.removesuffix("_id") not in OWN}


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"authors": TWO},
        {"restricted": True, "effect": "Mỗi ca đỡ được 40 phút."},
        {
            "benefit_vnd": 90_000_000,
            "benefit_lines": (BenefitEntry(label="Công", quantity=Decimal(300), unit_price=400_000),),
            "benefit_cost": 30_000_000,
        },
    ],
)
def test_each_is_what_submitting_it_alone_would_have_made(cast: Cast, changes: dict[str, Any]) -> None:
    alone = cast.submitted(by="mai", at=NOW, **changes)

    [one, other] = sent(cast, form(cast, **changes), form(cast, **changes))

    assert isinstance(one, Initiative)
    assert isinstance(other, Initiative)
    assert left_by(one) == left_by(other) == left_by(alone)


def test_what_cannot_be_sent_stands_in_its_place_and_the_others_go(cast: Cast) -> None:
    nowhere = cast.unit("LDLD-NINH-THUAN").pk

    first, short, lost, last = sent(
        cast, form(cast), form(cast, title="Ngắn"), form(cast, unit=nowhere), form(cast, title="Xe đẩy có khay nghiêng")
    )

    assert isinstance(short, NotPossible)
    assert isinstance(lost, NotPossible)
    assert [problem.code for problem in short.problems] == ["title_short"]
    assert [problem.code for problem in lost.problems] == ["no_workplace"]
    assert list(Initiative.objects.order_by("code")) == [first, last]


def test_a_key_that_is_not_new_keeps_all_of_them_out(cast: Cast) -> None:
    known = form(cast)
    sent(cast, known)

    with pytest.raises(IntegrityError), transaction.atomic():
        sent(cast, form(cast), replace(form(cast), draft=Draft(**_begun(cast) | {"key": known.draft.key})))

    assert Initiative.objects.count() == 1


def test_nobody_sends_without_an_account(cast: Cast) -> None:
    nobody = cast.actor("mai")

    with pytest.raises(NotAllowed):
        hand_in_many([form(cast)], by=type(nobody)(None, NOW.date()), at=NOW)


def test_fifty_under_one_decision_cost_as_many_queries_as_two(cast: Cast) -> None:
    paper = kept().pk

    def cost(number: int) -> int:
        told = replace(cast.content().recognition, paper=paper)
        forms = [
            form(cast, title=f"Đồ gá số {n} cho chuyền may", authors=_only(n), recognition=told) for n in range(number)
        ]
        with CaptureQueriesContext(connection) as asked:
            sent(cast, *forms)
        return len(asked)

    cost(1)  # what is kept in memory is there

    assert cost(50) == cost(2)


def _only(number: int) -> tuple[AuthorEntry, ...]:
    return (AuthorEntry(full_name=f"Thợ số {number}"),)


def test_an_empty_list_is_nothing(cast: Cast) -> None:
    assert sent(cast) == []

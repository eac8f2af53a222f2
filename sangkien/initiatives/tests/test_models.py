"""What the database refuses about drafts and dossiers, whoever asks: one raw write against every rule of it."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from sangkien.files.models import StoredFile
from sangkien.initiatives import actions
from sangkien.initiatives.content import AuthorEntry, BenefitEntry, BenefitPeriod, Moment
from sangkien.initiatives.models import (
    Author,
    BenefitLine,
    DeclaredUpgrade,
    Draft,
    Event,
    Initiative,
    LateArrival,
    Paper,
    Photo,
)
from sangkien.initiatives.states import State
from sangkien.programmes.actions import configure
from sangkien.programmes.describing import described
from sangkien.programmes.models import Edition, Programme
from tests.cast import NOW, Cast
from tests.refused import refused, untried

TWO = (
    AuthorEntry(full_name="Nguyễn Thị Lan", phone="+84912345001", share=6_000),
    AuthorEntry(full_name="Trần Văn Tú", share=4_000),
)


def dossier(cast: Cast, **facts: Any) -> int:
    """Write into a dossier that was sent, past every action."""
    return Initiative.objects.filter(pk=cast.submitted(authors=TWO).pk).update(**facts)


def first_author(cast: Cast, **facts: Any) -> int:
    return Author.objects.filter(initiative=cast.submitted(authors=TWO), position=1).update(**facts)


LINES = (BenefitEntry(label="Túi may nhanh hơn", quantity=Decimal("100000"), unit="túi", unit_price=1_300),)


def reckoned(cast: Cast) -> Initiative:
    """130 triệu by its lines, less 10 for making it."""
    return cast.submitted(benefit_lines=LINES, benefit_cost=10_000_000, benefit_period=BenefitPeriod.YEARLY)


def line(cast: Cast, **facts: Any) -> int:
    return BenefitLine.objects.filter(initiative=reckoned(cast)).update(**facts)


def picture() -> StoredFile:
    return StoredFile.objects.create(sha256="a" * 64, kind="image/jpeg", size=9, name="anh.jpg", kept_at=NOW)


def photo(cast: Cast, **facts: Any) -> Photo:
    entry = {"initiative": cast.submitted(), "moment": Moment.BEFORE, "position": 1, "file": picture()}
    return Photo.objects.create(**entry | facts)


def paper(cast: Cast, **facts: Any) -> Paper:
    return Paper.objects.create(
        **{"initiative": cast.submitted(), "code": "bb", "position": 1, "file": picture()} | facts
    )


def twice(row: Photo | Paper | BenefitLine) -> None:
    row.pk = None
    row.save(force_insert=True)


def draft(cast: Cast, **facts: Any) -> int:
    pk = actions.start_draft(cast.programme, by=cast.actor("lan"), at=NOW).pk
    return Draft.objects.filter(pk=pk).update(**facts)


def copied(row: Event | Initiative, **facts: Any) -> None:
    row.pk = None
    for name, value in facts.items():
        setattr(row, name, value)
    row.save(force_insert=True)


def answered(cast: Cast, *, by: str) -> LateArrival:
    late = LateArrival.objects.create(initiative=cast.submitted(), finished_at=NOW)
    late.accepted, late.answered_by, late.answered_at = True, cast.person(by), NOW
    late.save()
    return late


def rehearsal(cast: Cast) -> Programme:
    """The programme once more, to be tried out."""
    spec = described(cast.programme).model_copy(update={"code": "THU"})
    return configure(spec, by=None, at=NOW, rehearsal=True)


CONSTRAINTS: dict[str, Callable[[Cast], object]] = {
    "nothing_builds_on_itself": lambda cast: DeclaredUpgrade.objects.create(
        initiative=(one := cast.submitted()), earlier=one
    ),
    "the_focus_of_a_dossier_is_known": lambda cast: Initiative.objects.filter(pk=cast.submitted().pk).update(
        focus=["LIKED"]
    ),
    "a_correction_names_the_version_it_saw": lambda cast: draft(cast, correcting=cast.returned()),
    "a_sent_draft_keeps_its_digest": lambda cast: draft(cast, sent_at=NOW),
    "a_sent_draft_is_not_discarded": lambda cast: draft(cast, sent_at=NOW, sent_digest="x", discarded_at=NOW),
    "initiative_state_is_known": lambda cast: dossier(cast, state="LOST", closed_at=None),
    "an_initiative_has_a_title": lambda cast: dossier(cast, title=""),
    "only_a_duplicate_names_the_record_it_doubles": lambda cast: dossier(cast, duplicate_of=cast.submitted()),
    "nothing_doubles_itself": lambda cast: Initiative.objects.filter(pk=cast.submitted().pk).update(
        duplicate_of=Initiative.objects.get().pk, state=State.DUPLICATE, closed_at=NOW
    ),
    "closed_means_a_verdict_or_withdrawn": lambda cast: dossier(cast, closed_at=NOW),
    "an_open_dossier_lies_on_one_desk": lambda cast: dossier(cast, desk=None),
    "whoever_judges_does_so_for_a_union": lambda cast: dossier(cast, judged_by=cast.person("minh")),
    "only_what_lies_on_a_desk_has_an_officer": lambda cast: Initiative.objects.filter(pk=cast.returned().pk).update(
        officer=cast.person("minh")
    ),
    "benefit_kind_is_known": lambda cast: dossier(cast, benefit_kind="GOLD", benefit_vnd=None),
    "a_benefit_in_money_has_an_amount_and_no_other_has": lambda cast: dossier(cast, benefit_vnd=None),
    "an_employer_speaks_of_an_amount": lambda cast: dossier(cast, employer_vnd=-1),
    "only_the_value_of_a_valid_dossier_is_verified": lambda cast: dossier(cast, verified_vnd=1),
    "a_benefit_is_not_negative_nor_beyond_belief": lambda cast: dossier(cast, benefit_vnd=10**15 + 1),
    "a_restricted_dossier_holds_no_description": lambda cast: dossier(cast, restricted=True),
    "benefit_period_is_known": lambda cast: dossier(cast, benefit_period="CENTURY"),
    "only_an_amount_has_a_cost_and_none_is_negative": lambda cast: dossier(cast, benefit_cost=-1),
    "benefit_lines_have_their_own_places": lambda cast: twice(reckoned(cast).benefit_lines.get()),
    "a_benefit_line_has_a_label": lambda cast: line(cast, label=""),
    "a_benefit_line_counts_something": lambda cast: line(cast, quantity=0),
    "photos_have_their_own_places": lambda cast: twice(photo(cast)),
    "moment_of_a_photo_is_known": lambda cast: photo(cast, moment="NEVER"),
    "papers_have_their_own_places": lambda cast: twice(paper(cast)),
    "a_paper_says_what_it_is": lambda cast: paper(cast, code=""),
    "an_answer_to_a_late_arrival_has_its_person_and_time": lambda cast: LateArrival.objects.create(
        initiative=cast.submitted(), finished_at=NOW, accepted=True
    ),
    "authors_have_their_own_places": lambda cast: first_author(cast, position=2),
    "a_share_is_above_nothing_and_at_most_the_whole": lambda cast: first_author(cast, share=0),
    "an_author_has_a_name": lambda cast: first_author(cast, full_name=""),
    "job_is_known": lambda cast: first_author(cast, job="KING"),
    "event_leads_to_a_known_state": lambda cast: copied(cast.submitted().events.get(), to_state="LOST", version=9),
    "a_turn_that_ended_was_somebodys_and_had_begun": lambda cast: copied(
        cast.submitted().events.get(), version=9, due_on=NOW.date()
    ),
    "each_version_is_one_step": lambda cast: copied(cast.submitted().events.get()),
}
TRIGGERS: dict[str, tuple[str, Callable[[Cast], object]]] = {
    "history_is_append_only": (
        "initiatives_event is append-only",
        lambda cast: cast.submitted().events.update(verb="another"),
    ),
    "a_receipt_never_changes": ("", lambda cast: dossier(cast, submitted_at=NOW - timedelta(days=30))),
    "nobody_judges_twice": (
        "nobody_judges_twice",
        lambda cast: Initiative.objects.filter(pk=cast.valid().pk).update(state=State.INELIGIBLE),
    ),
    "a_rehearsal_has_no_dossiers": (
        "a_rehearsal_has_no_dossiers",
        lambda cast: copied(cast.submitted(), code="SK-2022-999999", key=uuid4(), programme=rehearsal(cast)),
    ),
    "shares_sum_to_the_whole": ("shares_sum_to_the_whole", lambda cast: first_author(cast, share=6_001)),
    "the_lines_make_up_the_benefit": ("the_lines_make_up_the_benefit", lambda cast: line(cast, unit_price=1_301)),
    "the_benefit_is_made_of_its_lines": (
        "the_lines_make_up_the_benefit",
        lambda cast: Initiative.objects.filter(pk=reckoned(cast).pk).update(benefit_cost=9_999_999),
    ),
    "nobody_answers_a_late_arrival_of_their_own": (
        "nobody_answers_a_late_arrival_of_their_own",
        lambda cast: answered(cast, by="lan"),
    ),
    "a_late_arrival_is_answered_once": (
        "a_late_arrival_is_answered_once",
        lambda cast: LateArrival.objects.filter(pk=answered(cast, by="yen").pk).update(accepted=False),
    ),
    "a_dossier_has_authors": (
        "shares_sum_to_the_whole",
        lambda cast: copied(cast.submitted(), code="SK-2022-999999", key=uuid4()),
    ),
}


@pytest.mark.parametrize("constraint", CONSTRAINTS)
def test_the_database_refuses_what_breaks(constraint: str, cast: Cast) -> None:
    with refused(constraint):
        CONSTRAINTS[constraint](cast)


@pytest.mark.parametrize("trigger", [name for name, (says, _write) in TRIGGERS.items() if says])
def test_the_database_stands_guard_that(trigger: str, cast: Cast) -> None:
    says, write = TRIGGERS[trigger]

    with refused(says):
        write(cast)


def test_every_rule_has_been_tried(db: None) -> None:
    assert untried("initiatives", {*CONSTRAINTS, *TRIGGERS}) == set()


@pytest.mark.parametrize(
    ("state", "closed_at"),
    [(state, None) for state in (State.VALID, State.INELIGIBLE, State.WITHDRAWN)]
    + [(state, NOW) for state in (State.SUBMITTED, State.REVIEWING, State.RETURNED)],
)
def test_closed_means_a_verdict_or_withdrawn(cast: Cast, state: State, closed_at: object) -> None:
    with refused("closed_means_a_verdict_or_withdrawn"):
        dossier(cast, state=state, closed_at=closed_at)


@pytest.mark.parametrize("amount", [-1, 10**15 + 1])
def test_a_benefit_is_not_negative_nor_beyond_belief(cast: Cast, amount: int) -> None:
    with refused("a_benefit_is_not_negative_nor_beyond_belief"):
        dossier(cast, benefit_vnd=amount)


class TestAReceipt:
    def keeps(self, cast: Cast, **facts: Any) -> None:
        code = cast.submitted().code
        with refused(f"the receipt of {code} does not change"):
            Initiative.objects.filter(code=code).update(**facts)

    def test_keeps_its_moment(self, cast: Cast) -> None:
        self.keeps(cast, submitted_at=NOW - timedelta(days=30))

    def test_keeps_its_code(self, cast: Cast) -> None:
        self.keeps(cast, code="SK-2022-000000")

    def test_keeps_its_key(self, cast: Cast) -> None:
        self.keeps(cast, key=uuid4())

    def test_keeps_the_edition_it_was_written_under(self, cast: Cast) -> None:
        dossier = cast.submitted()
        other = Edition.objects.create(programme=cast.programme, number=2, since=NOW)

        with refused(f"the receipt of {dossier.code} does not change"):
            Initiative.objects.filter(pk=dossier.pk).update(edition=other)

    def test_keeps_who_entered_it(self, cast: Cast) -> None:
        self.keeps(cast, entered_by=cast.person("mai"))


class TestHistory:
    def test_loses_no_step(self, cast: Cast) -> None:
        cast.submitted()

        with refused("initiatives_event is append-only"), connection.cursor() as cursor:
            cursor.execute("DELETE FROM initiatives_event")

    def test_keeps_the_dossier_that_it_tells_of(self, cast: Cast) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            cast.submitted().delete()


class TestShares:
    def test_may_change_hands_within_a_transaction(self, cast: Cast) -> None:
        initiative = cast.submitted(authors=TWO)

        with transaction.atomic():
            initiative.authors.filter(position=1).update(share=5_000)
            initiative.authors.filter(position=2).update(share=5_000)
            connection.check_constraints()

        assert [author.share for author in initiative.credited] == [5_000, 5_000]

    def test_do_not_shrink_with_an_author_who_goes(self, cast: Cast) -> None:
        initiative = cast.submitted(authors=TWO)

        with refused("shares_sum_to_the_whole"):
            initiative.authors.filter(position=2).delete()

    def test_do_not_leave_with_the_last_author(self, cast: Cast) -> None:
        initiative = cast.submitted()

        with refused("shares_sum_to_the_whole"):
            initiative.authors.all().delete()


@pytest.mark.parametrize("name", ["key", "code"])
def test_a_code_and_a_key_name_one_dossier(cast: Cast, name: str) -> None:
    first, second = cast.submitted(), cast.submitted()
    facts = {"code": "SK-2022-999999", "key": uuid4()} | {name: getattr(first, name)}

    with pytest.raises(IntegrityError, match=f"initiatives_initiative_{name}"), transaction.atomic():
        copied(second, **facts)


class TestTheWordsOfPages:
    def test_the_public_sees_what_was_found_valid(self, cast: Cast) -> None:
        valid = cast.valid()
        cast.submitted()
        cast.returned()

        assert list(Initiative.objects.public()) == [valid]

    def test_the_longest_wait_comes_first(self, cast: Cast) -> None:
        late = cast.submitted(at=NOW)
        early = cast.submitted(at=NOW - timedelta(days=3))
        cast.confirmed()

        assert list(Initiative.objects.waiting_for_unit().oldest_first()) == [early, late]
        assert Initiative.objects.waiting_for_superior().count() == 1

    def test_the_newest_is_shown_first(self, cast: Cast) -> None:
        early = cast.submitted(at=NOW - timedelta(days=3))
        late = cast.submitted(at=NOW)

        assert list(Initiative.objects.newest_first()) == [late, early]

    @pytest.mark.parametrize("rows", [2, 9])
    def test_a_list_costs_the_same_for_any_number_of_rows(
        self, cast: Cast, rows: int, django_assert_num_queries: Any
    ) -> None:
        for _n in range(rows):
            cast.submitted(authors=TWO)

        with django_assert_num_queries(2):
            told = [(i.unit.code, i.superior.code, i.credited) for i in Initiative.objects.for_list()]

        assert len(told) == rows


def test_rows_say_what_they_are(cast: Cast) -> None:
    initiative = cast.submitted()
    author, event, form = initiative.authors.get(), initiative.events.get(), Draft.objects.get(key=initiative.key)

    assert str(initiative) == f"#{initiative.pk} {initiative.code}"
    assert str(author) == f"#{author.pk} Nguyễn Thị Lan"
    assert str(event) == f"#{event.pk} submit"
    assert str(form) == f"#{form.pk} {form.key}"

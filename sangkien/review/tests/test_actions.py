"""The verbs of review: what each does, what each needs, and what it leaves behind."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from sangkien.accounts.permissions import Actor
from sangkien.base.days import VIETNAM, day_of
from sangkien.base.problems import NotAllowed, NotPossible, Stale
from sangkien.counting.models import Entry, Measure
from sangkien.initiatives import actions as initiatives
from sangkien.initiatives.content import AuthorEntry, Recognition
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.states import State
from sangkien.programmes.actions import configure
from sangkien.programmes.spec import read
from sangkien.review import actions
from sangkien.review.actions import Reason
from sangkien.review.models import Decision, Verdict
from tests.cast import CATALOGUE, NOW, Cast

LATER = NOW + timedelta(hours=2)
UNCLEAR = Reason("recognition_unclear", "Anh/chị ghi lại số quyết định.", "recognition_number")
PROTECTED = Reason("ip_protected", "Giải pháp đang được bảo hộ.")


def codes(no: pytest.ExceptionInfo[NotPossible]) -> list[tuple[str, str]]:
    return [(problem.code, problem.field) for problem in no.value.problems]


def figures(cast: Cast, code: str = "CS-MAY-TIEN-THUAN") -> dict[str, int]:
    counted = dict.fromkeys(Measure.values, 0)
    for entry in Entry.objects.filter(unit=cast.unit(code)):
        counted[entry.measure] += entry.count
    return {measure: count for measure, count in counted.items() if count}


@dataclass(frozen=True)
class Verb:
    """One verb: how it is called, where it leads, and which verdict it writes."""

    does: Callable[..., Decision]
    to: State
    verdict: Verdict
    begins: State = State.REVIEWING
    needs: Callable[[Cast], dict[str, Any]] = lambda cast: {}

    def do(self, cast: Cast, dossier: Initiative, *, by: Actor | None = None, seen: int | None = None) -> Decision:
        who = by or cast.actor("mai" if self.begins == State.SUBMITTED else "minh")
        return self.does(dossier, seen=seen or dossier.version, by=who, at=LATER, **self.needs(cast))

    def dossier(self, cast: Cast) -> Initiative:
        return cast.submitted() if self.begins == State.SUBMITTED else cast.confirmed()


VERBS = {
    "confirm": Verb(actions.confirm, State.REVIEWING, Verdict.CONFIRMED, State.SUBMITTED),
    "validate": Verb(actions.validate, State.VALID, Verdict.VALID),
    "send_back": Verb(actions.send_back, State.RETURNED, Verdict.RETURNED, needs=lambda cast: {"reasons": [UNCLEAR]}),
    "refuse": Verb(actions.refuse, State.INELIGIBLE, Verdict.INELIGIBLE, needs=lambda cast: {"reasons": [PROTECTED]}),
    "mark_duplicate": Verb(
        actions.mark_duplicate, State.DUPLICATE, Verdict.DUPLICATE, needs=lambda cast: {"of": cast.submitted()}
    ),
    "reroute": Verb(
        actions.reroute, State.SUBMITTED, Verdict.REROUTED, needs=lambda cast: {"to": cast.unit("CS-HTX-PHUOC-HAU")}
    ),
}


@pytest.mark.parametrize("name", VERBS)
class TestEveryVerb:
    def test_leads_where_it_says_and_leaves_its_trace(self, cast: Cast, name: str) -> None:
        verb = VERBS[name]
        dossier = verb.dossier(cast)

        decision = verb.do(cast, dossier)

        now = cast.again(dossier)
        event = now.events.get(version=now.version)
        assert (now.state, now.version, now.waiting_since) == (verb.to, dossier.version + 1, LATER)
        assert (decision.verdict, decision.event, decision.at) == (verb.verdict, event, LATER)
        assert (event.verb, event.from_state, event.to_state) == (verb.verdict.lower(), verb.begins, verb.to)
        assert decision.by == event.by
        assert decision.unit == event.unit

    def test_of_a_version_that_is_no_longer_is_stale(self, cast: Cast, name: str) -> None:
        verb = VERBS[name]
        dossier = verb.dossier(cast)
        Initiative.objects.filter(pk=dossier.pk).update(version=9)

        with pytest.raises(Stale):
            verb.do(cast, dossier, seen=dossier.version)

        assert cast.again(dossier).state == verb.begins

    @pytest.mark.parametrize("who", ["lan", "hung", "kim", "thao", "dong", "ha"])
    def test_is_not_everybodys(self, cast: Cast, name: str, who: str) -> None:
        verb = VERBS[name]

        with pytest.raises(NotAllowed):
            verb.do(cast, verb.dossier(cast), by=cast.actor(who))

    def test_after_a_verdict_is_not_possible(self, cast: Cast, name: str) -> None:
        verb, dossier = VERBS[name], cast.valid()
        who = cast.actor("yen")

        with pytest.raises(NotPossible) as no:
            verb.do(cast, dossier, by=who)

        assert codes(no) == [("wrong_moment", "")]


class TestConfirm:
    def test_remembers_who_gave_the_unions_word(self, cast: Cast) -> None:
        assert cast.confirmed().confirmed_by == cast.person("mai")

    def test_vouches_for_the_worker_who_sent_their_own(self, cast: Cast) -> None:
        cast.confirmed()

        assert cast.person("lan").vouched_at == NOW

    def test_vouches_for_nobody_who_sent_it_for_others(self, cast: Cast) -> None:
        cast.confirmed(by="hung")

        assert cast.person("hung").vouched_at is None


class TestConfirmInTheUnionsPlace:
    """The superior does it once the union is late, or where nobody there may; whoever has the dossier on the desk."""

    def test_once_its_last_day_is_over(self, cast: Cast) -> None:
        dossier = cast.submitted(at=NOW - timedelta(days=9))

        actions.confirm(dossier, seen=1, by=cast.actor("minh"), at=NOW)

        assert cast.again(dossier).state == State.REVIEWING

    @pytest.mark.parametrize("days", [0, 5])
    def test_not_before_and_it_says_from_when(self, cast: Cast, days: int) -> None:
        dossier, then = cast.submitted(), NOW + timedelta(days=days)  # 23 May is the last day of the union

        with pytest.raises(NotPossible) as no:
            actions.confirm(dossier, seen=1, by=cast.actor("minh", on=then.date()), at=then)

        assert codes(no) == [("not_late_yet", "")]
        assert "hết ngày 23/05/2022. Từ ngày 24/05/2022" in no.value.problems[0].text

    def test_at_once_where_the_union_has_nobody(self, cast: Cast) -> None:
        htx = cast.unit("CS-HTX-PHUOC-HAU").pk
        dossier = cast.submitted(by="hung", unit=htx)

        actions.confirm(dossier, seen=1, by=cast.actor("thao"), at=NOW)

        assert cast.again(dossier).state == State.REVIEWING

    def test_at_once_where_whoever_might_is_an_author(self, cast: Cast) -> None:
        mai = AuthorEntry(full_name="Trần Thị Mai", phone="+84912345003")
        dossier = cast.submitted(authors=(mai,))

        actions.confirm(dossier, seen=1, by=cast.actor("minh"), at=NOW)

        assert cast.again(dossier).state == State.REVIEWING

    def test_two_levels_up_by_whoever_took_it(self, cast: Cast) -> None:
        ngoc, dossier = cast.reviewer_of_the_province(), cast.submitted()
        Initiative.objects.update(desk=cast.unit("LDLD-NINH-THUAN"))

        for below in ("mai", "minh"):
            with pytest.raises(NotPossible):
                actions.confirm(dossier, seen=1, by=cast.actor(below), at=NOW)
        actions.confirm(dossier, seen=1, by=ngoc, at=NOW)

        now = cast.again(dossier)
        assert (now.state, now.desk, now.confirmed_by) == (State.REVIEWING, now.superior, ngoc.person)


class TestValidate:
    def test_counts_from_this_day_on_with_its_benefit(self, cast: Cast) -> None:
        dossier = cast.confirmed()

        actions.validate(dossier, seen=2, by=cast.actor("minh"), at=LATER, note="Rất hay.")

        entry = Entry.objects.get(measure=Measure.VALID)
        assert (entry.count, entry.benefit, entry.day) == (1, 120_000_000, day_of(LATER))
        assert Decision.objects.get(verdict=Verdict.VALID).note == "Rất hay."
        assert cast.again(dossier).closed_at == LATER

    def test_needs_a_recognition(self, cast: Cast) -> None:
        with pytest.raises(NotPossible) as no:
            actions.validate(
                cast.confirmed(recognition=Recognition(form="not_yet")), seen=2, by=cast.actor("minh"), at=NOW
            )

        assert codes(no) == [("not_recognised", "recognition_form")]

    def test_needs_none_in_a_programme_that_asks_for_none(self, cast: Cast) -> None:
        spec = read(CATALOGUE / "ct1tsk.yaml")
        configure(spec.model_copy(update={"recognition_counts": False}), by=None, at=NOW)
        dossier = cast.confirmed(recognition=Recognition(form="not_yet"))

        actions.validate(dossier, seen=2, by=cast.actor("minh"), at=NOW)

        assert cast.again(dossier).state == State.VALID

    def test_after_midnight_counts_for_the_new_day_in_vietnam(self, cast: Cast) -> None:
        dossier = cast.confirmed()
        midnight = datetime(2022, 6, 1, 0, 0, tzinfo=VIETNAM)

        actions.validate(dossier, seen=2, by=cast.actor("minh", on=date(2022, 6, 1)), at=midnight)

        entry = Entry.objects.get(measure=Measure.VALID)
        assert (entry.day, entry.phase) == (
            date(2022, 6, 1),
            cast.phase,
        )  # found later, but of the phase it was sent in


class TestReasons:
    @pytest.mark.parametrize(
        ("reasons", "code"),
        [
            ([], "no_reason"),
            ([Reason("magic", "Vì sao?")], "unknown_reason"),
            ([UNCLEAR, Reason("benefit_unexplained", "  ")], "unknown_reason"),
            ([PROTECTED], "unknown_reason"),  # a reason to refuse, not to return
        ],
    )
    def test_of_a_return_are_of_the_programmes_list_and_explained(
        self, cast: Cast, reasons: Sequence[Reason], code: str
    ) -> None:
        dossier = cast.confirmed()

        with pytest.raises(NotPossible) as no:
            actions.send_back(dossier, reasons=reasons, seen=2, by=cast.actor("minh"), at=NOW)

        assert codes(no) == [(code, "reasons")]
        assert cast.again(dossier).state == State.REVIEWING

    @pytest.mark.parametrize(("reasons", "code"), [([], "no_reason"), ([UNCLEAR], "unknown_reason")])
    def test_of_a_refusal_are_too(self, cast: Cast, reasons: Sequence[Reason], code: str) -> None:
        with pytest.raises(NotPossible) as no:
            actions.refuse(cast.confirmed(), reasons=reasons, seen=2, by=cast.actor("minh"), at=NOW)

        assert codes(no) == [(code, "reasons")]

    def test_all_go_to_the_author_at_once_each_with_its_field(self, cast: Cast) -> None:
        cast.returned()

        assert Decision.objects.get(verdict=Verdict.RETURNED).reasons == [
            {"code": "recognition_unclear", "text": "Anh/chị ghi lại số quyết định.", "field": "recognition_number"},
            {"code": "benefit_unexplained", "text": "Anh/chị ghi cách tính.", "field": "benefit_vnd"},
        ]

    def test_the_union_itself_may_return_it_before_it_confirms(self, cast: Cast) -> None:
        dossier = cast.submitted()

        actions.send_back(dossier, reasons=[UNCLEAR], seen=1, by=cast.actor("mai"), at=NOW)

        assert figures(cast) == {Measure.SUBMITTED: 1, Measure.RETURNED: 1}


def test_a_completed_dossier_may_be_decided_by_who_returned_it(cast: Cast) -> None:
    returned, lan = cast.returned(), cast.actor("lan")
    draft = initiatives.start_correction(returned, by=lan, at=NOW)
    initiatives.resubmit(draft, cast.content(), by=lan, at=NOW)
    actions.confirm(returned, seen=4, by=cast.actor("mai"), at=NOW)

    actions.validate(returned, seen=5, by=cast.actor("minh"), at=NOW)

    assert cast.again(returned).state == State.VALID


def test_who_is_named_as_author_in_a_completion_no_longer_decides(cast: Cast) -> None:
    returned, lan = cast.returned(), cast.actor("lan")
    draft = initiatives.start_correction(returned, by=lan, at=NOW)
    minh_too = (
        AuthorEntry(full_name="Nguyễn Thị Lan", phone="+84912345001", share=5_000),
        AuthorEntry(full_name="Phạm Văn Minh", phone="+84912345005", share=5_000),
    )
    initiatives.resubmit(draft, cast.content(authors=minh_too), by=lan, at=NOW)
    actions.confirm(returned, seen=4, by=cast.actor("mai"), at=NOW)

    with pytest.raises(NotAllowed):
        actions.validate(returned, seen=5, by=cast.actor("minh"), at=NOW)

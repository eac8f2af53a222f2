"""What the database refuses by itself, whoever writes."""

from datetime import date
from typing import Any

import pytest
from django.db.models import F
from psycopg.types.range import DateRange

from sangkien.files.actions import keep
from sangkien.files.tests.making import pdf
from sangkien.registry import actions, registering
from sangkien.registry.freezing import sealed
from sangkien.registry.kinds import Kind
from sangkien.registry.models import (
    Adaptation,
    Delivery,
    FrozenFigures,
    Heading,
    Incoming,
    OfficialPaper,
    Outgoing,
    Recognition,
    Revision,
)
from sangkien.registry.rules import Received
from sangkien.registry.states import NEXT, NEXT_OF_NUMBERS, NumberState, State
from sangkien.registry.tests.writing import (
    HEADING,
    PROVINCE,
    checked,
    copied,
    drafted,
    headed,
    issued,
    numbered,
    replaced,
    went_out,
)
from tests.cast import NOW, TODAY, Cast
from tests.refused import refused


def outgoing(cast: Cast, number: int, **changes: Any) -> Outgoing:
    named = {"unit": cast.unit(PROVINCE), "kind": Kind.CV, "year": 2022, "line": "…", "subject": "…", "taken_on": TODAY}
    return Outgoing(**named | {"number": number, "by": cast.person("dong"), "at": NOW} | changes)


def incoming(cast: Cast, number: int, **changes: Any) -> Incoming:
    named = {"unit": cast.unit(PROVINCE), "year": 2022, "arrived_on": TODAY, "sender": "TLĐ", "subject": "V/v"}
    return Incoming(**named | {"number": number, "by": cast.person("dong"), "at": NOW} | changes)


class TestNumbers:
    def test_stand_without_a_gap(self, cast: Cast) -> None:
        outgoing(cast, 1).save()

        for number in (3, 1, 0):
            with refused("a_number_is_the_next_of_its_book"):
                outgoing(cast, number).save()
        with refused("a_number_is_the_next_of_its_book"):
            outgoing(cast, 2, state="CANCELLED", reason="…").save()
        with refused("an_incoming_number_is_the_next"):
            incoming(cast, 2).save()

    def test_are_never_deleted_or_changed(self, cast: Cast) -> None:
        outgoing(cast, 1).save()

        for changes in ({"number": 2}, {"line": "9/LĐLĐ"}, {"subject": "khác"}):
            with refused("a_given_number_stays"):
                Outgoing.objects.update(**changes)
        with refused("a_given_number_stays"):
            Outgoing.objects.all().delete()

    def test_move_along_their_states_only(self, cast: Cast) -> None:
        for start in NEXT_OF_NUMBERS:
            for to in NumberState:
                number = outgoing(cast, Outgoing.objects.count() + 1)
                number.save()
                _move_number(number, start)
                if to in NEXT_OF_NUMBERS[start]:
                    _move_number(number, to)
                    continue
                with refused("a_given_number_stays"):
                    _move_number(number, to, again=True)

    def test_an_entry_that_came_stays(self, cast: Cast) -> None:
        headed(cast)
        came = Received("TLĐ", "V/v", TODAY)
        registering.enter(cast.unit(PROVINCE), came, by=cast.actor("dong"), at=NOW)

        with refused("registry_incoming is append-only"):
            Incoming.objects.update(subject="khác")

    @pytest.mark.parametrize(
        ("rule", "changes"),
        [
            ("number_kind_is_known", {"kind": "XX"}),
            ("a_number_is_of_the_year_it_was_taken", {"year": 2021}),
            ("an_issued_number_has_its_day", {"day": TODAY}),
            ("a_cancelled_number_says_why", {"reason": "…"}),
        ],
    )
    def test_say_what_is_true(self, cast: Cast, rule: str, changes: dict[str, Any]) -> None:
        with refused(rule):
            outgoing(cast, 1, **changes).save()

    def test_that_are_kept_find_their_paper_once_and_change_in_nothing_else(self, cast: Cast) -> None:
        kept, paper = outgoing(cast, 1), drafted(cast)
        kept.save()

        with refused("a_given_number_stays"):
            Outgoing.objects.update(paper=paper, line="02/LĐLĐ")
        with refused("a_given_number_stays"):
            Outgoing.objects.update(subject="V/v khác")
        with refused("a_paper_and_its_number_agree"):
            Outgoing.objects.update(paper=paper)  # which has no number yet

    def test_are_dated_after_they_were_taken_in_their_year(self, cast: Cast) -> None:
        outgoing(cast, 1).save()

        for day in (date(2022, 5, 17), date(2023, 1, 1)):
            with refused("a_paper_is_dated_after_its_number_in_the_same_year"):
                Outgoing.objects.update(state="ISSUED", day=day)
        with refused("number_state_is_known"):
            Outgoing.objects.update(state="OTHER")

    @pytest.mark.parametrize(
        ("rule", "changes"),
        [
            ("a_received_paper_says_from_whom_and_what", {"sender": ""}),
            ("a_received_paper_says_from_whom_and_what", {"subject": ""}),
            ("a_paper_is_registered_in_the_year_it_arrived", {"year": 2021}),
            ("a_paper_does_not_arrive_before_its_day", {"day": date(2022, 5, 19)}),
        ],
    )
    def test_of_papers_that_came_say_what_is_true(self, cast: Cast, rule: str, changes: dict[str, Any]) -> None:
        with refused(rule):
            incoming(cast, 1, **changes).save()


class TestPapers:
    def test_a_numbered_paper_never_changes(self, cast: Cast) -> None:
        numbered(cast)

        for changes in ({"body": "khác"}, {"content": {}}, {"figures": None}, {"receivers": []}, {"title": "khác"}):
            with refused("a_numbered_paper_never_changes"):
                OfficialPaper.objects.update(**changes)

    def test_papers_move_along_their_states_only(self, cast: Cast) -> None:
        dong = cast.actor("dong")
        made = {
            State.DRAFT: drafted(cast),
            State.CHECKED: checked(cast),
            State.NUMBERED: numbered(cast),
            State.SIGNED: copied(cast, numbered(cast)),
            State.ISSUED: issued(cast),
            State.CANCELLED: actions.cancel(numbered(cast), reason="Thay", by=dong, at=NOW),
            State.WITHDRAWN: actions.withdraw(issued(cast), reason="Sai", by=dong, at=NOW),
            State.REPLACED: replaced(cast),
            State.DISCARDED: actions.discard(drafted(cast), by=dong, at=NOW),
        }

        for start, paper in made.items():
            for to in set(State) - NEXT[start]:
                with refused("papers_move_along_their_states"):
                    OfficialPaper.objects.filter(pk=paper.pk).update(state=to)
        with refused("papers_move_along_their_states"):
            OfficialPaper.objects.filter(pk=made[State.DRAFT].pk)._raw_delete("default")

    def test_a_paper_and_its_number_agree(self, cast: Cast) -> None:
        paper = numbered(cast)

        with refused("a_paper_and_its_number_agree"):
            OfficialPaper.objects.update(state="ISSUED", day=TODAY, issued_at=NOW, unsigned="…")
        with refused("a_paper_and_its_number_agree"):
            Outgoing.objects.filter(paper=paper).update(state="CANCELLED", reason="…")

    @pytest.mark.parametrize(
        ("rule", "changes"),
        [
            ("paper_state_is_known", {"state": "OTHER", "content": {"subject": "…"}}),
            ("paper_kind_is_known", {"kind": "XX"}),
            ("paper_authority_is_known", {"authority": "XX"}),
            ("a_numbered_paper_keeps_what_it_says", {"content": {"subject": "…"}}),
            ("an_issued_paper_has_its_day", {"day": TODAY}),
            ("who_cancels_or_withdraws_says_why", {"reason": "…"}),
            ("somebody_has_checked_what_is_no_draft", {"state": "CHECKED"}),
            ("a_paper_issued_without_its_signed_copy_says_why", {"unsigned": "…"}),
        ],
    )
    def test_say_what_is_true(self, cast: Cast, rule: str, changes: dict[str, Any]) -> None:
        paper = drafted(cast)
        paper.pk, paper._state.adding, paper.signer = None, True, cast.person("dong")
        for name, value in changes.items():
            setattr(paper, name, value)

        with refused(rule):
            paper.save()

    def test_what_was_checked_is_what_gets_the_number(self, cast: Cast) -> None:
        checked(cast)

        with refused("a_numbered_paper_is_what_was_checked"):
            OfficialPaper.objects.update(state="NUMBERED", content={"subject": "…"}, body="khác")

    def test_a_signed_copy_stays_with_what_was_issued(self, cast: Cast) -> None:
        paper = went_out(cast, copied(cast, numbered(cast)))
        other = keep(pdf(pages=2), name="khac.pdf", by=None, at=NOW)

        with refused("a_numbered_paper_never_changes"):
            OfficialPaper.objects.filter(pk=paper.pk).update(signed=other)
        with refused("a_paper_issued_without_its_signed_copy_says_why"):
            OfficialPaper.objects.filter(pk=numbered(cast).pk).update(state="ISSUED", day=TODAY, issued_at=NOW)
        with refused("a_signed_paper_has_its_copy_and_none_before"):
            OfficialPaper.objects.filter(pk=numbered(cast).pk).update(state="SIGNED")

    def test_a_paper_is_replaced_by_one_other_that_was_issued(self, cast: Cast) -> None:
        paper = issued(cast)

        with refused("a_replaced_paper_has_its_successor"):
            OfficialPaper.objects.filter(pk=paper.pk).update(state="REPLACED")
        with refused("a_paper_does_not_replace_itself"):
            draft = drafted(cast)
            OfficialPaper.objects.filter(pk=draft.pk).update(replaces=draft)
        drafts = [drafted(cast).pk, drafted(cast).pk]
        with refused("one_paper_at_a_time_replaces_another"):
            OfficialPaper.objects.filter(pk__in=drafts).update(replaces=paper)

    def test_every_version_of_a_draft_stays(self, cast: Cast) -> None:
        paper = drafted(cast)

        with refused("registry_revision is append-only"):
            Revision.objects.update(texts={})
        with refused("revisions_of_a_paper_are_numbered"):
            Revision.objects.create(paper=paper, number=1, texts={}, at=NOW)

    def test_whom_it_went_to_stays_and_nobody_gets_it_twice(self, cast: Cast) -> None:
        paper = issued(cast)

        with refused("registry_delivery is append-only"):
            Delivery.objects.all().delete()
        with refused("a_paper_reaches_a_union_once"):
            Delivery.objects.create(paper=paper, unit=cast.unit("CD-KCN"), at=NOW)


class TestFigures:
    def test_stay_and_their_hash_is_that_of_what_they_say(self, cast: Cast) -> None:
        frozen = drafted(cast).figures
        assert frozen is not None and frozen.sha256 == sealed(frozen.content)

        with refused("registry_frozenfigures is append-only"):
            FrozenFigures.objects.update(content=F("content"))
        frozen.pk, frozen._state.adding, frozen.content = None, True, frozen.content.replace("1000", "1001")
        with refused("the_hash_of_frozen_figures_is_that_of_their_content"):
            frozen.save()
        frozen.sha256, frozen.source = sealed(frozen.content), "OTHER"
        with refused("the_source_of_frozen_figures_is_known"):
            frozen.save()


class TestHeadings:
    def test_a_union_has_one_at_a_time_and_it_is_whole(self, cast: Cast) -> None:
        headed(cast)
        unit, later = cast.unit(PROVINCE), DateRange(date(2022, 6, 1), None)

        with refused("a_union_has_one_heading_at_a_time"):
            Heading.objects.create(unit=unit, valid=later, **HEADING)
        with refused("a_heading_lasts_at_least_a_day"):
            Heading.objects.create(unit=unit, valid=DateRange(TODAY, TODAY), **HEADING)
        with refused("a_heading_is_whole"):
            Heading.objects.update(symbol="")


def test_a_union_s_own_words_are_numbered_and_stay(cast: Cast) -> None:
    kept = {"unit": cast.unit(PROVINCE), "template": "reminder", "version": 1, "texts": {}, "at": NOW}
    Adaptation.objects.create(by=cast.person("dong"), **kept)

    with refused("versions_of_a_template_are_numbered"):
        Adaptation.objects.create(by=cast.person("dong"), **kept)
    with refused("registry_adaptation is append-only"):
        Adaptation.objects.update(texts={"body": "khác"})


def test_what_a_decision_recognises_stays(cast: Cast) -> None:
    told = Recognition.objects.create(paper=drafted(cast), initiative=cast.valid())

    with refused("a_decision_names_a_dossier_once"):
        Recognition.objects.create(paper=told.paper, initiative=told.initiative)
    with refused("registry_recognition is append-only"):
        Recognition.objects.all().delete()


def _move_number(number: Outgoing, to: NumberState, *, again: bool = False) -> None:
    if to == number.state and not again:
        return
    said = {"day": TODAY if to == NumberState.ISSUED else None, "reason": "…" if to == NumberState.CANCELLED else ""}
    Outgoing.objects.filter(pk=number.pk).update(state=to, **said)
    number.state = to

"""A form from its first page until it is sent: kept as typed, for whoever began it, and nobody else's."""

from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection

from sangkien.accounts.permissions import Actor
from sangkien.audit.models import Record
from sangkien.base.problems import NotAllowed, NotPossible, Stale
from sangkien.counting.models import Entry
from sangkien.initiatives import actions
from sangkien.initiatives.models import RESUME_LETTERS, Draft
from tests.cast import NOW, Cast

LATER = NOW + timedelta(minutes=5)
NOBODY = Actor(person=None, on=NOW.date())


def begun(cast: Cast, by: Actor | None = None) -> Draft:
    return actions.start_draft(cast.programme, by=by or cast.actor("lan"), at=NOW)


def again(draft: Draft) -> Draft:
    return Draft.objects.get(pk=draft.pk)


def carrying(draft: Draft) -> Actor:
    """Whoever began it in this browser, without signing in."""
    return Actor(person=None, on=NOW.date(), keys=frozenset([draft.key]))


class TestStart:
    def test_needs_no_account(self, cast: Cast) -> None:
        draft = begun(cast, NOBODY)

        assert (draft.person, draft.programme, draft.answers) == (None, cast.programme, {})
        assert (draft.started_at, draft.saved_at, draft.sent_at) == (NOW, NOW, None)

    def test_gives_each_form_a_key_of_its_own(self, cast: Cast) -> None:
        assert begun(cast).key != begun(cast).key

    def test_goes_on_with_the_form_that_a_phone_has_begun_under_its_own_key(self, cast: Cast) -> None:
        lan, key = cast.actor("lan"), uuid4()

        first, second = (actions.start_draft(cast.programme, by=lan, at=NOW, key=key) for _time in "12")

        assert (first.pk, first.key, second) == (second.pk, key, Draft.objects.get())

    def test_finds_nothing_under_the_key_of_somebody_else(self, cast: Cast) -> None:
        key = begun(cast).key

        for by in (cast.actor("hung"), NOBODY):
            with pytest.raises(NotAllowed):
                actions.start_draft(cast.programme, by=by, at=NOW, key=key)

    def test_counts_for_nothing(self, cast: Cast) -> None:
        begun(cast)

        assert not Entry.objects.exists()


class TestResumeCodes:
    def test_one_that_belongs_to_another_draft_is_drawn_again(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        returned = cast.returned()
        letters = iter("BBBBBBBBBBBBBBBBCCCCCCCCCCCCCCCCDDDDDDDD")
        monkeypatch.setattr("sangkien.initiatives.models.draft.secrets.choice", lambda _letters: next(letters))

        drafts = [begun(cast), begun(cast), actions.start_correction(returned, by=cast.actor("lan"), at=NOW)]

        assert [draft.resume_code for draft in drafts] == ["BBBBBBBB", "CCCCCCCC", "DDDDDDDD"]

    def test_of_what_was_sent_is_free_again(self, cast: Cast) -> None:
        lan, draft = cast.actor("lan"), begun(cast)
        freed = draft.resume_code
        actions.submit(draft, cast.content(), by=lan, at=NOW)

        assert again(draft).resume_code is None
        Draft.objects.filter(pk=begun(cast).pk).update(resume_code=freed)

    def test_of_another_does_not_hinder_a_whole_form(self, cast: Cast) -> None:
        lan, taken = cast.actor("lan"), begun(cast).resume_code
        draft = Draft(key=uuid4(), programme=cast.programme, edition=cast.programme.edition, resume_code=taken)

        assert actions.hand_in(draft, cast.content(), by=lan, at=NOW)
        assert again(draft).resume_code is None

    def test_of_what_was_sent_before_are_emptied_bit_by_bit_and_can_come_back(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        sent, writing = [cast.submitted() for _n in range(3)], begun(cast)
        for number, initiative in enumerate(sent):
            Draft.objects.filter(key=initiative.key).update(resume_code=f"BBBBBBB{RESUME_LETTERS[number]}")
        migration = import_module("sangkien.initiatives.migrations.0014_who_has_sent_needs_no_code")
        monkeypatch.setattr(migration, "AT_ONCE", 2)

        migration.empty(apps, None)
        assert list(Draft.objects.exclude(resume_code=None)) == [writing]

        migration.draw_again(apps, None)
        assert len(set(Draft.objects.values_list("resume_code", flat=True))) == 4

    def test_drafts_of_before_got_different_ones(self, cast: Cast) -> None:
        drafts = [begun(cast) for _n in range(3)]
        filling = import_module("sangkien.initiatives.migrations.0008_what_keeps_the_new_parts").CODES
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            there = connection.introspection.get_constraints(cursor, "initiatives_draft")
            [unique] = [name for name, told in there.items() if told["unique"] and told["columns"] == ["resume_code"]]
            cursor.execute(f"ALTER TABLE initiatives_draft DROP CONSTRAINT {unique}")
            cursor.execute("UPDATE initiatives_draft SET resume_code = 'BBBBBBBB'")

            cursor.execute(filling)

        codes = {again(draft).resume_code for draft in drafts}
        assert len(codes) == 3
        assert all(len(code) == 8 and set(code) <= set(RESUME_LETTERS) for code in codes)


class TestSaveStep:
    def save(self, draft: Draft, answers: dict[str, Any], *, by: Actor, step: str = "noi-lam-viec") -> Draft:
        return actions.save_step(draft, step=step, answers=answers, by=by, at=LATER)

    def test_keeps_what_was_typed_right_or_wrong(self, cast: Cast) -> None:
        typed = {"benefit_vnd": "một trăm triệu", "applied_on": "31/2/2022", "title": "e\u0302\u0301  "}
        draft = begun(cast)

        self.save(draft, typed, by=cast.actor("lan"))

        assert again(draft).answers == {"noi-lam-viec": typed}
        assert again(draft).saved_at == LATER

    def test_leaves_the_other_pages_as_they_are(self, cast: Cast) -> None:
        draft, lan = begun(cast), cast.actor("lan")

        self.save(draft, {"title": "một"}, by=lan, step="thay-doi")
        self.save(draft, {"unit": "CS-HAEMIN"}, by=lan)
        self.save(draft, {"title": "hai"}, by=lan, step="thay-doi")

        assert again(draft).answers == {"thay-doi": {"title": "hai"}, "noi-lam-viec": {"unit": "CS-HAEMIN"}}

    def test_does_not_lose_the_page_of_another_tab(self, cast: Cast) -> None:
        draft, lan = begun(cast), cast.actor("lan")
        other_tab = again(draft)

        self.save(draft, {"title": "một"}, by=lan, step="thay-doi")
        self.save(other_tab, {"unit": "CS-HAEMIN"}, by=lan)

        assert set(again(draft).answers) == {"thay-doi", "noi-lam-viec"}

    def test_is_for_whoever_carries_the_key(self, cast: Cast) -> None:
        draft = begun(cast, NOBODY)

        self.save(draft, {"title": "một"}, by=carrying(draft))

        assert again(draft).answers["noi-lam-viec"] == {"title": "một"}

    def test_after_it_was_sent_is_not_possible(self, cast: Cast) -> None:
        draft, lan = begun(cast), cast.actor("lan")
        actions.submit(draft, cast.content(), by=lan, at=NOW)

        with pytest.raises(NotPossible) as no:
            self.save(draft, {"title": "hai"}, by=lan)

        assert [problem.code for problem in no.value.problems] == ["already_sent"]
        assert again(draft).answers == {}


class TestClaim:
    def test_makes_an_unsigned_draft_the_persons(self, cast: Cast) -> None:
        draft, lan = begun(cast, NOBODY), cast.actor("lan")

        actions.claim_draft(draft, by=Actor(lan.person, lan.on, keys=frozenset([draft.key])), at=NOW)

        assert again(draft).person == lan.person
        assert actions.submit(again(draft), cast.content(), by=lan, at=NOW).entered_by == lan.person

    def test_shuts_out_whoever_still_carries_the_key(self, cast: Cast) -> None:
        draft, lan = begun(cast, NOBODY), cast.actor("lan")
        actions.claim_draft(draft, by=Actor(lan.person, lan.on, keys=frozenset([draft.key])), at=NOW)

        with pytest.raises(NotPossible):
            actions.save_step(draft, step="thay-doi", answers={"title": "hai"}, by=carrying(draft), at=LATER)
        assert again(draft).answers == {}

    def test_needs_the_key(self, cast: Cast) -> None:
        with pytest.raises(NotAllowed):
            actions.claim_draft(begun(cast, NOBODY), by=cast.actor("hung"), at=NOW)

    def test_needs_somebody_to_whom_it_can_belong(self, cast: Cast) -> None:
        draft = begun(cast, NOBODY)

        with pytest.raises(NotAllowed):
            actions.claim_draft(draft, by=carrying(draft), at=NOW)

    def test_of_a_draft_that_has_a_person_is_not_possible(self, cast: Cast) -> None:
        draft, hung = begun(cast), cast.actor("hung")

        with pytest.raises(NotAllowed):
            actions.claim_draft(draft, by=Actor(hung.person, hung.on, keys=frozenset()), at=NOW)


VERBS: dict[str, Callable[[Draft, Cast, Actor], object]] = {
    "save": lambda draft, cast, by: actions.save_step(draft, step="x", answers={}, by=by, at=LATER),
    "claim": lambda draft, cast, by: actions.claim_draft(draft, by=by, at=LATER),
    "send": lambda draft, cast, by: actions.submit(draft, cast.content(), by=by, at=LATER),
}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("who", ["hung", "mai", "minh", "dong", "ha", "nobody"])
def test_somebody_elses_draft_is_out_of_reach(cast: Cast, verb: str, who: str) -> None:
    draft = begun(cast)
    by = NOBODY if who == "nobody" else cast.actor(who)

    with pytest.raises(NotAllowed):
        VERBS[verb](draft, cast, by)

    assert (again(draft).answers, again(draft).sent_at) == ({}, None)


def test_a_key_does_not_open_a_draft_that_belongs_to_somebody(cast: Cast) -> None:
    draft = begun(cast)

    with pytest.raises(NotPossible):
        actions.save_step(draft, step="x", answers={"title": "hai"}, by=carrying(draft), at=LATER)

    assert again(draft).answers == {}


def test_nothing_of_a_draft_is_logged_before_it_is_sent(cast: Cast) -> None:
    """It is the person's own paper: what they try and leave concerns nobody."""
    before, lan = Record.objects.count(), cast.actor("lan")

    draft = begun(cast)
    actions.save_step(draft, step="thay-doi", answers={"title": "một"}, by=lan, at=LATER)

    assert Record.objects.count() == before


class TestTwoPhones:
    """A phone names the stamp of the page that it knew."""

    def test_the_second_overwrites_nothing(self, cast: Cast) -> None:
        lan = cast.actor("lan")
        draft = actions.save_step(begun(cast), step="thay-doi", answers={"title": "Máy thứ nhất"}, by=lan, at=NOW)

        with pytest.raises(Stale) as no:
            second = {"thay-doi": {"title": "Máy thứ hai"}, "loi-ich": {"effects": []}}
            actions.save_steps(draft, answers=second, by=lan, at=LATER, seen={"thay-doi": "", "loi-ich": ""})

        assert [problem.field for problem in no.value.problems] == ["thay-doi"]
        assert again(draft).answers == {"thay-doi": {"title": "Máy thứ nhất"}}

    def test_the_same_answers_are_no_change(self, cast: Cast) -> None:
        lan, typed = cast.actor("lan"), {"thay-doi": {"title": "Đồ gá"}}
        draft = actions.save_steps(begun(cast), answers=typed, by=lan, at=NOW)

        draft = actions.save_steps(draft, answers=typed, by=lan, at=LATER, seen={"thay-doi": ""})

        assert (draft.stamps, draft.saved_at) == ({"thay-doi": NOW.isoformat()}, LATER)

    def test_whoever_saw_the_newest_goes_on(self, cast: Cast) -> None:
        lan = cast.actor("lan")
        draft = actions.save_step(begun(cast), step="thay-doi", answers={"title": "Một"}, by=lan, at=NOW)

        draft = actions.save_steps(
            draft, answers={"thay-doi": {"title": "Hai"}}, by=lan, at=LATER, seen=draft.stamps, finished_at=NOW
        )

        assert draft.answers["thay-doi"] == {"title": "Hai"}
        assert (draft.stamps["thay-doi"], draft.finished_at) == (LATER.isoformat(), NOW)

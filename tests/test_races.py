"""Many at once, each in a transaction of its own: nothing lost, nothing doubled, nothing overwritten.

In one file, since all stand on one stage, whose transactions are real."""

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from threading import Barrier
from threading import Event as Signal
from time import sleep
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction

from sangkien.accounts.actions import appoint
from sangkien.accounts.models import Appointment, Person, Role
from sangkien.accounts.permissions import Actor
from sangkien.base.days import VIETNAM
from sangkien.base.problems import NotPossible, Stale
from sangkien.config.files import FOLDER
from sangkien.counting.actions import fold
from sangkien.counting.models import Entry, Measure, Total
from sangkien.counting.queries import View, by_day
from sangkien.files import store
from sangkien.files.actions import keep
from sangkien.files.models import Purpose, StoredFile
from sangkien.files.sweeping import sweep_orphans
from sangkien.files.tests.making import docx
from sangkien.files.uploads import Sending, begin, finish, take
from sangkien.initiatives import actions
from sangkien.initiatives.content import AuthorEntry
from sangkien.initiatives.models import Draft, Event, Initiative
from sangkien.initiatives.states import State
from sangkien.initiatives.telling import UNDO
from sangkien.notices.models import Notice
from sangkien.programmes.extending import beat
from sangkien.programmes.models import Extension, Outage
from sangkien.review import actions as review
from sangkien.review import again
from sangkien.review.models import Decision
from sangkien.review.telling import tell
from sangkien.triage.models import Flag, Kind, Place
from tests.cast import NOW, Cast

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("races")]
MANY = 20
# What Lan's first valid dossier brings besides: a direct worker of a factory, her union, herself.
TAKES_PART = [Measure.DIRECT, Measure.PRODUCTION, Measure.UNIONS, Measure.PEOPLE]
SHARED: dict[str, Any] = {  # a dossier with a secret, of two authors
    "restricted": True,
    "before": "",
    "after": "",
    "effect": "Mỗi túi nhanh hơn 11 giây.",
    "authors": (
        AuthorEntry(full_name="Nguyễn Thị Lan", phone="+84912345001", share=6_000),
        AuthorEntry(full_name="Võ Văn Hùng", phone="+84912345002", share=4_000),
    ),
}


@pytest.fixture
def stage(transactional_db: None, cast: Cast) -> Cast:
    """The cast, really written, so that other connections see it."""
    return cast


def at_once(*doings: Callable[[], Any]) -> list[Any]:
    """Do all of it at the same moment, each on a connection of its own; what came of each, or why it did not."""
    together = Barrier(len(doings), timeout=30)

    def run(doing: Callable[[], Any]) -> Any:
        try:
            connection.ensure_connection()
            together.wait()
            return doing()
        except NotPossible as no:
            return no
        finally:
            connection.close()

    with ThreadPoolExecutor(len(doings)) as people:
        return list(people.map(run, doings))


def times(number: int, doing: Callable[[], Any]) -> list[Any]:
    return at_once(*[doing] * number)


def kinds(outcomes: Sequence[Any]) -> Counter[str]:
    return Counter(type(outcome).__name__ for outcome in outcomes)


class TestSending:
    def test_the_same_form_from_twenty_clicks_is_one_dossier(self, stage: Cast) -> None:
        lan, content = stage.actor("lan"), stage.content()
        draft = actions.start_draft(stage.programme, by=lan, at=NOW)

        sent = times(MANY, lambda: actions.submit(draft, content, by=lan, at=NOW))

        assert len({initiative.pk for initiative in sent}) == 1
        assert (Initiative.objects.count(), Event.objects.count(), Entry.objects.count()) == (1, 1, 1)

    def test_two_contents_under_one_key_are_one_dossier_and_one_refusal_each(self, stage: Cast) -> None:
        lan = stage.actor("lan")
        draft = actions.start_draft(stage.programme, by=lan, at=NOW)
        contents = [stage.content(title=f"Đồ gá may túi, bản số {number}") for number in range(8)]

        sent = at_once(*[lambda c=c: actions.submit(draft, c, by=lan, at=NOW) for c in contents])

        assert kinds(sent) == {"Initiative": 1, "NotPossible": 7}
        assert Initiative.objects.count() == 1

    def test_twenty_forms_are_twenty_dossiers_with_codes_of_their_own(self, stage: Cast) -> None:
        lan, content = stage.actor("lan"), stage.content()
        drafts = [actions.start_draft(stage.programme, by=lan, at=NOW) for _n in range(MANY)]

        at_once(*[lambda d=d: actions.submit(d, content, by=lan, at=NOW) for d in drafts])

        assert Initiative.objects.count() == MANY
        assert set(Initiative.objects.values_list("key", flat=True)) == {draft.key for draft in drafts}

    def test_a_form_that_a_phone_began_is_one_draft_however_often_it_arrives(self, stage: Cast) -> None:
        lan, key = stage.actor("lan"), uuid4()

        begun = times(MANY, lambda: actions.start_draft(stage.programme, by=lan, at=NOW, key=key))

        assert {draft.pk for draft in begun} == {Draft.objects.get().pk}

    def test_a_whole_form_handed_in_twenty_times_at_once_is_one_dossier(self, stage: Cast) -> None:
        lan, content, key = stage.actor("lan"), stage.content(), uuid4()

        def hand_in() -> Initiative | None:
            draft = Draft(key=key, programme=stage.programme, edition=stage.programme.edition, answers={})
            return actions.hand_in(draft, content, by=lan, at=NOW)

        sent = times(MANY, hand_in)

        assert kinds(sent) == {"Initiative": 1, "NoneType": MANY - 1}
        made = Initiative.objects.get()
        assert (made.key, Draft.objects.get().sent_digest) == (key, content.digest())
        assert (Event.objects.count(), Entry.objects.count(), made.authors.count()) == (1, 1, 1)

    def test_pages_saved_from_many_tabs_are_all_kept(self, stage: Cast) -> None:
        lan = stage.actor("lan")
        draft = actions.start_draft(stage.programme, by=lan, at=NOW)

        at_once(
            *[
                lambda n=n: actions.save_step(draft, step=f"trang-{n}", answers={"n": n}, by=lan, at=NOW)
                for n in range(8)
            ]
        )

        assert Draft.objects.get().answers == {f"trang-{n}": {"n": n} for n in range(8)}


class TestReviewing:
    @pytest.mark.parametrize("_round", range(5))
    def test_of_two_reviewers_one_decides_and_the_other_is_told_who(self, stage: Cast, _round: int) -> None:
        dossier, minh, yen = stage.confirmed(), stage.actor("minh"), stage.actor("yen")

        outcome = at_once(
            lambda: review.validate(dossier, seen=2, by=minh, at=NOW),
            lambda: review.refuse(dossier, reasons=self.reasons(), seen=2, by=yen, at=NOW),
        )

        assert kinds(outcome) == {"Decision": 1, "Stale": 1}
        self.assert_one_verdict(stage, dossier, outcome)

    def assert_one_verdict(self, stage: Cast, dossier: Initiative, outcome: list[Any]) -> None:
        [decision] = [each for each in outcome if isinstance(each, Decision)]
        [stale] = [each for each in outcome if isinstance(each, Stale)]
        assert decision.by.full_name in stale.problems[0].text
        assert stage.again(dossier).state == decision.verdict
        assert stage.again(dossier).version == 3
        assert dossier.decisions.exclude(verdict="CONFIRMED").count() == 1

    def test_eight_pairs_of_eyes_decide_once(self, stage: Cast) -> None:
        dossier = stage.confirmed()
        by = [stage.actor("minh"), stage.actor("yen")] * 4

        outcome = at_once(*[lambda a=a: review.validate(dossier, seen=2, by=a, at=NOW) for a in by])

        assert kinds(outcome) == {"Decision": 1, "Stale": 7}
        assert Entry.objects.filter(measure=Measure.VALID).count() == 1

    def test_taken_back_and_found_valid_at_once_is_one_or_the_other(self, stage: Cast) -> None:
        dossier, lan, minh = stage.confirmed(), stage.actor("lan"), stage.actor("minh")

        outcome = at_once(
            lambda: actions.withdraw(dossier, seen=2, by=lan, at=NOW),
            lambda: review.validate(dossier, seen=2, by=minh, at=NOW),
        )

        assert kinds(outcome)["Stale"] == 1
        taken_back = stage.again(dossier).state == State.WITHDRAWN
        found_valid = dict.fromkeys([Measure.SUBMITTED, Measure.VALID, Measure.GRASSROOTS, *TAKES_PART], 1)
        assert province(stage) == ({} if taken_back else found_valid)

    def test_two_records_found_to_double_each_other_at_once_leave_one(self, stage: Cast) -> None:
        one, other = stage.confirmed(), stage.confirmed()
        minh, yen = stage.actor("minh"), stage.actor("yen")

        outcome = at_once(
            lambda: review.mark_duplicate(one, of=other, seen=2, by=minh, at=NOW),
            lambda: review.mark_duplicate(other, of=one, seen=2, by=yen, at=NOW),
        )

        assert kinds(outcome) == {"Decision": 1, "NotPossible": 1}
        assert Initiative.objects.filter(state=State.DUPLICATE).count() == 1

    def reasons(self) -> list[review.Reason]:
        return [review.Reason("ip_protected", "Giải pháp đang được bảo hộ.")]


class TestLookingAgain:
    def test_a_verdict_is_undone_or_told_and_never_both(self, stage: Cast) -> None:
        for _round in range(4):
            dossier, minh = stage.confirmed(), stage.actor("minh")
            review.validate(dossier, seen=2, by=minh, at=NOW)

            undone, _told = at_once(
                partial(again.undo, dossier, seen=3, by=minh, at=NOW + UNDO - timedelta(seconds=1)),
                partial(tell, at=NOW + UNDO),
            )

            told = Notice.objects.filter(params__dossier=dossier.code).count()
            was_undone = isinstance(undone, Decision)
            assert told == (0 if was_undone else 1)
            assert stage.again(dossier).state == (State.REVIEWING if was_undone else State.VALID)

    def test_an_appeal_sent_twenty_times_is_one(self, stage: Cast) -> None:
        dossier, lan = stage.refused(), stage.actor("lan")

        seen = dossier.version
        outcome = times(MANY, lambda: again.appeal(dossier, "Xin xem lại.", seen=seen, by=lan, at=NOW))

        assert kinds(outcome) == {"Appeal": 1, "Stale": MANY - 1}
        assert province(stage) == recounted() == {Measure.SUBMITTED: 1}

    def test_of_two_who_correct_one_does_and_the_other_is_told(self, stage: Cast) -> None:
        ngoc, yen = stage.reviewer_of_the_province(), stage.actor("yen")
        dossier = stage.valid()
        seen = dossier.version

        outcome = at_once(
            lambda: again.correct(dossier, to=State.REVIEWING, note="Xem lại.", seen=seen, by=ngoc, at=NOW),
            lambda: again.correct(
                dossier, to=State.INELIGIBLE, note="Sai.", reasons=self.reasons(), seen=seen, by=yen, at=NOW
            ),
        )

        assert kinds(outcome) == {"Decision": 1, "Stale": 1}
        assert Measure.VALID not in recounted()

    def test_of_two_who_look_at_an_appeal_one_decides(self, stage: Cast) -> None:
        ngoc, refused = stage.reviewer_of_the_province(), stage.refused()
        again.appeal(refused, "Xin xem lại.", seen=refused.version, by=stage.actor("lan"), at=NOW)
        dossier = stage.again(refused)
        seen = dossier.version

        outcome = at_once(
            lambda: review.validate(dossier, seen=seen, by=ngoc, at=NOW),
            lambda: again.hand_back(dossier, note="Xem lại.", seen=seen, by=ngoc, at=NOW),
        )

        assert kinds(outcome) == {"Decision": 1, "Stale": 1}

    def reasons(self) -> list[review.Reason]:
        return [review.Reason("ip_protected", "Giải pháp đang được bảo hộ.")]


class TestCompleting:
    def test_opened_twenty_times_at_once_is_one_draft(self, stage: Cast) -> None:
        returned, lan = stage.returned(), stage.actor("lan")

        drafts = times(MANY, lambda: actions.start_correction(returned, by=lan, at=NOW))

        assert len({draft.pk for draft in drafts}) == 1
        assert Draft.objects.filter(correcting=returned).count() == 1

    def test_two_authors_who_complete_a_secret_dossier_at_once_are_one_step_and_one_who_is_told(
        self, stage: Cast
    ) -> None:
        for _round in range(4):
            drafts = self.opened_by_both(stage)
            content = stage.content(**SHARED)

            outcome = at_once(*[lambda a=a, d=d, c=content: actions.resubmit(d, c, by=a, at=NOW) for a, d in drafts])

            assert kinds(outcome) == {"Initiative": 1, "Stale": 1}

    def test_a_page_that_a_co_author_saves_meanwhile_is_kept(
        self, stage: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        [(lan, mine), (hung, other)] = self.opened_by_both(stage)
        read, forget = Signal(), actions.without_the_secret

        def slowly(answers: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
            read.set()
            sleep(0.5)  # as long as it takes to save a page, were it not made to wait
            return forget(answers)

        def save() -> None:
            read.wait(timeout=30)
            actions.save_step(other, step="authors", answers={"name": "Hùng"}, by=hung, at=NOW)

        monkeypatch.setattr(actions, "without_the_secret", slowly)
        at_once(lambda: actions.resubmit(mine, stage.content(**SHARED), by=lan, at=NOW), save)

        assert Draft.objects.get(pk=other.pk).answers == {"authors": {"name": "Hùng"}}

    def opened_by_both(self, stage: Cast) -> list[tuple[Actor, Draft]]:
        """A returned dossier of Lan and Hùng, each with a draft to complete it."""
        Person.objects.filter(username="hung").update(vouched_at=NOW)
        returned, both = stage.returned(**SHARED), [stage.actor("lan"), stage.actor("hung")]
        return [(author, actions.start_correction(returned, by=author, at=NOW)) for author in both]

    def test_sent_twenty_times_at_once_is_one_step(self, stage: Cast) -> None:
        returned, lan, content = stage.returned(), stage.actor("lan"), stage.content(title="Đồ gá may túi, đã sửa")
        draft = actions.start_correction(returned, by=lan, at=NOW)

        times(MANY, lambda: actions.resubmit(draft, content, by=lan, at=NOW))

        assert (stage.again(returned).version, returned.events.filter(verb="resubmit").count()) == (4, 1)
        assert province(stage) == {Measure.SUBMITTED: 1}


class TestCounting:
    def test_folding_while_dossiers_come_in_never_shows_a_wrong_number(self, stage: Cast) -> None:
        lan, content = stage.actor("lan"), stage.content()
        drafts = [actions.start_draft(stage.programme, by=lan, at=NOW) for _n in range(12)]
        seen: list[tuple[dict[str, int], dict[str, int]]] = []

        def send_two(pair: list[Draft]) -> None:
            for draft in pair:
                actions.submit(draft, content, by=lan, at=NOW)

        def fold_and_look() -> None:
            for _turn in range(15):
                fold(limit=3)
                seen.append(both_at_one_moment(stage))

        at_once(
            *[lambda p=drafts[n : n + 2]: send_two(p) for n in range(0, 12, 2)],
            fold_and_look,
            fold_and_look,
        )
        while fold(limit=3):
            pass

        assert province(stage) == recounted() == {Measure.SUBMITTED: 12}
        assert len(seen) == 30
        assert [pair for pair in seen if pair[0] != pair[1]] == []
        assert not Entry.objects.filter(folded=False).exists()

    def test_eight_folders_at_once_take_every_entry_once(self, stage: Cast) -> None:
        for _n in range(6):
            stage.valid()
        expected = {**dict.fromkeys(TAKES_PART, 1), **recounted(), Measure.DIRECT: 6, Measure.PRODUCTION: 6}

        times(8, lambda: [fold(limit=2) for _turn in range(6)])

        assert province(stage) == expected
        whole = Total.objects.filter(unit=stage.unit("LDLD-NINH-THUAN"))
        assert {total.measure: total.count for total in whole if total.count} == expected


class TestKeepingFiles:
    def test_the_same_photo_from_many_telephones_lies_once_in_the_store(
        self, stage: Cast, tmp_path: Path, settings: Any
    ) -> None:
        data = docx(("word/media/image1.bin", bytes(range(256)) * 800))
        settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": FOLDER, "OPTIONS": {"location": tmp_path}}}

        times(8, lambda: keep(data, name="41.docx", by=None, at=NOW))

        assert StoredFile.objects.count() == 8
        assert [file.stat().st_size for file in tmp_path.rglob("*") if file.is_file()] == [len(data)]

    def test_the_same_piece_from_two_tabs_at_once_is_taken_once(
        self, stage: Cast, tmp_path: Path, settings: Any
    ) -> None:
        settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": FOLDER, "OPTIONS": {"location": tmp_path}}}
        data = docx(("word/media/image1.bin", bytes(range(256)) * 800))
        sending = Sending(draft_key=uuid4(), purpose=Purpose.PAPER, name="41.docx", size=len(data))
        key, half = uuid4(), len(data) // 2

        def send() -> None:
            upload = begin(key, sending, by=None, address="::1", at=NOW)
            for offset, piece in [(0, data[:half]), (half, data[half:])]:
                take(upload, offset=offset, data=piece)
            finish(upload, by=None, at=NOW)

        outcome = times(4, send)

        assert outcome == [None] * 4
        assert StoredFile.objects.get().size == len(data)
        assert not list((tmp_path / "parts").rglob("*"))

    def test_a_file_that_is_being_kept_again_is_not_swept_away(
        self, stage: Cast, tmp_path: Path, settings: Any
    ) -> None:
        settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": FOLDER, "OPTIONS": {"location": tmp_path}}}
        digest = hashlib.sha256(docx()).hexdigest()
        store.write(store.address(digest), docx())
        later = datetime.now(UTC) + timedelta(days=3)

        times(8, lambda: [keep(docx(), name="41.docx", by=None, at=NOW), sweep_orphans(int(digest[:2], 16), at=later)])

        assert StoredFile.objects.filter(sha256=digest).count() == 8
        assert store.read(store.address(digest)) == docx()


class TestAppointing:
    def test_the_same_role_given_twice_at_once_is_given_once(self, stage: Cast) -> None:
        hung, unit = stage.person("hung"), stage.unit("CS-THPT-AN-PHUOC")

        outcome = times(
            4,
            lambda: appoint(hung, role=Role.GRASSROOTS_OFFICER, organisation=unit, since=NOW.date(), by=None, at=NOW),
        )

        assert kinds(outcome) == {"Appointment": 1, "NotPossible": 3}
        assert Appointment.objects.filter(person=hung).count() == 1


def both_at_one_moment(stage: Cast) -> tuple[dict[str, int], dict[str, int]]:
    """The figures and the recount, of one and the same state of the database."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        return province(stage), recounted()


def province(stage: Cast) -> dict[str, int]:
    """The province's figures as every page reads them: folded and not yet folded together."""
    unit = stage.unit("LDLD-NINH-THUAN").pk
    figures = by_day([unit], programme=stage.programme, phase=None, as_of=NOW.date(), view=View.AS_THEN)
    return {figure.measure: figure.count for figure in figures if figure.count}


def recounted() -> dict[str, int]:
    """The same from the ledger alone."""
    counted: Counter[str] = Counter()
    for measure, count in Entry.objects.values_list("measure", "count"):
        counted[measure] += count
    return {measure: count for measure, count in counted.items() if count}


class TestBeats:
    def test_workers_that_come_back_together_find_one_outage(self, stage: Cast) -> None:
        back = datetime(2022, 5, 31, 23, 0, tzinfo=VIETNAM)
        beat(at=back - timedelta(hours=1))

        at_once(*[partial(beat, at=back + timedelta(seconds=second)) for second in range(8)])

        assert (Outage.objects.count(), Extension.objects.count()) == (1, 1)


class TestLookingForSigns:
    def test_and_settling_wait_for_one_another_in_turn(self, stage: Cast) -> None:
        dossier = stage.confirmed()
        place = Place.objects.get(pk=dossier.pk)
        Flag.objects.create(place=place, kind=Kind.VALUE, hours=24, facts=[{}])
        held, waits = Signal(), Signal()

        def look() -> None:
            with transaction.atomic():
                Place.objects.select_for_update().get(pk=place.pk)
                held.set()
                waits.wait(10)
                Flag.objects.filter(place=place).delete()

        def settle() -> Decision:
            held.wait(10)
            return review.validate(dossier, seen=dossier.version, by=stage.actor("minh"), at=NOW)

        def say_when_it_waits() -> None:
            while not _somebody_waits_for_a_lock():
                sleep(0.05)
            waits.set()

        outcomes = at_once(look, settle, say_when_it_waits)

        assert kinds(outcomes) == {"NoneType": 2, "Decision": 1}
        assert not Place.objects.filter(pk=place.pk).exists()


def _somebody_waits_for_a_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
        return bool(cursor.fetchone()[0])

"""Drafts of nobody: so many from one network in a day; forgotten when nobody goes on with them, and begun anew."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sangkien.accounts.permissions import Actor
from sangkien.audit.models import Record
from sangkien.base.problems import NotPossible
from sangkien.files.models import Purpose, StoredFile, Upload
from sangkien.files.tests.making import photo
from sangkien.files.uploads import Sending, begin, send_whole
from sangkien.initiatives import actions
from sangkien.initiatives.models import Draft
from sangkien.initiatives.rules import too_many_begun
from sangkien.initiatives.unowned import Network, forget_drafts
from tests.cast import NOW, Cast

NOBODY = Actor(person=None, on=NOW.date())
FACTORY, ELSEWHERE = Network("10.0.0.1", most=2), Network("10.0.0.2", most=2)
MUCH_LATER = NOW + timedelta(days=61)


def begun(cast: Cast, *, network: Network | None = None, by: Actor = NOBODY, at: datetime = NOW) -> Draft:
    return actions.start_draft(cast.programme, by=by, at=at, network=network)


def carrying(draft: Draft) -> Actor:
    return Actor(person=None, on=NOW.date(), keys=frozenset([draft.key]))


def swept(at: datetime = MUCH_LATER) -> int:
    return forget_drafts(untouched_since=at - timedelta(days=60), at=at)


class TestTheDailyQuota:
    @pytest.mark.parametrize(("begun", "codes"), [(1, []), (2, []), (3, ["many_drafts"])])
    def test_is_as_large_as_it_says(self, begun: int, codes: list[str]) -> None:
        assert [problem.code for problem in too_many_begun(begun, most=2)] == codes

    def test_counts_no_further_than_it_has_to(self, cast: Cast) -> None:
        begun(cast, network=FACTORY)

        with CaptureQueriesContext(connection) as asked:
            begun(cast, network=FACTORY)

        counts = [query["sql"] for query in asked if "COUNT(*)" in query["sql"]]
        assert len(counts) == 1 and "LIMIT 3" in counts[0]

    def test_is_of_a_network_and_writes_nothing_beyond_it(self, cast: Cast) -> None:
        for _n in range(2):
            begun(cast, network=FACTORY)

        with pytest.raises(NotPossible) as no:
            begun(cast, network=FACTORY)
        begun(cast, network=ELSEWHERE)

        assert [problem.code for problem in no.value.problems] == ["many_drafts"]
        assert Draft.objects.count() == 3

    def test_does_not_count_what_is_somebody_s_by_now(self, cast: Cast) -> None:
        lan = cast.actor("lan")
        for _n in range(3):
            draft = begun(cast, network=FACTORY)
            with_key = Actor(person=lan.person, on=lan.on, keys=frozenset([draft.key]))
            actions.claim_draft(draft, by=with_key, at=NOW)
        begun(cast, network=FACTORY, by=lan)

        assert begun(cast, network=FACTORY).person is None

    def test_lets_who_has_begun_go_on(self, cast: Cast) -> None:
        drafts = [begun(cast, network=FACTORY) for _n in range(2)]

        again = actions.start_draft(cast.programme, by=carrying(drafts[0]), at=NOW, key=drafts[0].key, network=FACTORY)

        assert again == drafts[0]

    def test_is_a_new_one_the_next_day_and_knows_no_network_any_more(self, cast: Cast) -> None:
        drafts, tomorrow = [begun(cast, network=FACTORY) for _n in range(2)], NOW + timedelta(days=1)

        begun(cast, network=FACTORY, at=tomorrow)
        swept(tomorrow)

        assert {draft.sender_mark for draft in Draft.objects.filter(pk__in=[each.pk for each in drafts])} == {""}
        assert FACTORY.address not in "".join(Draft.objects.values_list("sender_mark", flat=True))

    def test_lets_the_release_before_begin_drafts_meanwhile(self, cast: Cast) -> None:
        begun(cast)
        known = "programme_id, edition_id, answers, stamps, started_at, saved_at, by_phone, sent_digest"

        with connection.cursor() as cursor:
            one = f"SELECT gen_random_uuid(), {known} FROM initiatives_draft"
            cursor.execute(f"INSERT INTO initiatives_draft (key, {known}) {one}")

        assert [each.sender_mark for each in Draft.objects.all()] == ["", ""]


class TestTheBroom:
    def test_takes_what_nobody_goes_on_with_and_says_so_in_the_log(self, cast: Cast) -> None:
        draft = begun(cast)

        assert (swept(NOW + timedelta(days=60)), swept()) == (0, 1)

        assert not Draft.objects.exists()
        line = Record.objects.get(verb="draft.forget")
        assert (line.target_id, line.before["files"]) == (str(draft.pk), 0)

    def test_leaves_what_was_touched_sent_or_has_an_owner(self, cast: Cast) -> None:
        touched = begun(cast)
        actions.save_step(touched, step="thay-doi", answers={"title": "một"}, by=carrying(touched), at=MUCH_LATER)
        begun(cast, by=cast.actor("lan"))
        sent = begun(cast)
        actions.submit(sent, cast.content(), by=replace(cast.actor("lan"), keys=frozenset([sent.key])), at=NOW)
        correction = actions.start_correction(cast.returned(), by=cast.actor("lan"), at=NOW)
        Draft.objects.filter(pk=correction.pk).update(person=None)  # whoever's it was
        assert Draft.objects.get(pk=sent.pk).person is None
        before = Draft.objects.count()

        assert swept() == 0
        assert Draft.objects.count() == before

    def test_takes_the_files_along(self, cast: Cast) -> None:
        draft, other = begun(cast), begun(cast, by=cast.actor("lan"))
        for each in (draft, other):
            data = photo()
            sending = Sending(draft_key=each.key, purpose=Purpose.PHOTO, name="x.jpg", size=len(data))
            send_whole(uuid4(), data, sending, by=None, address=FACTORY.address, at=NOW)

        assert swept() == 1

        assert [upload.draft_key for upload in Upload.objects.all()] == [other.key]
        assert StoredFile.objects.count() == 1
        assert Record.objects.get(verb="draft.forget").before["files"] == 1

    def test_waits_for_a_photo_that_is_on_its_way(self, cast: Cast) -> None:
        draft = begun(cast)
        sending = Sending(draft_key=draft.key, purpose=Purpose.PHOTO, name="x.jpg", size=9)
        begin(uuid4(), sending, by=None, address=FACTORY.address, at=MUCH_LATER)

        assert swept() == 0

    def test_goes_in_small_steps(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("sangkien.initiatives.unowned._AT_ONCE", 2)
        for _n in range(3):
            begun(cast)

        assert [swept(), swept(), swept()] == [2, 1, 0]

    def test_what_a_phone_still_holds_begins_it_anew(self, cast: Cast) -> None:
        draft = begun(cast)
        page = {"step": "thay-doi", "by": carrying(draft)}
        stamp = actions.save_step(draft, answers={"title": "một"}, at=NOW, **page).stamps["thay-doi"]
        swept()

        anew = actions.start_draft(cast.programme, by=NOBODY, at=MUCH_LATER, key=draft.key, by_phone=True)
        seen = {"thay-doi": stamp}
        actions.save_steps(anew, answers={"thay-doi": {"title": "hai"}}, seen=seen, by=page["by"], at=MUCH_LATER)

        assert Draft.objects.get(key=draft.key).answers == {"thay-doi": {"title": "hai"}}

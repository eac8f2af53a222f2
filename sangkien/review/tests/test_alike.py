"""Which records read like a dossier, as far as whoever asks may know; and saying that two are two."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sangkien.accounts.models import Role
from sangkien.audit.models import Record
from sangkien.base.problems import NotAllowed, NotPossible
from sangkien.confirmations.tests.asking import employer_says, employers_link
from sangkien.initiatives import actions as initiatives
from sangkien.initiatives.content import AuthorEntry
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.states import State
from sangkien.review import actions
from sangkien.review.alike import Alike, alike, held_against
from sangkien.review.comparing import tell_apart
from sangkien.similarity.actions import take_prints
from sangkien.similarity.models import ToldApart
from tests.cast import NOW, Cast

TITLE = "Đồ gá may túi giúp giữ mép vải bằng một tay"
TOLD = {
    "before": "Công nhân phải dùng hai tay giữ mép vải khi may túi, mỗi túi mất mười chín giây và hay lệch đường may.",
    "after": "Hai chốt nam châm giữ mép vải theo cữ, công nhân chỉ dùng một tay đẩy vải, mỗi túi còn tám giây.",
}


def found_by(cast: Cast, login: str, one: Initiative, **limits: Any) -> list[Alike]:
    while take_prints():
        pass
    return alike(one, actor=cast.actor(login), **limits)


def made_public(one: Initiative) -> Initiative:
    Initiative.objects.filter(pk=one.pk).update(state=State.VALID, closed_at=NOW)
    return one


def elsewhere(cast: Cast, unit: str = "CS-HTX-PHUOC-HAU", **changes: Any) -> Initiative:
    """Hùng's, at another union."""
    authors = (AuthorEntry(full_name="Võ Văn Hùng"),)
    return cast.submitted(by="hung", unit=cast.unit(unit).pk, authors=authors, **changes)


class TestARecordThatReadsAlike:
    def test_is_found_across_provinces_by_its_content_when_it_has_another_title(self, cast: Cast) -> None:
        copied = made_public(elsewhere(cast, title="Cữ nam châm cho chuyền túi áo bảo hộ", **TOLD))

        [found] = found_by(cast, "minh", cast.confirmed(**TOLD))

        assert (found.initiative, found.reasons, found.seen, found.near) == (copied, ["content"], False, True)

    def test_is_found_when_its_title_is_typed_otherwise(self, cast: Cast) -> None:
        first = cast.valid()

        [found] = found_by(cast, "minh", cast.confirmed(title="do ga may tui giup giu mep vai bang mot tay."))

        assert (found.initiative, found.score, found.seen) == (first, 1.0, True)

    def test_stands_the_higher_the_more_alike_it_is(self, cast: Cast) -> None:
        near = cast.submitted(title=TITLE + " ở chuyền may số bảy", before="Lâu và mỏi tay.", after="Nhanh hơn.")
        same = cast.submitted(title=TITLE)

        found = found_by(cast, "minh", cast.confirmed(title=TITLE))

        assert [each.initiative for each in found] == [same, near]
        assert found[0].score > found[1].score

    def test_is_neither_itself_nor_one_that_was_merged_or_withdrawn(self, cast: Cast) -> None:
        original, double, withdrawn, asked = cast.confirmed(), cast.confirmed(), cast.submitted(), cast.confirmed()
        actions.mark_duplicate(double, of=original, seen=2, by=cast.actor("minh"), at=NOW)
        initiatives.withdraw(withdrawn, seen=1, by=cast.actor("lan"), at=NOW)

        assert [found.initiative for found in found_by(cast, "minh", asked)] == [original]

    def test_costs_the_same_for_two_and_for_nine(self, cast: Cast) -> None:
        asked, counts = cast.confirmed(), []
        for more in (2, 7):
            for _n in range(more):
                cast.submitted()
            take_prints()
            with CaptureQueriesContext(connection) as queries:
                found = alike(asked, actor=cast.actor("minh"), limit=9)
            counts.append((len(found), len(queries)))

        assert [many for many, _queries in counts] == [2, 9]
        assert counts[0][1] == counts[1][1]


class TestNobodyLearns:
    def test_of_what_waits_at_another_union(self, cast: Cast) -> None:
        asked, other = cast.confirmed(**TOLD), elsewhere(cast, "CS-HAEMIN", **TOLD)

        assert found_by(cast, "mai", asked) == []
        assert [found.initiative for found in found_by(cast, "minh", asked)] == [other]

    def test_of_what_waits_under_another_superior(self, cast: Cast) -> None:
        elsewhere(cast, **TOLD)

        assert found_by(cast, "minh", cast.confirmed(**TOLD)) == []

    def test_that_something_waits_beside_it_even_when_the_list_is_short(self, cast: Cast) -> None:
        asked, own = cast.confirmed(), cast.submitted()
        for _n in range(3):
            elsewhere(cast, "CS-HAEMIN")

        assert [found.initiative for found in found_by(cast, "mai", asked, limit=1)] == [own]

    def test_by_a_likeness_how_the_work_is_done_that_an_employer_wants_kept(self, cast: Cast) -> None:
        kept = cast.submitted(title="Cữ nam châm cho chuyền túi áo bảo hộ", **TOLD)
        employer_says(employers_link(cast, kept), disclosure="RESTRICTED")
        asked = cast.confirmed(**TOLD)

        assert [found.reasons for found in found_by(cast, "minh", asked)] == [["content"]]
        assert found_by(cast, "dong", asked) == []


class TestSayingThatTwoAreTwo:
    def test_takes_the_record_from_the_near_duplicates_and_is_logged(self, cast: Cast) -> None:
        other, asked = cast.valid(), cast.confirmed()

        said = tell_apart(asked, other, by=cast.actor("minh"), at=NOW)

        [found] = found_by(cast, "minh", asked)
        assert (found.apart, found.near) == (True, False)
        assert found_by(cast, "minh", other)[0].apart
        logged = Record.objects.get(verb="initiative.tell_apart")
        assert (logged.target_id, logged.after) == (str(said.pk), {"dossier": asked.code, "other": other.code})

    def test_twice_says_it_once(self, cast: Cast) -> None:
        other, asked = cast.valid(), cast.confirmed()

        first, second = (tell_apart(asked, other, by=cast.actor("minh"), at=NOW) for _time in range(2))

        assert first == second and Record.objects.filter(verb="initiative.tell_apart").count() == 1

    def test_stands_until_one_of_them_is_sent_anew(self, cast: Cast) -> None:
        other, asked = cast.valid(), cast.returned()
        Initiative.objects.filter(pk=asked.pk).update(state=State.REVIEWING, judged_by=None, judged_for=None)
        tell_apart(asked, other, by=cast.actor("minh"), at=NOW)
        Initiative.objects.filter(pk=asked.pk).update(state=State.RETURNED)
        assert held_against(asked, other, seen=True).apart

        draft = initiatives.start_correction(asked, by=cast.actor("lan"), at=NOW)
        initiatives.resubmit(draft, cast.content(), by=cast.actor("lan"), at=NOW)

        assert not held_against(cast.again(asked), other, seen=True).apart

    @pytest.mark.parametrize("login", ["lan", "kim", "thao", "dong", "ha"])
    def test_is_for_who_handles_the_dossier(self, cast: Cast, login: str) -> None:
        other, asked = cast.valid(), cast.confirmed()

        with pytest.raises(NotAllowed):
            tell_apart(asked, other, by=cast.actor(login), at=NOW)

    def test_is_not_for_who_has_a_part_in_one_of_them(self, cast: Cast) -> None:
        own = cast.submitted(by="minh", role=Role.GRASSROOTS_OFFICER)
        asked = cast.confirmed()

        with pytest.raises(NotAllowed):
            tell_apart(asked, own, by=cast.actor("minh"), at=NOW)
        assert tell_apart(asked, own, by=cast.actor("yen"), at=NOW).by == cast.person("yen")

    def test_needs_a_record_that_one_may_see(self, cast: Cast) -> None:
        with pytest.raises(NotAllowed):
            tell_apart(cast.submitted(), elsewhere(cast, "CS-HAEMIN"), by=cast.actor("mai"), at=NOW)

    def test_is_over_with_the_verdict(self, cast: Cast) -> None:
        with pytest.raises(NotPossible):
            tell_apart(cast.valid(), cast.valid(), by=cast.actor("yen"), at=NOW)
        assert not ToldApart.objects.exists()

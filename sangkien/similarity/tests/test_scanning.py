"""A whole programme, or all of them, is laid beside itself; what tells of the same thing comes in clusters."""

import pytest
from django.db import IntegrityError, transaction

from sangkien.initiatives.models import Initiative
from sangkien.programmes.models import Programme
from sangkien.similarity.actions import take_prints
from sangkien.similarity.models import Likes, Scan
from sangkien.similarity.scanning import begin, clusters, go_on, left
from tests.cast import Cast

JIG = "Đồ gá may túi giúp giữ mép vải bằng một tay"
BROOM = "Xe quét bụi vải chạy bằng mô tơ cũ trong xưởng cắt"


@pytest.fixture
def jigs(cast: Cast) -> list[Initiative]:
    titles = [JIG, BROOM, JIG.upper(), f"SKKN: {JIG} tại xưởng 2", "Đồ gá may cổ áo giúp giữ mép vải bằng một tay"]
    made = [cast.submitted(title=title, before="Làm tay.", after="Làm bằng đồ gá.") for title in titles]
    take_prints()
    return made


def scanned(scan: Scan) -> Scan:
    while go_on(scan):
        pass
    scan.refresh_from_db()
    return scan


class TestAScan:
    def test_gathers_what_tells_of_the_same_thing(self, jigs: list[Initiative]) -> None:
        (found,) = clusters(scanned(begin(None)))

        assert found.members == [jigs[0].pk, jigs[2].pk, jigs[3].pk]
        assert found.score >= 0.8 and set(found.reasons) == {"same", "added"}

    def test_of_a_programme_looks_at_its_own_only(self, cast: Cast, jigs: list[Initiative]) -> None:
        other = Programme.objects.exclude(pk=jigs[0].programme_id).first()
        assert other is None or clusters(scanned(begin(other))) == []

        assert len(clusters(scanned(begin(jigs[0].programme)))) == 1

    def test_that_ended_goes_on_where_it_was(self, jigs: list[Initiative], monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("sangkien.similarity.scanning._AT_ONCE", 2)
        begun = begin(None)
        go_on(begun)

        again = begin(None)
        assert again == begun and left(again) == 3
        scanned(again)

        assert len(clusters(again)) == 1 and Likes.objects.count() == 3

    def test_that_finished_begins_anew_and_forgets_what_was_found(self, jigs: list[Initiative]) -> None:
        finished = scanned(begin(None))
        assert finished.finished

        anew = begin(None)

        assert anew != finished and anew.reached == 0 and not Likes.objects.exists()

    def test_that_fails_leaves_nothing_half_done(self, jigs: list[Initiative], monkeypatch: pytest.MonkeyPatch) -> None:
        begun = begin(None)
        with monkeypatch.context() as broken, pytest.raises(ZeroDivisionError):
            broken.setattr("sangkien.similarity.scanning.likeness", lambda *_titles, **_least: 1 / 0)
            go_on(begun)

        begun.refresh_from_db()
        assert begun.reached == 0 and not Likes.objects.exists()

    def test_compares_contents_under_other_titles(self, cast: Cast) -> None:
        before = "Công nhân phải dùng hai tay giữ mép vải khi may túi, mỗi túi mất mười chín giây, hay lệch đường may."
        after = "Hai chốt nam châm giữ mép vải theo cữ, công nhân chỉ dùng một tay đẩy vải, mỗi túi còn tám giây."
        one, other = (
            cast.submitted(title=title, before=before, after=after) for title in (JIG, "Cữ nam châm cho áo bảo hộ")
        )
        take_prints()

        (found,) = clusters(scanned(begin(None)))

        assert found.members == [one.pk, other.pk] and found.reasons == ["content"]


class TestAChain:
    """Each is like the next, and the last no longer like the first."""

    @pytest.fixture
    def chain(self, cast: Cast) -> list[Initiative]:
        vest = f"{JIG} cho chuyền áo vest"
        titles = [JIG, vest, f"{vest} xuất khẩu của tổ hoàn thành ca đêm"]
        made = [cast.submitted(title=title, before="Làm tay.", after="Làm bằng đồ gá.") for title in titles]
        take_prints()
        return made

    def test_is_no_cluster_since_its_ends_are_not_alike(self, chain: list[Initiative]) -> None:
        first, second, third = (one.pk for one in chain)
        found = scanned(begin(None))
        assert set(found.likes.values_list("older_id", "newer_id")) == {(first, second), (second, third)}

        assert [one.members for one in clusters(found)] == [[first, second], [second, third]]

    def test_gathers_around_the_oldest_what_resembles_it(self, cast: Cast, chain: list[Initiative]) -> None:
        again = cast.submitted(title=JIG.upper(), before="Làm tay.", after="Làm bằng đồ gá.")
        take_prints()

        largest, other = clusters(scanned(begin(None)))

        assert largest.members == [chain[0].pk, chain[1].pk, again.pk]
        assert other.members == [chain[1].pk, chain[2].pk] and other.score < largest.score

    def test_is_scored_by_what_resembles_the_first_least(self, chain: list[Initiative]) -> None:
        found = scanned(begin(None))

        for cluster in clusters(found):
            pairs = found.likes.filter(older=cluster.members[0], newer__in=cluster.members)
            assert cluster.score == min(pair.score for pair in pairs) / 10_000


class TestTheDatabaseRefuses:
    @pytest.fixture
    def pair(self, jigs: list[Initiative]) -> Likes:
        scanned(begin(None))
        found = Likes.objects.first()
        assert found
        return found

    def refused(self, pair: Likes, **change: object) -> str:
        with pytest.raises(IntegrityError) as refusal, transaction.atomic():
            Likes.objects.filter(pk=pair.pk).update(**change)
        return str(refusal.value)

    def test_a_pair_of_a_dossier_with_itself(self, pair: Likes) -> None:
        assert "the_older_one_of_a_pair_comes_first" in self.refused(pair, newer_id=pair.older_id)

    def test_a_likeness_beyond_the_whole(self, pair: Likes) -> None:
        assert "a_likeness_is_at_most_whole" in self.refused(pair, score=10_001)

    def test_the_same_pair_twice(self, pair: Likes) -> None:
        pair.pk = None
        with pytest.raises(IntegrityError, match="a_scan_tells_of_a_pair_once"), transaction.atomic():
            pair.save()

    def test_two_scans_of_the_same_programme(self, pair: Likes) -> None:
        with pytest.raises(IntegrityError, match="one_scan_of_each_programme_and_of_all"), transaction.atomic():
            Scan.objects.create(programme=None)

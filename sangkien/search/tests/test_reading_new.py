"""What the worker reads first: what answers to nobody until it is read."""

from datetime import timedelta

import pytest

from sangkien.accounts.actions import appoint
from sangkien.accounts.models import Role
from sangkien.organisations.actions import create_organisation, place
from sangkien.organisations.models import UnitKind
from sangkien.search.actions import follow_moves, read_new
from sangkien.search.models import Moved, Unread
from sangkien.search.queries import find
from sangkien.search.rules import Reader
from sangkien.search.tests.finding import asked, found, up_to_date
from tests.cast import LONG_AGO, NOW, TODAY, Cast

DAY = timedelta(days=1)


def test_what_was_just_sent_is_found_before_a_renamed_unions_dossiers_are_read_again(cast: Cast) -> None:
    old = [cast.valid() for _turn in range(3)]
    up_to_date()
    Unread.objects.bulk_create(Unread(initiative_id=one.pk, misleads=False) for one in old)
    new = cast.valid(title="Thước đo độ mặn tự làm ở ruộng muối")

    while Unread.objects.filter(misleads=True).exists():
        read_new(limit=2)

    assert Unread.objects.count() == 3
    assert found(cast, "độ mặn").keys == [new.pk]
    assert Unread.objects.count() == 0


class TestWhatHasComeUnderAnotherLeader:
    """From the moment of the decision the new leader finds it: by the union first, then by its documents."""

    @pytest.fixture
    def hung(self, cast: Cast) -> Reader:
        """Leads the province under which the union of the industrial zones is placed today."""
        kind, top = UnitKind.objects.get(code="PROVINCIAL"), cast.unit("TLD")
        code, name = "LDLD-KHANH-HOA", "Liên đoàn Lao động tỉnh Khánh Hòa"
        province = create_organisation(code=code, kind=kind, name=name, parent=top, since=LONG_AGO, by=None, at=NOW)
        appoint(cast.person("hung"), role=Role.LEADER, organisation=province, since=TODAY, by=None, at=NOW)
        self.dossiers = [cast.valid().pk for _turn in range(3)]
        up_to_date()
        place(cast.unit("CD-KCN"), parent=province, since=TODAY, by=None, at=NOW)
        return Reader(cast.actor("hung", role=Role.LEADER))

    def test_is_found_before_it_is_read_again(self, hung: Reader) -> None:
        assert set(find(asked(""), hung, size=5).keys) == set(self.dossiers)

    def test_and_after(self, hung: Reader) -> None:
        while follow_moves(limit=2):
            pass

        assert not Moved.objects.exists()
        assert "under=" in hung.hint()
        assert set(find(asked(""), hung, size=5).keys) == set(self.dossiers)

    def test_is_read_again_from_the_beginning_when_it_moves_once_more_meanwhile(self, cast: Cast, hung: Reader) -> None:
        follow_moves(limit=2)
        assert Moved.objects.filter(after__in=self.dossiers).exists()

        place(cast.unit("CD-KCN"), parent=cast.unit("LDLD-NINH-THUAN"), since=TODAY + DAY, by=None, at=NOW)

        assert not Moved.objects.exclude(after=0).exists()

    def test_where_too_many_moved_to_be_named_is_looked_for_among_all(
        self, hung: Reader, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("sangkien.search.rules._MOST_UNITS", 0)

        assert hung.hint() == ""
        assert set(find(asked(""), hung, size=5).keys) == set(self.dossiers)

"""What the worker reads first: what answers to nobody until it is read."""

from sangkien.search.actions import read_new
from sangkien.search.models import Unread
from sangkien.search.tests.finding import found, up_to_date
from tests.cast import Cast


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


def test_a_leader_finds_what_has_come_under_them_before_and_after_it_is_read_again(cast: Cast) -> None:
    """No document says it in the minute after the decision; the union itself does."""

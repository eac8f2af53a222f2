"""The demonstration tells stories of whatever is there, each by one hand and looked at by another."""

from datetime import timedelta

import pytest

from sangkien.ops.demo import telling
from sangkien.spreading.models import Wish
from sangkien.stories.models import Story
from sangkien.stories.queries import read
from tests.cast import NOW, Cast

LATER = NOW + timedelta(days=60)


def test_tells_what_the_dossier_says_once_for_each_union(cast: Cast) -> None:
    garments = [cast.valid(), cast.valid(title="Khay đựng cúc", benefit_vnd=1_000_000)]

    telling.tell_stories(clock=LATER)

    (told,) = read(list(Story.objects.public().for_list()))
    assert told.story.initiative == garments[0]
    assert told.names == ["Nguyễn Thị Lan"] and "120 triệu đồng" in told.lead
    assert "Phải dùng hai tay giữ mép vải" in told.body
    assert not Wish.objects.exists()  # there are fewer than three unions


def test_what_waits_is_scheduled_first(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telling, "_TOLD", 0)
    cast.valid()

    telling.tell_stories(clock=LATER)

    assert Story.objects.get().state == "SCHEDULED"
    assert not Story.objects.public()

"""Lan's jig, told by the union of her factory."""

from datetime import datetime

from sangkien.consents.actions import say
from sangkien.consents.models import Purpose
from sangkien.initiatives.models import Initiative
from sangkien.stories import actions
from sangkien.stories.models import Story
from sangkien.stories.texts import Quote, Text
from tests.cast import NOW, Cast

TEXT = Text(
    headline="Hai chốt nam châm cứu 11 giây mỗi chiếc túi",
    lead="Chị Lan ở chuyền 7 tìm ra cách giữ mép vải bằng một tay.",
    body="Mỗi chiếc túi từng mất **19 giây**. Nguyễn Thị Lan thử ba lần mới được.\n\n- Nhanh hơn\n- Đỡ mỏi tay",
    quotes=(Quote("Tôi chỉ muốn đỡ mỏi tay thôi.", who=1), Quote("Cả chuyền làm theo.", role="Tổ trưởng chuyền 7")),
)


def agree(cast: Cast, initiative: Initiative, *purposes: Purpose, agrees: bool = True) -> None:
    """Lan says so on her page."""
    for purpose in purposes:
        say(initiative, purpose, agrees=agrees, by=cast.actor("lan"), at=NOW)


def written(cast: Cast, initiative: Initiative | None = None) -> Story:
    """Mai has written it."""
    story = actions.start(initiative or cast.valid(), by=cast.actor("mai"), at=NOW)
    actions.write(story, TEXT, theme="PRODUCTIVITY", by=cast.actor("mai"), at=NOW)
    return again(story)


def checked(cast: Cast, *purposes: Purpose) -> Story:
    """And Minh has looked at it; Lan agrees to her story being told, and to these purposes besides."""
    story = written(cast)
    agree(cast, story.initiative, Purpose.STORY, *purposes)
    actions.hand_on(story, by=cast.actor("mai"), at=NOW)
    return actions.check(again(story), by=cast.actor("minh"), at=NOW)


def published(cast: Cast, *purposes: Purpose, at: datetime = NOW) -> Story:
    """And Đông has published it."""
    return actions.publish(checked(cast, *purposes), by=cast.actor("dong"), at=at)


def again(story: Story) -> Story:
    """As it is stored now."""
    return Story.objects.for_list().get(pk=story.pk)

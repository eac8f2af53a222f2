"""Who tells stories, looks at them and publishes them; who asks to apply an initiative and who answers. Stories are
Mai's, of Lan's jig; the wish is Haemin's."""

from collections.abc import Callable

from django.db.models import Model

from sangkien.consents.models import Purpose
from sangkien.spreading import actions as spreading
from sangkien.spreading.tests.spreading import SAID
from sangkien.stories import actions
from sangkien.stories.models import Story
from sangkien.stories.tests.telling import agree, written
from tests.cast import NOW, Cast

STORIES = """
                                          nobody carrier lan hung mai kim minh chair yen thao dong ha
story.start            SUBMITTED             .      .     .    .   .   .    .    .    .    .    .   .
story.start            REVIEWING             .      .     .    .   .   .    .    .    .    .    .   .
story.start            VALID                 .      .     .    .   x   .    x    .    x    .    x   x
story.start            WITHHELD              .      .     .    .   .   .    .    .    .    .    .   .
story.see              STORY_DRAFT           .      .     .    .   x   .    x    .    x    .    x   x
story.see              STORY_WITHDRAWN       .      .     .    .   x   .    x    .    x    .    x   x
story.write            STORY_DRAFT           .      .     .    .   x   .    .    .    .    .    .   .
story.write            STORY_CONSENT         .      .     .    .   x   .    .    .    .    .    .   .
story.write            STORY_CHECKED         .      .     .    .   x   .    .    .    .    .    .   .
story.write            STORY_PUBLISHED       .      .     .    .   .   .    .    .    .    .    .   .
story.check            STORY_DRAFT           .      .     .    .   .   .    .    .    .    .    .   .
story.check            STORY_CONSENT         .      .     .    .   .   .    x    .    x    .    x   x
story.publish          STORY_CONSENT         .      .     .    .   .   .    .    .    .    .    .   .
story.publish          STORY_CHECKED         .      .     .    .   .   .    .    .    .    .    x   x
story.withdraw         STORY_PUBLISHED       .      .     .    .   x   .    x    .    x    .    x   x
story.withdraw         STORY_WITHDRAWN       .      .     .    .   .   .    .    .    .    .    .   .
spreading.ask          REVIEWING             .      .     .    .   .   .    .    .    .    .    .   .
spreading.ask          VALID                 .      .     .    .   x   x    x    x    x    x    x   x
spreading.see          WISH                  .      .     .    .   x   x    x    .    x    .    x   x
spreading.answer       WISH                  .      .     .    .   x   .    .    .    .    .    .   .
spreading.answer       WISH_AGREED           .      .     .    .   .   .    .    .    .    .    .   .
spreading.adopt        WISH                  .      .     .    .   .   .    .    .    .    .    .   .
spreading.adopt        WISH_AGREED           .      .     .    .   .   x    .    .    .    .    .   .
spreading.drop         WISH                  .      .     .    .   .   x    .    .    .    .    .   .
spreading.drop         WISH_AGREED           .      .     .    .   .   x    .    .    .    .    .   .
"""


def stories(cast: Cast) -> dict[str, Callable[[], Model]]:
    """A story in each of its states, and a wish before and after it was answered."""

    def handed_on() -> Story:
        story = written(cast)
        agree(cast, story.initiative, Purpose.STORY)
        return actions.hand_on(story, by=cast.actor("mai"), at=NOW)

    def checked() -> Story:
        return actions.check(handed_on(), by=cast.actor("minh"), at=NOW)

    def asked() -> Model:
        return spreading.ask(cast.valid(), **SAID, by=cast.actor("kim"), at=NOW)

    return {
        "STORY_DRAFT": lambda: written(cast),
        "STORY_CONSENT": handed_on,
        "STORY_CHECKED": checked,
        "STORY_PUBLISHED": lambda: actions.publish(checked(), by=cast.actor("dong"), at=NOW),
        "STORY_WITHDRAWN": lambda: actions.withdraw(written(cast), "Viết lại", by=cast.actor("mai"), at=NOW),
        "WISH": asked,
        "WISH_AGREED": lambda: spreading.answer(asked(), "Được", agrees=True, by=cast.actor("mai"), at=NOW),  # type: ignore[arg-type]
    }

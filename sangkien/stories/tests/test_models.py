"""What the database refuses about stories, whoever asks."""

from collections.abc import Callable
from typing import Any

from sangkien.files.models import StoredFile
from sangkien.initiatives.models import Initiative
from sangkien.stories.models import Edition, Moment, Picture, Reach, Series, Story, Subject
from sangkien.stories.states import NEXT, State
from sangkien.stories.tests.telling import checked, published, written
from tests.cast import NOW, Cast
from tests.refused import refused, untried


def change(story: Story, **facts: Any) -> None:
    Story.objects.filter(pk=story.pk).update(**facts)


def series(cast: Cast, title: str = "Tự hào thợ máy", slug: str = "tu-hao") -> Series:
    unit, by = cast.unit("CD-KCN"), cast.person("minh")
    return Series.objects.create(unit=unit, title=title, slug=slug, by=by, at=NOW)


def edition(cast: Cast, **facts: Any) -> Edition:
    plain = {"story": written(cast), "number": 9, "headline": "Tít", "by": cast.person("mai"), "at": NOW}
    return Edition.objects.create(**plain | facts)


def subject(cast: Cast, mark: str) -> Subject:
    return Subject.objects.create(story=written(cast), mark=mark)


def picture(cast: Cast, *, times: int = 1, **facts: Any) -> None:
    file = StoredFile.objects.create(sha256="a" * 64, kind="image/jpeg", size=1, name="anh.jpg", kept_at=NOW)
    plain = {"story": written(cast), "position": 1, "file": file, "moment": Moment.AFTER, "credit": "Mai"}
    for _n in range(times):
        Picture.objects.create(**plain | facts)


def reach(cast: Cast, *, times: int = 1, count: int = 1) -> None:
    story = written(cast)
    for _n in range(times):
        Reach.objects.create(story=story, day=NOW.date(), count=count)


def secret(cast: Cast) -> Initiative:
    return cast.valid(restricted=True, effect="Nhanh hơn 11 giây")


def told(cast: Cast, initiative: Initiative) -> Story:
    unit, by = cast.unit("CD-KCN"), cast.person("minh")
    return Story.objects.create(initiative=initiative, unit=unit, slug="x", state="DRAFT", written_by=by, at=NOW)


def kept_secret(cast: Cast) -> None:
    story = checked(cast)
    Initiative.objects.filter(pk=story.initiative_id).update(restricted=True, before="", after="")
    change(story, state="PUBLISHED", published_at=NOW)


RULES: dict[str, Callable[[Cast], object]] = {
    "a_series_has_a_title": lambda cast: series(cast, title=""),
    "series_of_a_union_have_titles_of_their_own": lambda cast: [series(cast, slug=slug) for slug in ("a", "b")],
    "story_state_is_known": lambda cast: told_as(cast, state="TOLD"),
    "a_story_has_an_address": lambda cast: told_as(cast, slug=""),
    "what_goes_on_was_looked_at_by_somebody": lambda cast: told_as(cast, state="PUBLISHED", published_at=NOW),
    "nobody_checks_what_they_wrote": lambda cast: change(written(cast), checked_by=cast.person("mai")),
    "only_a_scheduled_story_waits_for_its_moment": lambda cast: change(written(cast), publish_at=NOW),
    "a_published_story_says_since_when": lambda cast: change(checked(cast), state="PUBLISHED"),
    "a_withdrawn_story_says_why": lambda cast: change(written(cast), state="WITHDRAWN"),
    "editions_of_a_story_are_numbered": lambda cast: edition(cast, number=1),
    "an_edition_has_a_headline": lambda cast: edition(cast, headline=""),
    "a_story_tells_of_somebody_once": lambda cast: subject(cast, "+84912345001"),
    "a_subject_is_somebody": lambda cast: subject(cast, ""),
    "pictures_have_their_own_places": lambda cast: picture(cast, times=2),
    "what_a_picture_shows_is_known": lambda cast: picture(cast, moment="NEVER"),
    "a_picture_says_who_took_it": lambda cast: picture(cast, credit=""),
    "a_story_has_one_count_a_day": lambda cast: reach(cast, times=2),
    "what_was_read_was_read_once_at_least": lambda cast: reach(cast, count=0),
    # Triggers
    "a_story_moves_along_its_arrows": lambda cast: change(written(cast), state="PUBLISHED"),
    "a_secret_has_no_story": lambda cast: told(cast, secret(cast)),
    "a_secret_story_goes_no_further": kept_secret,
    "editions_are_append_only": lambda cast: edition(cast).delete(),
}
SAID = {"editions_are_append_only": "stories_edition is append-only"}


def told_as(cast: Cast, **facts: Any) -> None:
    plain = {"initiative": cast.valid(), "unit": cast.unit("CD-KCN"), "written_by": cast.person("minh"), "at": NOW}
    Story.objects.create(**plain | {"slug": "x", "state": "DRAFT"} | facts)


def test_the_database_refuses(cast: Cast) -> None:
    for rule, write in RULES.items():
        with refused(SAID.get(rule, rule)):
            write(cast)


def test_each_rule_is_tried(cast: Cast) -> None:
    assert untried("stories", RULES) == set()


def test_the_trigger_knows_the_same_arrows(cast: Cast) -> None:
    story = published(cast)
    for state in set(State) - NEXT[State.PUBLISHED] - {State.PUBLISHED}:
        with refused("a_story_moves_along_its_arrows"):
            change(story, state=state)

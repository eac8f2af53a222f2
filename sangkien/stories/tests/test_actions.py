"""From an initiative to its story: written, agreed to, looked at, published, taken off."""

from datetime import timedelta

import pytest

from sangkien.audit.models import Record
from sangkien.base.problems import NotAllowed, NotPossible
from sangkien.confirmations.tests.asking import employer_says, employers_link
from sangkien.consents.models import Purpose
from sangkien.files.models import StoredFile
from sangkien.initiatives.models import Initiative
from sangkien.stories import actions
from sangkien.stories.models import Moment, Picture, Story
from sangkien.stories.queries import note_reading, reach_of, read
from sangkien.stories.states import State
from sangkien.stories.tests.telling import TEXT, again, agree, checked, published, written
from sangkien.stories.texts import Text
from tests.cast import NOW, Cast


def codes(no: pytest.ExceptionInfo[NotPossible]) -> list[str]:
    return [problem.code for problem in no.value.problems]


def public() -> list[Story]:
    return list(Story.objects.public())


class TestWriting:
    def test_begins_with_what_the_dossier_says(self, cast: Cast) -> None:
        dossier = cast.valid(effect="Mỗi túi nhanh hơn 11 giây")

        story = actions.start(dossier, by=cast.actor("mai"), at=NOW)

        assert (story.state, story.unit.code) == (State.DRAFT, "CS-MAY-TIEN-THUAN")
        assert story.edition and (story.edition.headline, story.edition.lead) == (
            dossier.title,
            "Mỗi túi nhanh hơn 11 giây",
        )
        assert story.slug == "do-ga-may-tui-giup-giu-mep-vai-bang-mot-tay"

    def test_begun_twice_is_one(self, cast: Cast) -> None:
        dossier = cast.valid()

        assert len({actions.start(dossier, by=cast.actor("mai"), at=NOW).pk for _n in range(2)}) == 1

    def test_another_union_tells_it_at_another_address(self, cast: Cast) -> None:
        dossier = cast.valid()

        slugs = [actions.start(dossier, by=cast.actor(login), at=NOW).slug for login in ("mai", "dong")]

        assert slugs[1] == f"{slugs[0]}-2"

    def test_keeps_every_saving_and_no_name(self, cast: Cast) -> None:
        story = written(cast)
        actions.write(story, TEXT, by=cast.actor("mai"), at=NOW)

        assert [one.number for one in story.editions.order_by("number")] == [1, 2]
        assert again(story).edition.lead == "{Chị 1} ở chuyền 7 tìm ra cách giữ mép vải bằng một tay."
        assert "Lan" not in str(again(story).edition.__dict__)
        assert [one.mark for one in story.subjects.all()] == ["+84912345001"]

    def test_a_headline_is_needed(self, cast: Cast) -> None:
        with pytest.raises(NotPossible) as no:
            actions.write(written(cast), Text(headline="…"), by=cast.actor("mai"), at=NOW)

        assert codes(no) == ["no_headline"]

    @pytest.mark.parametrize("login", ["lan", "hung", "kim", "thao", "minh"])
    def test_others_write_nothing(self, cast: Cast, login: str) -> None:
        story = written(cast)

        with pytest.raises(NotAllowed):
            actions.write(story, TEXT, by=cast.actor(login), at=NOW)

    def test_what_was_handed_on_and_is_changed_goes_back(self, cast: Cast) -> None:
        story = checked(cast)

        actions.write(story, Text(**{**vars(TEXT), "lead": "Nguyễn Thị Lan"}), by=cast.actor("mai"), at=NOW)

        assert (again(story).state, again(story).checked_by) == (State.DRAFT, None)


class TestASecret:
    @pytest.mark.parametrize("state", ["submitted", "confirmed", "returned"])
    def test_what_is_not_valid_has_no_story(self, cast: Cast, state: str) -> None:
        with pytest.raises(NotPossible):
            actions.start(getattr(cast, state)(), by=cast.actor("mai"), at=NOW)

    def test_what_is_restricted_has_no_story(self, cast: Cast) -> None:
        dossier = cast.valid(restricted=True, effect="Nhanh hơn 11 giây")

        with pytest.raises(NotPossible):
            actions.start(dossier, by=cast.actor("mai"), at=NOW)

    def test_one_that_becomes_secret_is_read_by_nobody_at_once(self, cast: Cast) -> None:
        story = published(cast, Purpose.PUBLISH_NAME)
        assert public() == [story]

        employer_says(employers_link(cast, story.initiative), disclosure="UNION")

        assert public() == []

    def test_and_goes_no_further(self, cast: Cast) -> None:
        story = checked(cast)
        Initiative.objects.filter(pk=story.initiative_id).update(restricted=True, before="", after="")

        with pytest.raises(NotPossible) as no:
            actions.publish(story, by=cast.actor("dong"), at=NOW)

        assert codes(no) == ["secret"]


class TestConsent:
    def test_without_it_nothing_is_checked(self, cast: Cast) -> None:
        story = actions.hand_on(written(cast), by=cast.actor("mai"), at=NOW)

        with pytest.raises(NotPossible) as no:
            actions.check(story, by=cast.actor("minh"), at=NOW)

        assert codes(no) == ["no_consent_story"]

    def test_taken_back_nobody_reads_the_story(self, cast: Cast) -> None:
        story = published(cast)

        agree(cast, story.initiative, Purpose.STORY, agrees=False)
        assert public() == []
        agree(cast, story.initiative, Purpose.STORY)
        assert public() == [story]

    def test_to_the_name_taken_back_it_is_gone_from_every_word(self, cast: Cast) -> None:
        story = published(cast, Purpose.PUBLISH_NAME)
        (told,) = read([again(story)])
        assert told.lead.startswith("Chị Lan") and "Nguyễn Thị Lan thử" in told.body
        assert [quote.who for quote in told.quotes] == ["Nguyễn Thị Lan", "Tổ trưởng chuyền 7"]

        agree(cast, story.initiative, Purpose.PUBLISH_NAME, agrees=False)

        (told,) = read([again(story)])
        assert "Lan" not in f"{told.headline}{told.lead}{told.body}{told.quotes}{told.names}"
        assert told.lead.startswith("Tác giả ở chuyền 7")

    def test_to_a_picture_is_asked_for_whom_it_shows(self, cast: Cast) -> None:
        story = written(cast)
        picture(story, "+84912345001")
        agree(cast, story.initiative, Purpose.STORY)
        actions.hand_on(story, by=cast.actor("mai"), at=NOW)

        with pytest.raises(NotPossible) as no:
            actions.check(again(story), by=cast.actor("minh"), at=NOW)
        assert codes(no) == ["no_consent_photo"]

        agree(cast, story.initiative, Purpose.PHOTO)
        actions.publish(actions.check(again(story), by=cast.actor("minh"), at=NOW), by=cast.actor("dong"), at=NOW)
        assert len(read([again(story)])[0].pictures) == 1
        agree(cast, story.initiative, Purpose.PHOTO, agrees=False)
        assert read([again(story)])[0].pictures == []

    def test_names_on_pictures_to_share_are_a_purpose_of_their_own(self, cast: Cast) -> None:
        story = published(cast, Purpose.PUBLISH_NAME)
        assert read([again(story)])[0].on_cards == []

        agree(cast, story.initiative, Purpose.SHARE_CARD)

        assert read([again(story)])[0].on_cards == ["Nguyễn Thị Lan"]


class TestChecking:
    def test_is_by_somebody_else(self, cast: Cast) -> None:
        story = actions.start(cast.valid(), by=cast.actor("minh"), at=NOW)
        actions.write(story, TEXT, by=cast.actor("minh"), at=NOW)
        agree(cast, story.initiative, Purpose.STORY)
        actions.hand_on(story, by=cast.actor("minh"), at=NOW)

        with pytest.raises(NotAllowed):
            actions.check(story, by=cast.actor("minh"), at=NOW)
        assert actions.check(story, by=cast.actor("yen"), at=NOW).state == State.CHECKED

    def test_a_name_without_its_marks_is_seen(self, cast: Cast) -> None:
        story = written(cast)
        actions.write(story, Text(**{**vars(TEXT), "body": "nguyen thi lan"}), by=cast.actor("mai"), at=NOW)
        agree(cast, story.initiative, Purpose.STORY)
        actions.hand_on(story, by=cast.actor("mai"), at=NOW)

        with pytest.raises(NotPossible) as no:
            actions.check(again(story), by=cast.actor("minh"), at=NOW)

        assert codes(no) == ["name_left"]

    def test_gives_back_with_a_reason(self, cast: Cast) -> None:
        story = actions.hand_on(written(cast), by=cast.actor("mai"), at=NOW)

        with pytest.raises(NotPossible):
            actions.send_back(story, " ", by=cast.actor("minh"), at=NOW)
        actions.send_back(story, "Hỏi lại con số 11 giây", by=cast.actor("minh"), at=NOW)

        assert (again(story).state, again(story).note) == (State.DRAFT, "Hỏi lại con số 11 giây")


class TestPublishing:
    def test_is_read_by_everybody_from_then_on(self, cast: Cast) -> None:
        story = checked(cast)
        assert public() == []

        actions.publish(story, by=cast.actor("dong"), at=NOW)

        assert public() == [story]

    def test_waits_for_its_moment(self, cast: Cast) -> None:
        story = actions.schedule(checked(cast), NOW + timedelta(hours=2), by=cast.actor("dong"), at=NOW)

        assert actions.publish_due(at=NOW + timedelta(hours=1)) == 0
        assert public() == []
        assert actions.publish_due(at=NOW + timedelta(hours=3)) == 1
        assert public() == [story]
        assert again(story).published_at == NOW + timedelta(hours=2)

    def test_at_its_moment_everything_is_asked_again(self, cast: Cast) -> None:
        story = actions.schedule(checked(cast), NOW + timedelta(hours=2), by=cast.actor("dong"), at=NOW)
        agree(cast, story.initiative, Purpose.STORY, agrees=False)

        actions.publish_due(at=NOW + timedelta(hours=3))

        assert (again(story).state, again(story).note) == (
            State.DRAFT,
            "Nguyễn Thị Lan chưa đồng ý cho kể câu chuyện.",
        )

    def test_not_into_the_past(self, cast: Cast) -> None:
        with pytest.raises(NotPossible) as no:
            actions.schedule(checked(cast), NOW, by=cast.actor("dong"), at=NOW)

        assert codes(no) == ["past"]

    def test_taken_off_it_says_why_and_may_be_written_anew(self, cast: Cast) -> None:
        story = published(cast)

        actions.withdraw(story, "Số liệu cần kiểm tra lại", by=cast.actor("dong"), at=NOW)

        assert public() == []
        assert again(story).note == "Số liệu cần kiểm tra lại"
        last = Record.objects.filter(verb="story.move").latest("pk")
        assert (last.before, last.after["state"], last.by_id) == (
            {"state": "PUBLISHED"},
            "WITHDRAWN",
            cast.person("dong").pk,
        )


class TestReach:
    def test_counts_openings_and_nothing_else(self, cast: Cast) -> None:
        story = published(cast)

        for days in (0, 0, 1):
            note_reading(story, day=NOW.date() + timedelta(days=days))

        assert reach_of([story.pk]) == {story.pk: 3}
        assert story.reach.count() == 2


def picture(story: Story, mark: str = "") -> Picture:
    file = StoredFile.objects.create(sha256="a" * 64, kind="image/jpeg", size=1, name="anh.jpg", kept_at=NOW)
    return story.pictures.create(position=1, file=file, moment=Moment.AFTER, credit="Mai", mark=mark)

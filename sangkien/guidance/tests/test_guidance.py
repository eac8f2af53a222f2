"""Articles: written, found, offered, judged by their readers."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from sangkien.base.problems import NotAllowed, NotPossible, Stale
from sangkien.guidance import actions
from sangkien.guidance.models import Article, Edition
from sangkien.guidance.queries import Heard, find, heard, holding, last_of, offered
from sangkien.guidance.rules import Written
from sangkien.guidance.shipped import load_guidance, shipped
from sangkien.guidance.topics import kinds, read, steps
from tests.cast import NOW, Cast

WRITTEN = Written(title="Ảnh quyết định bị mờ", body="Chụp lại **ban ngày**.", topics=("sending", "cong-nhan"))


def published(cast: Cast, *, login: str = "minh", **changes: Any) -> Article:
    """By an officer for their union."""
    by = cast.actor(login)
    written = Written(**{**WRITTEN.__dict__, **changes})
    return actions.publish(by.office, written, by=by, at=NOW)


class TestTopics:
    def test_each_step_asks_for_a_kind(self) -> None:
        assert {step.asks for step in steps().values()} <= set(kinds())

    def test_a_mistake_in_the_file_is_told_with_its_place(self) -> None:
        with pytest.raises(NotPossible):
            read("kinds: {fdi: {vi: A}}")


class TestShipped:
    def test_a_dozen_articles_and_more_in_both_languages(self) -> None:
        assert len(shipped()) >= 12
        assert all(one.body_en and one.title_en for one in shipped().values())
        assert set(steps()) | set(kinds()) <= {topic for one in shipped().values() for topic in one.topics}

    @pytest.mark.django_db
    def test_loading_twice_changes_nothing(self) -> None:
        assert len(load_guidance(at=NOW)) == len(shipped())
        assert load_guidance(at=NOW) == []

    @pytest.mark.django_db
    def test_what_somebody_revised_stays(self, cast: Cast) -> None:
        load_guidance(at=NOW)
        one = Article.objects.get(code="bi-mat-cong-nghe")
        actions.revise(one, WRITTEN, seen=1, by=cast.actor("ha"), at=NOW)

        assert load_guidance(at=NOW) == []
        assert last_of(one).title == WRITTEN.title


@pytest.mark.django_db
class TestPublishing:
    def test_an_article_has_an_address_of_its_own(self, cast: Cast) -> None:
        assert [published(cast).code, published(cast).code] == ["anh-quyet-dinh-bi-mo", "anh-quyet-dinh-bi-mo-2"]

    def test_what_was_said_before_stays(self, cast: Cast) -> None:
        one = published(cast)
        actions.revise(
            one, Written(title="Ảnh mờ", body="Khác", topics=("sending",)), seen=1, by=cast.actor("yen"), at=NOW
        )

        assert list(one.editions.order_by("number").values_list("title", flat=True)) == [WRITTEN.title, "Ảnh mờ"]
        assert holding().get().number == 2

    def test_two_at_once_revise_once(self, cast: Cast) -> None:
        one = published(cast)
        actions.revise(one, WRITTEN, seen=1, by=cast.actor("minh"), at=NOW)

        with pytest.raises(Stale):
            actions.revise(one, WRITTEN, seen=1, by=cast.actor("yen"), at=NOW)

    def test_what_was_taken_back_is_found_no_more_until_it_is_revised(self, cast: Cast) -> None:
        one = published(cast)
        actions.take_back(one, seen=1, by=cast.actor("minh"), at=NOW)
        assert not find("").exists()

        actions.revise(one, WRITTEN, seen=2, by=cast.actor("minh"), at=NOW)
        assert find("").get().number == 3

    def test_neighbours_and_workers_do_not_write(self, cast: Cast) -> None:
        one = published(cast)

        for login in ("thao", "mai", "lan", "dong"):
            with pytest.raises(NotAllowed):
                actions.revise(one, WRITTEN, seen=1, by=cast.actor(login), at=NOW)

    def test_all_that_is_missing_is_said_at_once(self, cast: Cast) -> None:
        with pytest.raises(NotPossible) as no:
            published(cast, title="", body=" ", title_en="x", topics=("?",))
        assert {p.field for p in no.value.problems} == {"title", "body", "body_en", "topics"}


@pytest.mark.django_db
class TestFinding:
    def test_with_or_without_marks_the_title_first(self, cast: Cast) -> None:
        one = published(cast)
        other = published(cast, title="Mất mạng", body="Ảnh vẫn còn trên máy.")

        assert [e.article for e in find("anh bi mo")] == [one, other]
        assert [e.article for e in find("ảnh bị MỜ")] == [one, other]
        assert not find("hoàn thuế nhập khẩu").exists()

    def test_offered_are_ones_own_unions_and_everybodys(self, cast: Cast) -> None:
        load_guidance(at=NOW)
        theirs = published(cast, topics=("fdi",))

        near = offered(["fdi"], chain=cast.chain("CS-HAEMIN"), most=9)
        far = offered(["fdi"], chain=cast.chain("CS-THPT-AN-PHUOC"), most=9)
        assert theirs in [e.article for e in near]
        assert theirs not in [e.article for e in far]
        assert far

    def test_what_helped_most_comes_first(self, cast: Cast) -> None:
        load_guidance(at=NOW)
        last = offered(["fdi"], chain=None, most=9)[-1]
        actions.say(last, helpful=True, reader="a", at=NOW)

        assert offered(["fdi"], chain=[], most=9)[0] == last

    def test_many_cost_what_few_cost(self, cast: Cast) -> None:
        published(cast)
        with CaptureQueriesContext(connection) as few:
            list(find("anh"))
        load_guidance(at=NOW)
        with CaptureQueriesContext(connection) as many:
            list(find("anh"))
        assert len(few) == len(many) == 1


@pytest.mark.django_db
class TestOpinions:
    def test_a_reader_counts_once_and_may_change_their_mind(self, cast: Cast) -> None:
        edition = last_of(published(cast))
        for helpful, reader in [(True, "a"), (True, "a"), (True, "b"), (False, "b")]:
            actions.say(edition, helpful=helpful, reader=reader, at=NOW)

        assert heard([edition.pk]) == {edition.pk: Heard(1, 1)}


@pytest.mark.django_db
class TestTheDatabaseRefuses:
    @pytest.mark.parametrize(
        ("change", "name"),
        [
            ({"title": ""}, "an_article_says_something"),
            ({"title_en": "x"}, "english_is_whole_or_not_there"),
            ({"topics": []}, "an_article_is_about_something"),
            ({"number": 3}, "editions_follow_each_other"),
        ],
    )
    def test_an_edition_that_is_none(self, cast: Cast, change: dict[str, Any], name: str) -> None:
        edition = last_of(published(cast))
        edition.pk, edition.number = None, 2  # type: ignore[assignment]
        for field, value in change.items():
            setattr(edition, field, value)

        with pytest.raises(IntegrityError) as no, transaction.atomic():
            edition.save(force_insert=True)
        assert no.value.__cause__.diag.constraint_name == name  # type: ignore[union-attr]

    def test_changing_what_was_said(self, cast: Cast) -> None:
        published(cast)

        with pytest.raises(IntegrityError), transaction.atomic():
            Edition.objects.update(body="Khác")
        with pytest.raises(IntegrityError), transaction.atomic():
            Article.objects.update(owner=None)

    def test_a_code_that_is_no_address(self, cast: Cast) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            Article.objects.create(code="Không", at=NOW)

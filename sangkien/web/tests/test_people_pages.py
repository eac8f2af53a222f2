"""Pages that stand still, and the doors of all pages of this area."""

import re
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from sangkien.initiatives.states import State
from sangkien.web.people import urls
from tests.cast import Cast

STANDING = ["help", "accessibility", "privacy", "gallery", "look-up", "sign-in", "register"]


class TestStandingPages:
    @pytest.mark.parametrize("name", STANDING)
    def test_are_open_to_all(self, cast: Cast, name: str) -> None:
        assert Client().get(reverse(name)).status_code == 200

    @pytest.mark.parametrize("name", [name for name in STANDING if name != "gallery"])
    def test_have_one_heading_of_the_first_rank_and_skip_none(self, cast: Cast, name: str) -> None:
        page = Client().get(reverse(name)).content.decode()

        ranks = [int(rank) for rank in re.findall(r"<h([1-6])", page)]
        assert ranks[0] == 1
        assert ranks.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(ranks))

    @pytest.mark.parametrize("name", STANDING)
    def test_are_read_in_english_too(self, cast: Cast, name: str) -> None:
        reader = Client()
        reader.cookies["django_language"] = "en"

        answer = reader.get(reverse(name))

        assert '<html lang="en">' in answer.content.decode()

    def test_are_vietnamese_on_a_phone_that_speaks_english(self, cast: Cast) -> None:
        page = Client().get(reverse("help"), headers={"accept-language": "en-GB,en"}).content.decode()

        assert '<html lang="vi">' in page

    def test_help_explains_every_state_in_the_words_of_the_pages(self, cast: Cast) -> None:
        page = Client().get(reverse("help")).content.decode()

        for state in State:
            assert str(state.label) in page

    def test_privacy_says_where_to_take_the_name_back(self, cast: Cast) -> None:
        page = Client().get(reverse("privacy")).content.decode()

        assert "thôi đăng tên: đổi lúc nào cũng được ở trang hồ sơ" in page

    def test_help_names_the_days_of_the_programme(self, cast: Cast) -> None:
        page = Client().get(reverse("help")).content.decode()

        assert "Hẹn trong 3 ngày làm việc." in page
        assert "Hẹn trong 5 ngày làm việc." in page

    def test_help_needs_no_programme(self, db: None) -> None:
        assert "Hẹn trong" not in Client().get(reverse("help")).content.decode()


class TestDoors:
    @pytest.mark.parametrize("pattern", urls.urlpatterns, ids=lambda pattern: pattern.name)
    def test_every_page_has_one(self, pattern: Any) -> None:
        assert pattern.callback.door

    @pytest.mark.parametrize(
        ("name", "args"),
        [
            ("my-page", []),
            ("dossier", ["SK-2022-000001"]),
            ("withdraw", ["SK-2022-000001"]),
            ("paper", [1]),
        ],
    )
    def test_ones_own_pages_ask_who_is_there_and_come_back(self, cast: Cast, name: str, args: list[object]) -> None:
        address = reverse(name, args=args)

        assert Client().get(address).url == f"{reverse('sign-in')}?next={address}"

    @pytest.mark.parametrize(
        ("name", "args"),
        [("set-hat", []), ("complete", ["SK-2022-000001"]), ("publish-name", ["SK-2022-000001"])],
    )
    def test_buttons_of_ones_own_do_nothing_for_strangers(self, cast: Cast, name: str, args: list[object]) -> None:
        assert Client().post(reverse(name, args=args)).status_code == 302

    def test_a_form_from_elsewhere_is_refused(self, cast: Cast) -> None:
        strict = Client(enforce_csrf_checks=True)

        assert strict.post(reverse("sign-in"), {"name": "lan", "password": "x"}).status_code == 403

    def test_what_is_ones_own_is_kept_in_no_cache(self, cast: Cast) -> None:
        code = cast.submitted().code

        for address in (reverse("my-page"), reverse("dossier", args=[code]), reverse("withdraw", args=[code])):
            assert "no-store" in cast.client("lan").get(address)["Cache-Control"]


@pytest.fixture(autouse=True)
def _in_vietnamese() -> Any:
    with translation.override("vi"):
        yield

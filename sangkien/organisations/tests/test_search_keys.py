"""One spelling for many ways of writing, and what a misspelt word may have been meant to be."""

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from hypothesis import given
from hypothesis import strategies as st

from sangkien.organisations.keys import asked_words, search_key
from sangkien.organisations.models import UnitName
from sangkien.organisations.search_slips import run_together, slips
from tests.cast import Cast


class TestKeys:
    def test_abbreviations_and_their_long_forms_are_one(self) -> None:
        assert search_key("Cty CP Cảng cá") == search_key("Công ty cổ phần cảng cá")
        assert search_key("UBND xã Cà Ná") == search_key("Uỷ ban nhân dân xã Cà Ná")

    @pytest.mark.parametrize("typed", ["Cư Mʼgar", "Cư M’gar", "Cư M`gar", "Cư Mˈgar"])
    def test_do_not_care_which_apostrophe_was_typed(self, typed: str) -> None:
        assert search_key(typed) == search_key("Cư M'gar")
        assert asked_words(typed) == ["cu", "m", "gar"]

    def test_that_were_stored_before_are_made_anew(self, cast: Cast) -> None:
        name = UnitName.objects.earliest("pk")
        UnitName.objects.filter(pk=name.pk).update(name="CĐ Cư Mʼgar", folded="cong doan cu mʼgar cd")
        spell = import_module("sangkien.organisations.migrations.0008_whichever_apostrophe").spell_keys_anew

        spell(apps, None)

        name.refresh_from_db()
        assert name.folded == search_key(name.name, name.short_name)
        assert "m gar" in name.folded

    def test_hold_the_short_form_and_the_words_of_the_long_one(self) -> None:
        assert search_key("Trường THCS Hoa Phượng") == "truong trung hoc co so hoa phuong thcs"

    def test_the_legal_form_is_asked_for_only_when_nothing_else_is(self) -> None:
        assert asked_words("CĐCS Cty TNHH MTV Muối") == ["muoi"]
        assert asked_words("công ty") == ["cty"]

    @given(st.text(max_size=60))
    def test_every_word_that_is_asked_for_is_in_the_key(self, text: str) -> None:
        assert set(asked_words(text)) <= set(search_key(text).split())


class TestSlips:
    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("thaun", "thuan"),
            ("thua", "thuan"),
            ("thuaan", "thuan"),
            ("rhuan", "thuan"),
            ("thuaanj", "thuan"),
            ("ddoong", "dong"),
            ("mi", "my"),
        ],
    )
    def test_what_may_have_been_meant(self, typed: str, meant: str) -> None:
        assert meant in slips(typed)

    def test_the_next_key_is_likelier_than_any(self) -> None:
        assert slips("mat")["may"] > slips("mat")["mai"]

    @pytest.mark.parametrize("word", ["", "ab", "450995", "đường", "a1b"])
    def test_short_words_and_numbers_have_none(self, word: str) -> None:
        assert slips(word) == {}

    @given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=3, max_size=9), st.data())
    def test_two_letters_swapped_or_one_dropped_are_always_found(self, word: str, data: Any) -> None:
        at = data.draw(st.integers(0, len(word) - 2))
        for typed in (word[:at] + word[at + 1] + word[at] + word[at + 2 :], word[:at] + word[at + 1 :]):
            assert typed == word or len(typed) < 3 or word in slips(typed)

    def test_forgotten_spaces_are_seen(self) -> None:
        assert run_together("maytienthuan", {"may", "tien", "thuan", "ti"}) == ["may", "tien", "thuan"]
        assert run_together("maytienthu", {"may", "tien", "thuan"}) == []

"""Templates are data: every one that the product comes with can be written from, and what is wrong in one is said."""

from importlib.resources import files
from typing import Any

import pytest
import yaml

from sangkien.base.problems import NotPossible
from sangkien.registry.annexes import LISTINGS
from sangkien.registry.fields import fields_of
from sangkien.registry.kinds import Kind
from sangkien.registry.sources import Source
from sangkien.registry.templates import read, templates
from sangkien.statistics.periods import Span


def shipped(code: str = "reminder", **changes: Any) -> dict[str, Any]:
    """A template of the product as its file has it, but for the changes."""
    file = files("sangkien.registry").joinpath("catalogue", f"{code}.yaml")
    written: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    return {name: value for name, value in (written | changes).items() if value is not None}


def said_of(written: dict[str, Any]) -> str:
    with pytest.raises(NotPossible) as no:
        read("mau", written)
    return " ".join(problem.text for problem in no.value.problems)


class TestTheCatalogue:
    def test_has_a_template_of_every_kind_that_the_letters_and_their_practice_ask_for(self) -> None:
        kinds = {one.kind for one in templates().values()}

        assert kinds == {Kind.CV, Kind.KH, Kind.QD, Kind.TTR, Kind.BC, Kind.BB, Kind.TB, Kind.GM, Kind.BGN}

    def test_has_a_report_of_every_period(self) -> None:
        assert {one.span for one in templates().values() if one.source == Source.PERIOD} == set(Span)

    def test_is_named_in_both_languages(self) -> None:
        for code, one in templates().items():
            assert one.names["vi"] and one.names["en"], code


class TestWhatIsWrong:
    @pytest.mark.parametrize(
        ("changes", "told"),
        [
            ({"body": "Có {số lạ}"}, "“body” có mục {số lạ} mà số liệu “stretch” không có"),
            ({"subject": "{hợp lệ trong kỳ}"}, "{hợp lệ trong kỳ} mà số liệu “stretch” không có"),
            ({"kind": "XX"}, "“kind” không nhận giá trị “XX”; chỉ nhận: CV, NQ"),
            ({"annex": "lạ"}, "“annex” không nhận giá trị “lạ”; chỉ nhận: below, period"),
            ({"annex": "dossiers"}, "danh sách “dossiers” không lấy được từ số liệu “stretch”"),
            ({"figures": "decade"}, "“figures” không nhận giá trị “decade”"),
            ({"addressees": "everybody"}, "“addressees” không nhận giá trị “everybody”"),
            ({"colour": "red"}, "không có phần nào tên “colour”"),
            ({"body": None}, "thiếu phần “body”"),
            ({"signature": {"authority": "XX", "on_behalf": "", "title": ""}}, "“signature” cần authority"),
        ],
    )
    def test_is_said_in_a_sentence_with_the_name_of_the_file(self, changes: dict[str, Any], told: str) -> None:
        said = said_of(shipped(**changes))

        assert told in said
        assert said.startswith("Mẫu văn bản mau.yaml: ")

    def test_is_said_all_at_once(self) -> None:
        said = said_of(shipped(kind="XX", colour="red", body=None))

        assert said.count("Mẫu văn bản mau.yaml") == 3


def test_a_field_shows_the_same_fact_whatever_it_is_taken_from() -> None:
    keys: dict[str, str] = {}
    for source in Source:
        for field in fields_of(source):
            assert keys.setdefault(field.name, field.key) == field.key


@pytest.mark.parametrize("name", LISTINGS)
def test_a_list_is_no_wider_than_its_page(name: str) -> None:
    listing = LISTINGS[name]

    assert 12 + sum(column.width for column, _says in listing.columns) <= 257

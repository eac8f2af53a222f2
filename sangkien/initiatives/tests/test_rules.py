"""What is missing before a dossier can be sent: every reason as a case, all of them at once, every edge of a day."""

import ast
import inspect
import unicodedata
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import override

from sangkien.base.problems import Problem
from sangkien.initiatives import rules
from sangkien.initiatives.content import AuthorEntry, Content, Recognition
from sangkien.initiatives.rules import LONGEST_TEXT, missing_to_submit
from tests.cast import NOW, Cast

TODAY = NOW.date()
DECISION = Recognition(form="recognition_decision", number="41/QĐ-TT", on=date(2022, 4, 12), issuer="Công ty")
LAN = AuthorEntry(full_name="Nguyễn Thị Lan", phone="+84912345001")


def missing(cast: Cast, *, on: date = TODAY, **changes: Any) -> list[Problem]:
    return missing_to_submit(cast.content(**changes), edition=cast.edition, on=on)


def authors(*shares: int) -> dict[str, Any]:
    return {"authors": tuple(AuthorEntry(full_name=f"Tác giả {n}", share=share) for n, share in enumerate(shares))}


def lan(**changes: Any) -> dict[str, Any]:
    return {"authors": (replace(LAN, **changes),)}


def decision(**changes: Any) -> dict[str, Any]:
    return {"recognition": replace(DECISION, **changes)}


# What is wrong, the code of the problem, the field it stands beside. Beside each field nothing else is wrong.
WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"on": date(2022, 1, 7), "applied_on": date(2022, 1, 1), **decision(on=date(2022, 1, 2))}, "not_open_yet", ""),
    ({"on": date(2023, 9, 1)}, "closed", ""),
    ({"title": ""}, "no_title", "title"),
    ({"title": " \u200b \n"}, "no_title", "title"),
    ({"title": "Đồ gá may"}, "title_short", "title"),
    ({"title": "ế" * 251}, "title_long", "title"),
    ({"authors": ()}, "no_author", "authors"),
    (authors(*[400] * 25), "many_authors", "authors"),
    (authors(3_333, 3_333, 3_333), "shares", "shares"),
    (authors(9_999), "shares", "shares"),
    (authors(5_000, 5_001), "shares", "shares"),
    (authors(10_000, 0), "share_range", "shares"),
    (authors(15_000, -5_000), "share_range", "shares"),
    ({"authors": (replace(LAN, share=5_000), replace(LAN, share=5_000))}, "same_phone", "authors"),
    (lan(full_name=" "), "no_author_name", "authors"),
    (lan(full_name="ế" * 121), "text_long", "authors"),
    (lan(department="x" * 121), "text_long", "authors"),
    (lan(phone="0912345001"), "unknown_phone", "authors"),
    (lan(job="KING"), "unknown_job", "authors"),
    ({"kind": ""}, "no_kind", "kind"),
    ({"kind": "magic"}, "no_kind", "kind"),
    ({"kind": "production"}, "no_kind", "kind"),  # a word of another list
    ({"field": ""}, "no_field", "field"),
    ({"field": "magic"}, "no_field", "field"),
    ({"before": ""}, "no_before", "before"),
    ({"after": ""}, "no_after", "after"),
    ({"before": "x" * (LONGEST_TEXT + 1)}, "text_long", "before"),
    ({"after": "x" * (LONGEST_TEXT + 1)}, "text_long", "after"),
    ({"effect": "x" * (LONGEST_TEXT + 1)}, "text_long", "effect"),
    ({"benefit_method": "x" * (LONGEST_TEXT + 1)}, "text_long", "benefit_method"),
    ({"restricted": True, "before": "", "after": ""}, "no_effect", "effect"),
    ({"restricted": True, "effect": "x" * (LONGEST_TEXT + 1)}, "text_long", "effect"),
    ({"applied_on": None}, "no_applied_on", "applied_on"),
    ({"applied_on": date(2022, 5, 19)}, "applied_in_future", "applied_on"),
    ({"applied_on": date(2021, 8, 31)}, "out_of_window", "applied_on"),
    ({"benefit_kind": ""}, "no_benefit", "benefit_kind"),
    ({"benefit_kind": "GOLD"}, "no_benefit", "benefit_kind"),
    ({"benefit_vnd": None}, "no_amount", "benefit_vnd"),
    ({"benefit_vnd": 0}, "zero_amount", "benefit_vnd"),
    ({"benefit_vnd": -1}, "cost_above_gain", "benefit_vnd"),
    ({"benefit_vnd": 10**15 + 1}, "amount_range", "benefit_vnd"),
    ({"effects": ("quality", "magic")}, "unknown_effect", "effects"),
    ({"recognition": Recognition()}, "no_recognition", "recognition_form"),
    ({"recognition": Recognition(form="magic")}, "no_recognition", "recognition_form"),
    (decision(number=""), "no_number", "recognition_number"),
    (decision(number="4" * 61), "text_long", "recognition_number"),
    (decision(on=None), "no_date", "recognised_on"),
    (decision(on=date(2022, 5, 19)), "recognised_in_future", "recognised_on"),
    (decision(issuer=""), "no_issuer", "recognition_issuer"),
    (decision(issuer="x" * 201), "text_long", "recognition_issuer"),
    (decision(paper=10**9), "no_such_paper", "recognition_paper"),
]
QUESTIONS: list[tuple[dict[str, Any], str, str]] = [
    ({"extra": {}}, "no_answer", "extra_training"),
    ({"extra": {"training": ""}}, "no_answer", "extra_training"),
    ({"extra": {"training": "wizard"}}, "no_answer", "extra_training"),
    ({"extra": {"training": "worker", "spread": "x" * (LONGEST_TEXT + 1)}}, "text_long", "extra_spread"),
]


@pytest.mark.parametrize(("said", "code", "field"), WRONG)
def test_says_what_is_wrong_beside_its_field(cast: Cast, said: dict[str, Any], code: str, field: str) -> None:
    assert [(problem.code, problem.field) for problem in missing(cast, **said)] == [(code, field)]


def test_a_complete_dossier_lacks_nothing(cast: Cast) -> None:
    assert missing(cast) == []


# What `test_parts` tries, of the reckoning, the pictures and the papers.
OF_PARTS = {"many_lines", "line_incomplete", "line_range", "cost_range", "lines_differ"}
OF_PARTS |= {"no_such_file", "many_photos", "no_paper", "recognised_out_of_window"}


def test_every_code_has_a_case() -> None:
    tree = ast.parse(inspect.getsource(rules))
    written = {
        node.value
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "Problem"
        for keyword in call.keywords
        if keyword.arg == "code"
        for node in ast.walk(keyword.value)
        if isinstance(node, ast.Constant)
    }
    of_each_author = {"no_author_name", "unknown_phone", "unknown_job", "share_range"}
    of_each_text = {"text_long"}

    # Of the actions, of `test_unowned`, `test_rehearsing`, `tests/test_workflows` and `web/tests/test_submit_likes`.
    elsewhere = OF_PARTS | {"already_sent", "many_drafts", "not_recognised", "no_such_record", "only_tried_out"}

    assert (written - {"no_"} - elsewhere) | of_each_author | of_each_text | {
        "no_kind",
        "no_field",
        "no_before",
        "no_after",
    } == {code for _said, code, _field in [*WRONG, *QUESTIONS]}


class TestEverythingAtOnce:
    def test_an_empty_form_is_told_all_that_it_lacks(self, cast: Cast) -> None:
        nothing = Content(unit=0, title="", authors=())

        problems = missing_to_submit(nothing, edition=cast.edition, on=TODAY)

        assert [problem.code for problem in problems] == [
            "no_title",
            "no_author",
            "no_kind",
            "no_field",
            "no_before",
            "no_after",
            "no_applied_on",
            "no_benefit",
            "no_recognition",
        ]

    def test_a_closed_programme_does_not_hide_what_else_is_wrong(self, cast: Cast) -> None:
        problems = missing(cast, on=date(2023, 9, 1), title="", benefit_vnd=0)

        assert [problem.code for problem in problems] == ["closed", "no_title", "zero_amount"]

    def test_the_parts_of_a_decision_are_all_asked_for(self, cast: Cast) -> None:
        problems = missing(cast, recognition=Recognition(form="commendation_decision"))

        assert [problem.code for problem in problems] == ["no_number", "no_date", "no_issuer"]

    def test_what_the_letter_asks_for_names_the_letter(self, cast: Cast) -> None:
        problems = missing(cast, benefit_kind="", recognition=Recognition())

        assert {problem.source for problem in problems} == {"CV tiếp tục triển khai giai đoạn 2, mục 3"}


class TestSentences:
    """As an anh or a chị reads them: what to do, without blame."""

    @pytest.mark.parametrize(
        ("said", "sentence"),
        [
            (
                {"on": date(2022, 1, 7), "applied_on": date(2022, 1, 1), **decision(on=date(2022, 1, 2))},
                "Chương trình bắt đầu nhận sáng kiến từ ngày 08/01/2022.",
            ),
            ({"on": date(2023, 9, 1)}, "Chương trình đã kết thúc nhận sáng kiến ngày 31/08/2023."),
            ({"title": "ế" * 251}, "Tên sáng kiến dài 251 chữ cái, hãy rút gọn còn tối đa 250"),
            (authors(3_333, 3_333, 3_333), "Tổng phần đóng góp phải là 100%, hiện là 99,99%"),
            (authors(5_000, 5_050), "Tổng phần đóng góp phải là 100%, hiện là 100,5%"),
            (
                {"applied_on": date(2021, 8, 31)},
                "Ngày áp dụng phải từ 01/09/2021 đến 01/09/2023 theo quy định của chương trình",
            ),
        ],
    )
    def test_name_the_day_and_the_number(self, cast: Cast, said: dict[str, Any], sentence: str) -> None:
        assert [problem.text for problem in missing(cast, **said)] == [sentence]

    @pytest.mark.parametrize(("said", "code", "field"), WRONG)
    def test_are_composed_and_blame_nobody(self, cast: Cast, said: dict[str, Any], code: str, field: str) -> None:
        for problem in missing(cast, **said):
            assert unicodedata.is_normalized("NFC", problem.text)
            assert not any(harsh in problem.text.lower() for harsh in ("lỗi", "sai", "không hợp lệ", "vui lòng"))


class TestDays:
    """Every window counts its first and its last day whole, by the calendar of Vietnam."""

    @pytest.mark.parametrize("day", [date(2022, 1, 8), date(2023, 8, 31)])
    def test_the_first_and_the_last_day_of_the_programme_are_open(self, cast: Cast, day: date) -> None:
        content = {"applied_on": date(2022, 1, 1), **decision(on=date(2022, 1, 2))}

        assert missing(cast, on=day, **content) == []

    @pytest.mark.parametrize("day", [date(2021, 9, 1), date(2022, 5, 18)])
    def test_the_first_day_of_application_and_today_are_good(self, cast: Cast, day: date) -> None:
        assert missing(cast, applied_on=day, **decision(on=TODAY)) == []

    def test_the_last_day_of_application_is_good_and_the_next_is_not(self, cast: Cast) -> None:
        cast.edition.applied = DateRange(date(2021, 9, 1), date(2022, 5, 1))

        assert missing(cast, applied_on=date(2022, 4, 30)) == []
        assert [problem.code for problem in missing(cast, applied_on=date(2022, 5, 1))] == ["out_of_window"]

    def test_a_window_without_an_end_stays_open(self, cast: Cast) -> None:
        cast.edition.applied = DateRange(date(2021, 9, 1), None)

        assert missing(cast, applied_on=TODAY) == []
        [problem] = missing(cast, applied_on=date(2021, 8, 31))
        assert problem.text == "Ngày áp dụng phải từ 01/09/2021 đến … theo quy định của chương trình"

    def test_a_programme_without_a_window_asks_only_that_it_is_done(self, cast: Cast) -> None:
        cast.edition.applied = None

        assert missing(cast, applied_on=date(1999, 1, 1)) == []

    def test_a_decision_of_today_is_good(self, cast: Cast) -> None:
        assert missing(cast, **decision(on=TODAY)) == []

    def test_a_completion_is_in_time_when_its_dossier_was(self, cast: Cast) -> None:
        late = date(2023, 10, 1)

        problems = missing_to_submit(cast.content(), edition=cast.edition, on=late, received=TODAY)

        assert problems == []


class TestLengths:
    @pytest.mark.parametrize("letter", ["ế", "\u1ebf", "e\u0302\u0301"])
    def test_a_title_is_counted_in_letters_however_they_were_typed(self, cast: Cast, letter: str) -> None:
        assert missing(cast, title=letter * 250) == []
        assert [problem.code for problem in missing(cast, title=letter * 251)] == ["title_long"]

    def test_ten_letters_are_a_title(self, cast: Cast) -> None:
        assert missing(cast, title="Đồ gá máyy") == []

    def test_spaces_are_not_letters(self, cast: Cast) -> None:
        assert [problem.code for problem in missing(cast, title="Đồ gá      ")] == ["title_short"]

    def test_a_text_may_be_as_long_as_it_may_be(self, cast: Cast) -> None:
        assert missing(cast, before="x" * LONGEST_TEXT, after="ế" * LONGEST_TEXT) == []


class TestShares:
    @pytest.mark.parametrize("shares", [(10_000,), (3_334, 3_333, 3_333), (1, 9_999), (500,) * 20])
    def test_that_sum_to_the_whole_are_good(self, cast: Cast, shares: tuple[int, ...]) -> None:
        assert missing(cast, **authors(*shares)) == []


class TestRestricted:
    def test_asks_for_the_effect_and_not_for_the_secret(self, cast: Cast) -> None:
        assert missing(cast, restricted=True, before="", after="", effect="Giảm 60% thời gian may túi") == []


class TestBenefit:
    @pytest.mark.parametrize("kind", ["NOT_COMPUTABLE", "SOCIAL"])
    def test_that_is_not_money_needs_no_amount(self, cast: Cast, kind: str) -> None:
        assert missing(cast, benefit_kind=kind, benefit_vnd=None) == []

    @pytest.mark.parametrize("amount", [1, 10**15])
    def test_may_be_any_believable_amount(self, cast: Cast, amount: int) -> None:
        assert missing(cast, benefit_vnd=amount) == []


class TestRecognition:
    @pytest.mark.parametrize("form", ["other_direct", "not_yet"])
    def test_without_paper_needs_no_number(self, cast: Cast, form: str) -> None:
        assert missing(cast, recognition=Recognition(form=form)) == []


class TestAProgrammeThatAsksLess:
    def test_misses_nothing_that_it_hides_or_leaves_to_choice(self, cast: Cast) -> None:
        cast.edition.core = dict.fromkeys(
            ["kind", "before", "after", "applied_on", "benefit", "recognition", "field"], "hidden"
        )
        bare = Content(unit=0, title="Đồ gá may túi giữ mép vải", authors=(LAN,))

        assert missing_to_submit(bare, edition=cast.edition, on=TODAY) == []

    def test_still_refuses_words_that_it_does_not_know(self, cast: Cast) -> None:
        cast.edition.core = dict.fromkeys(["kind", "field"], "optional")

        assert [problem.code for problem in missing(cast, kind="magic", field="")] == ["no_kind"]


class TestOwnQuestions:
    ASKED = [
        {"code": "training", "required": True, "choices": [{"code": "worker"}], "label": {"vi": "Trình độ đào tạo"}},
        {"code": "spread", "required": False, "choices": [], "label": {"vi": "Nơi áp dụng khác"}},
    ]

    @pytest.fixture(autouse=True)
    def asks(self, cast: Cast) -> None:
        cast.edition.questions = self.ASKED

    @pytest.mark.parametrize(("said", "code", "field"), QUESTIONS)
    def test_are_answered(self, cast: Cast, said: dict[str, Any], code: str, field: str) -> None:
        assert [(problem.code, problem.field) for problem in missing(cast, **said)] == [(code, field)]

    def test_may_be_left_out_where_they_are_optional(self, cast: Cast) -> None:
        assert missing(cast, extra={"training": "worker"}) == []

    def test_are_quoted_in_the_problem(self, cast: Cast) -> None:
        assert [problem.text for problem in missing(cast, extra={})] == ["Trả lời câu hỏi: Trình độ đào tạo"]

    def test_are_quoted_in_the_readers_language(self, cast: Cast) -> None:
        cast.edition.questions = [self.ASKED[0] | {"label": {"vi": "Trình độ đào tạo", "en": "Training"}}]

        with override("en"):
            [problem] = missing(cast, extra={})

        assert problem.text.endswith("Training")

"""Whatever comes, the form answers with a plain sentence beside the field, or keeps it and shows it escaped."""

import html
import unicodedata
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sangkien.base.text import decoded
from sangkien.initiatives.models import Initiative
from sangkien.web.submit.answers import content_of
from sangkien.web.submit.sheet import Sheet
from sangkien.web.tests.submitting import GOOD, Worker, lines
from tests.cast import NOW, Cast

NAME, PHONE, DEPARTMENT = "author-1-full_name", "author-1-phone", "author-1-department"
WORDS = {  # every field that takes words, by its page
    "tac-gia": [NAME, DEPARTMENT],
    "thay-doi": ["title", "before", "after"],
    "loi-ich": ["benefit_method"],
    "cong-nhan": ["recognition_number", "recognition_issuer"],
}
READ = {  # every field that is read as something else
    "tac-gia": [PHONE],
    "thay-doi": ["applied_on"],
    "loi-ich": ["benefit_vnd"],
    "cong-nhan": ["recognised_on"],
}
CHOSEN = {
    "tac-gia": ["who", "author-1-job"],
    "thay-doi": ["kind", "field"],
    "loi-ich": ["benefit_kind", "effects"],
    "cong-nhan": ["recognition_form"],
}
SENTENCE = "Đồ gá giúp giữ mép vải bằng một tay"
TCVN3 = "§å g¸ gióp gi÷ mÐp v¶i b»ng mét tay"
VNI = "Ñoà gaù giuùp giöõ meùp vaûi baèng moät tay"


def _every(fields: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(step, field) for step, names in fields.items() for field in names]


def _refused(worker: Worker, step: str, field: str, value: str) -> str:
    """The sentence at the field; what was typed is still there, in the draft and on the page."""
    answer = worker.types(step, **{field: value})
    page, said = answer.content.decode(), lines(answer)
    place = next((f"#id_{name}" for name in (field, f"{field}_0") if f"#id_{name}" in said), "")
    assert answer.status_code == 422, (field, value[:40])
    assert place, (field, said)
    assert f'id="{place[1:]}"' in page
    assert page.count(html.escape(said[place])) >= 2, "above the form and beside the field"
    assert "<title>Cần xem lại:" in page
    return said[place]


class TestWrong:
    TABLE = [
        ("tac-gia", PHONE, "không có", "Ghi số điện thoại bằng chữ số, ví dụ 0912 345 678"),
        ("tac-gia", PHONE, "0912", "Xem lại từng chữ số của số điện thoại, ví dụ 0912 345 678"),
        ("thay-doi", "title", "Đồ gá", "Tên sáng kiến nên dài hơn một chút, ít nhất 10 chữ cái"),
        ("thay-doi", "applied_on", "tháng 3", "Ghi ngày, tháng, năm bằng số, ví dụ 31/05/2022"),
        ("thay-doi", "applied_on", "31/2/2022", "Tháng này không có ngày vừa ghi. Anh/chị xem lại giúp"),
        ("thay-doi", "applied_on", "1/3/22", "Ghi năm đủ bốn chữ số, ví dụ 31/05/2022"),
        ("thay-doi", "applied_on", "19/5/2022", "Ngày áp dụng đang ở tương lai. Sáng kiến đã làm rồi mới gửi được"),
        ("thay-doi", "applied_on", "31/8/2021", "Ngày áp dụng phải từ 01/09/2021 đến 01/09/2023"),
        ("loi-ich", "benefit_vnd", "hơn trăm triệu", "Nhập giá trị làm lợi bằng số, ví dụ 120.000.000"),
        ("loi-ich", "benefit_vnd", "-5", "Số tiền không thể nhỏ hơn 0"),
        ("loi-ich", "benefit_vnd", "1.234 tỷ", "Số này đọc được hai cách: 1.234.000.000 đồng hoặc 1.234.000.000.000"),
        ("loi-ich", "benefit_vnd", "0", "Giá trị làm lợi đang là 0."),
        ("cong-nhan", "recognised_on", "19/5/2022", "Ngày quyết định đang ở tương lai"),
    ]

    def test_says_in_a_sentence_what_to_write_instead(self, cast: Cast) -> None:
        worker = Worker(cast)

        for step, field, value, sentence in self.TABLE:
            assert _refused(worker, step, field, value).startswith(sentence)

    def test_keeps_what_was_typed(self, cast: Cast) -> None:
        worker = Worker(cast)

        for step, field, value, _sentence in self.TABLE:
            worker.types(step, **{field: value})
            assert html.escape(value) in worker.opens(step).content.decode()

    def test_a_choice_that_is_not_in_the_list_is_refused(self, cast: Cast) -> None:
        worker = Worker(cast)

        for step, field in _every(CHOSEN):
            assert _refused(worker, step, field, "KHONG-CO").startswith("Chọn")


class TestEmpty:
    NEEDED = {
        NAME: "Ghi họ và tên tác giả",
        "title": "Viết tên sáng kiến",
        "before": "Kể ngắn gọn trước đây làm thế nào, vướng gì",
        "after": "Kể ngắn gọn bây giờ làm thế nào",
        "applied_on": "Ghi ngày bắt đầu áp dụng",
        "benefit_vnd": "Nhập giá trị làm lợi bằng số, ví dụ 120.000.000",
        "recognition_number": "Ghi số quyết định",
        "recognition_issuer": "Ghi nơi ban hành quyết định",
        "recognised_on": "Ghi ngày ban hành quyết định",
    }

    @pytest.mark.parametrize(
        "nothing", ["", "   ", "\u200b\u00a0", "\r\n"], ids=["nothing", "spaces", "unseen", "lines"]
    )
    def test_is_asked_for_where_it_is_needed_and_nowhere_else(self, cast: Cast, nothing: str) -> None:
        worker = Worker(cast)

        for step, field in _every(WORDS) + _every(READ):
            if field in self.NEEDED:
                assert _refused(worker, step, field, nothing) == self.NEEDED[field]
            else:
                assert worker.types(step, **{field: nothing}).status_code == 303, field


class TestHuge:
    def test_words_are_refused_by_their_length_and_kept(self, cast: Cast) -> None:
        worker = Worker(cast)

        for step, field in _every(WORDS):
            value = "ạ" * 333_333  # a megabyte
            assert _refused(worker, step, field, value).startswith("Phần này dài 333.333 chữ cái")
            assert "ạ" * 333_333 in worker.opens(step).content.decode()

    def test_numbers_and_days_are_refused_unread(self, cast: Cast) -> None:
        worker = Worker(cast)

        for step, field in _every(READ):
            assert _refused(worker, step, field, "9" * 1_000_000).startswith("Ô này chỉ cần ghi ngắn")

    def test_choices_are_refused(self, cast: Cast) -> None:
        worker = Worker(cast)

        for step, field in _every(CHOSEN):
            assert _refused(worker, step, field, "x" * 1_000_000).startswith("Chọn")

    def test_searching_for_a_very_long_name_finds_nothing_and_says_so(self, cast: Cast) -> None:
        assert Worker(cast).opens("noi-lam-viec", "?q=" + "a" * 50_000).status_code == 200

    def test_a_thousand_authors_are_too_many(self, cast: Cast) -> None:
        everybody = {f"author-{n}-full_name": f"Người thứ {n}" for n in range(1, 1000)}

        answer = Worker(cast).types("tac-gia", who="group", **everybody)

        assert answer.status_code == 422
        assert lines(answer)["#id_authors"] == "Một sáng kiến ghi được nhiều nhất 20 tác giả"

    def test_exactly_as_long_as_allowed_is_taken(self, cast: Cast) -> None:
        worker = Worker(cast)

        answers = [
            worker.types("tac-gia", **{NAME: "ạ" * 120, DEPARTMENT: unicodedata.normalize("NFD", "ạ" * 120)}),
            worker.types("thay-doi", title="ạ" * 250, before="ạ" * 10_000),
            worker.types("cong-nhan", recognition_number="ạ" * 60, recognition_issuer="ạ" * 200),
        ]

        assert [answer.status_code for answer in answers] == [303, 303, 303]


class TestOldEncodings:
    @pytest.mark.parametrize(
        "typed", [TCVN3, VNI, unicodedata.normalize("NFD", SENTENCE)], ids=["tcvn3", "vni", "decomposed"]
    )
    def test_become_readable_and_composed(self, cast: Cast, typed: str) -> None:
        worker = Worker(cast, "lan").fills_in()
        assert decoded(typed).text == SENTENCE

        for step, field in _every(WORDS):
            worker.types(step, **{field: typed})
            content: Any = content_of(Sheet(worker.draft, NOW.date()))
            assert SENTENCE in repr(content), field
            assert typed in str(worker.draft.answers), "exactly as typed"
            worker.types(step)

    def test_the_last_page_shows_the_readable_text(self, cast: Cast) -> None:
        worker = Worker(cast, "lan").fills_in()
        worker.types("thay-doi", title=TCVN3)

        assert SENTENCE in worker.opens("kiem-tra").content.decode()


class TestMarkup:
    def test_a_script_is_refused_and_never_runs(self, cast: Cast) -> None:
        worker = Worker(cast, "lan").fills_in()
        value = '"><script>alert(1)</script>'

        for step, field in _every(WORDS):
            sentence = _refused(worker, step, field, value)
            assert "mã lệnh của trang web" in sentence
            for page in (worker.opens(step), worker.opens("kiem-tra"), worker.client.get("/gui/")):
                assert b"<script>" not in page.content

    def test_signs_are_kept_and_shown_as_signs(self, cast: Cast) -> None:
        worker = Worker(cast, "lan").fills_in()
        value = "Nhiệt độ <b>5 < 6</b> & áp suất {{ 7 }} {% 8 %} 'ổn' \"định\""

        for step, field in _every(WORDS):
            if field == "recognition_number":
                continue  # sixty characters at most
            worker.types(step, **{field: value})
            page = worker.opens("kiem-tra").content.decode()
            assert html.escape(value) in page, field
            assert "<b>5" not in page

    def test_the_search_shows_what_was_typed_as_text(self, cast: Cast) -> None:
        page = Worker(cast).opens("noi-lam-viec", "?q=%3Cscript%3Ealert(1)%3C/script%3E").content

        assert b"<script>" not in page


class TestControlCharacters:
    def test_an_empty_byte_is_refused(self, cast: Cast) -> None:
        worker = Worker(cast)

        for step, field in _every(WORDS):
            assert "ký tự bị hỏng" in _refused(worker, step, field, f"{SENTENCE}\x00")

    def test_what_nobody_sees_is_dropped(self, cast: Cast) -> None:
        worker = Worker(cast, "lan").fills_in()

        worker.types("thay-doi", title="Đồ gá\x07 giúp\u202e giữ\u200b mép vải bằng\tmột tay")
        worker.sends()

        assert Initiative.objects.get().title == SENTENCE

    def test_numbers_and_days_with_an_empty_byte_are_refused(self, cast: Cast) -> None:
        worker = Worker(cast)

        for step, field in _every(READ):
            assert _refused(worker, step, field, "\x001\x00")

    @pytest.mark.parametrize("address", ["/gui/?chuong-trinh=%00&co-so=%00", "/gui/?chuong-trinh=%ff%fe"])
    def test_in_the_address_they_do_no_harm(self, cast: Cast, address: str) -> None:
        assert cast.client().get(address).status_code == 200
        assert cast.client().get(cast.client().post(address)["Location"]).status_code in (200, 302)

    def test_in_the_search_they_do_no_harm(self, cast: Cast) -> None:
        worker = Worker(cast)

        for query in ["?q=%00", "?q=%00tien%00thuan", "?co-so=%00", "?q=%ff", "?ve=%00", "?q=%25%27--"]:
            assert worker.opens("noi-lam-viec", query).status_code == 200


NAMES = sorted(
    {name for answers in GOOD.values() for name in answers} | {"go", "seen", "author-2-share", "publish_name"}
)
# What a browser can put into a form: any text, and any bytes pretending to be text.
VALUES = st.one_of(
    st.text(max_size=40),
    st.sampled_from([TCVN3, VNI, SENTENCE, "0", "-1", "1e9", "9" * 400, "∞", "½", "١٢", "31/02/2022", "on", "group"]),
    st.sampled_from(
        [
            "add",
            "even",
            "remove-1",
            "remove-99",
            "drop-recognition_paper",
            "drop-unit",
            "exit",
            "send",
            "MONEY",
            "not_yet",
        ]
    ),
)


class TestAnything:
    @pytest.mark.parametrize("button", ["add", "even", "add-line", "remove-1", "remove-line-1"])
    @pytest.mark.parametrize("step", GOOD)
    def test_a_button_of_another_page_shows_this_one_again(self, cast: Cast, step: str, button: str) -> None:
        worker = Worker(cast)

        again = worker.types(step, go=button)

        assert again.status_code == 303
        assert again["Location"].startswith(worker.address(step))

    @pytest.mark.parametrize("step", [*GOOD, "kiem-tra"])
    def test_never_breaks_a_page_and_never_sends_by_itself(self, cast: Cast, step: str) -> None:
        worker = Worker(cast, "lan").fills_in()

        @settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
        @given(st.dictionaries(st.one_of(st.sampled_from(NAMES), st.text(max_size=12)), VALUES, max_size=8))
        def posts(typed: dict[str, str]) -> None:
            plain = {name: value.encode("utf-8", "replace").decode() for name, value in typed.items()}
            answer = worker.client.post(worker.address(step), plain)
            assert answer.status_code in (303, 409, 422)
            if answer.status_code == 303 and "bien-nhan" not in answer["Location"]:
                assert worker.client.get(worker.address(step)).status_code in (200, 303)

        posts()

        assert Initiative.objects.count() <= (step == "kiem-tra")

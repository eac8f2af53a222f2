"""The components, one by one: what people see, and what those hear who listen to the page."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.db import InterfaceError, OperationalError
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import translation

from sangkien.base.problems import Problem
from sangkien.files.models import FileKind, StoredFile
from sangkien.initiatives.states import State
from sangkien.statistics.boards import DayLine
from sangkien.web import errors
from sangkien.web.templatetags import components


def shown(source: str, **context: Any) -> str:
    """What a page with these few words shows."""
    return Template("{% load components %}" + source).render(Context(context))


def ids_in(html: str) -> set[str]:
    return set(re.findall(r'\bid="([^"]+)"', html))


class Asked(forms.Form):
    use_required_attribute = False

    title = forms.CharField(label="Tên sáng kiến", help_text="Nói như kể.", error_messages={"required": "Ghi tên"})
    kind = forms.ChoiceField(
        label="Loại",
        choices=[("technical", "Kỹ thuật"), ("management", "Quản lý")],
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn loại"},
    )
    restricted = forms.BooleanField(label="Có bí mật", help_text="Chỉ cần tên.", required=False)

    def clean(self) -> None:
        raise forms.ValidationError("Còn 15 % chưa chia")


class TestDrawn:
    """A row that says the same is not drawn again; one that says something else is."""

    LINE = '{% drawn "board/day.html" lines %}'

    def test_the_same_figures_are_the_same_row(self) -> None:
        first, again = (shown(self.LINE, lines=[DayLine(date(2022, 5, 18), 12, 3, 1520, 1396)]) for _time in range(2))

        assert first == again and '<td class="n">1.396</td>' in first

    def test_other_figures_are_another_row(self) -> None:
        shown(self.LINE, lines=[DayLine(date(2022, 5, 18), 12, 3, 1520, 1396)])

        assert "1.397" in shown(self.LINE, lines=[DayLine(date(2022, 5, 18), 12, 4, 1520, 1397)])

    def test_an_english_reader_gets_a_row_of_their_own(self) -> None:
        lines = [DayLine(date(2022, 5, 18), 12, 3, 1520, 1396)]
        shown(self.LINE, lines=lines)

        with translation.override("en"):
            assert "1,396" in shown(self.LINE, lines=lines)


class TestFigures:
    @pytest.mark.parametrize(
        ("source", "value", "vietnamese", "english"),
        [
            ("number", 1396, "1.396", "1,396"),
            ("percent", Decimal("139.6"), "139,6\u00a0%", "139.6%"),
            ("decimal", Decimal("33.5"), "33,5", "33.5"),
            ("share", 3333, "33,33\u00a0%", "33.33%"),
            ("money", 120_000_000, "120.000.000 đồng", "120,000,000 VND"),
            ("money_short", 41_700_000_000, "41,7 tỷ đồng", "41.7 billion VND"),
            ("day", date(2022, 5, 31), "31/05/2022", "31/05/2022"),
        ],
    )
    def test_are_printed_in_the_reader_s_language(
        self, source: str, value: object, vietnamese: str, english: str
    ) -> None:
        with translation.override("vi"):
            assert shown(f"{{{{ value|{source} }}}}", value=value) == vietnamese
        with translation.override("en"):
            assert shown(f"{{{{ value|{source} }}}}", value=value) == english

    @pytest.mark.parametrize(
        "source", ["number", "decimal", "percent", "share", "money", "money_short", "day", "moment"]
    )
    def test_that_do_not_exist_are_a_dash_and_not_a_zero(self, source: str) -> None:
        assert shown(f"{{{{ value|{source} }}}}", value=None) == "–"

    def test_a_moment_belongs_to_its_day_in_vietnam(self) -> None:
        late_in_greenwich = datetime(2022, 5, 31, 18, 30, tzinfo=UTC)

        assert shown("{{ at|day }} {{ at|moment }}", at=late_in_greenwich) == "01/06/2022 01:30 01/06/2022"


class TestTag:
    def test_never_lets_a_word_become_markup(self) -> None:
        assert "<b>" not in shown("{% tag word 'blue' %}", word="<b>Đang xét")

    def test_refuses_a_tone_that_does_not_exist(self) -> None:
        with pytest.raises(ValueError, match="'golden' is not one of the tones"):
            shown("{% tag 'Cần bổ sung' 'golden' %}")

    @pytest.mark.parametrize("state", list(State))
    def test_says_every_state_in_words(self, state: State) -> None:
        assert str(state.label) in shown("{% state_tag state %}", state=state.value)


class TestIcon:
    def test_is_silent_beside_a_word(self) -> None:
        assert 'aria-hidden="true"' in shown("{% icon 'check' %}")

    def test_speaks_when_it_stands_alone(self) -> None:
        html = shown("{% icon 'check' label='Đã xong' %}")

        assert 'role="img" aria-label="Đã xong"' in html
        assert "aria-hidden" not in html


class TestField:
    def test_the_label_belongs_to_the_box(self) -> None:
        html = shown("{% field form.title %}", form=Asked())

        assert re.search(r'<label[^>]* for="id_title"', html)
        assert "id_title" in ids_in(html)

    def test_hint_and_error_are_read_together_with_the_box(self) -> None:
        html = shown("{% field form.title %}", form=Asked({}))

        described = re.search(r'<input[^>]*aria-describedby="([^"]+)"', html)
        assert described
        assert described[1].split() == ["id_title_helptext", "id_title_error"]
        assert set(described[1].split()) <= ids_in(html)
        assert 'aria-invalid="true"' in html

    def test_keeps_what_was_typed_and_never_runs_it(self) -> None:
        html = shown("{% field form.title %}", form=Asked({"title": '"><script>alert(1)</script>'}))

        assert "&lt;script&gt;" in html
        assert "<script>" not in html

    def test_keeps_the_widget_s_own_class(self) -> None:
        form = Asked()
        form.fields["title"].widget.attrs["class"] = "input-short"

        assert 'class="input input-short"' in shown("{% field form.title %}", form=form)

    def test_several_choices_are_one_question(self) -> None:
        html = shown("{% field form.kind hints=hints %}", form=Asked({}), hints={"management": "Cách tổ chức"})

        assert re.search(r"<fieldset[^>]*>\s*<legend", html)
        assert 'aria-describedby="id_kind_error"' in html
        assert re.search(r'for="id_kind_1">\s*Quản lý<small>Cách tổ chức</small>', html)
        assert html.count("<small>") == 1

    def test_a_box_to_tick_carries_its_own_label(self) -> None:
        html = shown("{% field form.restricted %}", form=Asked())

        assert re.search(r'<input type="checkbox"[^>]*id="id_restricted"[^>]*><label for="id_restricted">', html)

    def test_a_question_is_the_heading_of_its_page(self) -> None:
        html = shown("{% field form.kind question=True %}", form=Asked())

        assert re.search(r"<legend[^>]*>\s*<h1[^>]*>Loại</h1>", html)

    def test_says_what_may_be_left_out(self) -> None:
        assert "(không bắt buộc)" in shown("{% field form.title optional=True %}", form=Asked())
        assert "(không bắt buộc)" not in shown("{% field form.title %}", form=Asked())


class TestErrorSummary:
    def test_says_everything_at_once(self) -> None:
        html = shown("{% error_summary form %}", form=Asked({}))

        assert "Cần xem lại 3 chỗ" in html
        for sentence in ("Còn 15 % chưa chia", "Ghi tên", "Chọn loại"):
            assert sentence in html

    def test_every_link_leads_to_something_on_the_page(self) -> None:
        form = Asked({})
        html = shown("{% error_summary form %}{% field form.title %}{% field form.kind %}", form=form)

        targets = re.findall(r'href="#([^"]+)"', html)
        assert targets == ["id_title", "id_kind_0"]
        assert set(targets) <= ids_in(html)

    def test_repeats_what_an_action_found(self) -> None:
        problems = [Problem(code="a", text="Ghi giá trị", field="value"), Problem(code="b", text="Đã có người sửa")]
        html = shown("{% error_summary problems=problems %}", problems=problems)

        assert '<a href="#id_value">Ghi giá trị</a>' in html
        assert "<li>Đã có người sửa</li>" in html

    def test_is_not_there_when_all_is_well(self) -> None:
        assert "error-summary" not in shown("{% error_summary form %}", form=Asked())


class TestPagination:
    def shown_at(self, page: int, rows: int = 95) -> str:
        request = RequestFactory().get("/sang-kien/", {"field": "health", "page": page})
        listed = Paginator(range(rows), 10).get_page(page)
        return shown("{% pagination page %}", page=listed, request=request)

    def test_keeps_the_filters(self) -> None:
        assert 'rel="next" href="?field=health&amp;page=5"' in self.shown_at(4)

    def test_marks_where_one_is(self) -> None:
        assert re.search(r'aria-current="page">.*?</span>4</span>', self.shown_at(4))

    def test_ends_where_the_list_ends(self) -> None:
        assert 'rel="prev"' not in self.shown_at(1)
        assert 'rel="next"' not in self.shown_at(10)

    def test_a_list_of_one_page_has_none(self) -> None:
        assert "<nav" not in self.shown_at(1, rows=10)


class TestBars:
    @pytest.mark.parametrize(
        ("value", "due", "tone"),
        [(70, 70, "ok"), (69, 70, ""), (Decimal("52.5"), 70, ""), (52, 70, "late"), (0, 70, "late"), (5, None, "")],
    )
    def test_the_colour_is_the_pace(self, value: int, due: int | None, tone: str) -> None:
        assert components.pace(value, due) == tone

    @pytest.mark.parametrize(("value", "width"), [(Decimal("139.6"), "100"), (Decimal("84.2"), "84.2"), (None, "0")])
    def test_never_longer_than_its_row(self, value: Decimal | None, width: str) -> None:
        with translation.override("vi"):
            filled = re.search(r'class="fg \w*" width="([^"]+)"', shown("{% bar value 70 %}", value=value))

        assert filled
        assert filled[1] == width

    def test_progress_beyond_the_target_is_full(self) -> None:
        assert 'max="1000" value="1000"' in shown("{% progress 1396 1000 'Đạt' %}")

    def test_a_week_of_nothing_still_shows_seven_days(self) -> None:
        assert shown("{% spark week %}", week=[0] * 7).count("<rect") == 7

    def test_the_highest_day_fills_the_height(self) -> None:
        heights = re.findall(r' height="([\d.]+)" rx', shown("{% spark week %}", week=[1, 2, 4]))

        assert heights == ["5.5", "11", "22"]


class TestSmallOnes:
    def test_a_chain_says_a_name_once_when_it_is_also_the_kind(self) -> None:
        links = [{"name": "Tổng Liên đoàn", "kind": "Tổng Liên đoàn"}]

        assert shown("{% chain links %}", links=links).count("Tổng Liên đoàn") == 1

    def test_a_qr_code_says_what_it_is(self) -> None:
        html = shown("{% qr 'https://example.org/s/1' label %}", label="Mã <QR>")

        assert html.startswith('<svg role="img" aria-label="Mã &lt;QR&gt;"')

    def test_a_note_holds_what_stands_in_it(self) -> None:
        html = shown("{% note 'gold' %}<b>Còn 15 %</b>{% endnote %}")

        assert "note-gold" in html
        assert "<b>Còn 15 %</b>" in html

    @pytest.mark.parametrize(("level", "tone"), [("success", "green"), ("error", "red"), ("info", "blue")])
    def test_messages_have_a_tone(self, level: str, tone: str) -> None:
        assert components.message_tone(level) == tone

    def test_a_chain_starts_at_one_s_own_union(self) -> None:
        links = [{"name": "CĐCS May", "kind": "Cơ sở"}, {"name": "LĐLĐ tỉnh", "kind": "Tỉnh"}]

        assert re.findall(r"<li>(.*?)<", shown("{% chain links %}", links=links)) == ["CĐCS May", "LĐLĐ tỉnh"]

    def test_a_history_says_when_for_people_and_for_machines(self) -> None:
        at = datetime(2022, 5, 31, 9, 0, tzinfo=UTC)
        html = shown("{% timeline steps %}", steps=[{"what": "Đã gửi", "who": "Lan", "at": at, "tone": "blue"}])

        assert '<time datetime="2022-05-31T' in html
        assert "16:00 31/05/2022" in html

    def test_an_empty_list_says_why_and_what_to_do(self) -> None:
        html = shown("{% empty_state 'Hết hồ sơ' 'Đã xử lý 47.' '/bang/' 'Về tổng quan' %}")

        assert "Đã xử lý 47." in html
        assert '<a class="btn" href="/bang/">Về tổng quan</a>' in html


class TestFrame:
    """The page around every page, as `base.html` draws it."""

    def page(self, **context: Any) -> str:
        return render_to_string("base.html", context, RequestFactory().get("/"))

    def test_says_first_when_something_needs_another_look(self) -> None:
        assert "<title>Cần xem lại: " in self.page(has_errors=True)
        assert "Cần xem lại:" not in self.page()

    def test_is_in_the_reader_s_language(self) -> None:
        with translation.override("en"):
            assert '<html lang="en">' in self.page()
        with translation.override("vi"):
            assert '<html lang="vi">' in self.page()

    def test_says_which_day_it_is_in_a_demonstration_only(self) -> None:
        clock = datetime(2022, 5, 31, 9, 0, tzinfo=UTC)

        assert "ngày 31/05/2022" in self.page(demo_clock=clock)
        assert "ribbon" not in self.page()

    def test_marks_where_one_is(self) -> None:
        nav = [
            {"label": "Tổng quan", "url": "/bang/", "current": True},
            {"label": "Chờ duyệt", "url": "/duyet/", "current": False},
        ]
        html = self.page(nav=nav)

        assert re.findall(r'<a href="([^"]+)" aria-current="page">', html) == ["/bang/"]

    def test_one_hat_is_said_and_several_can_be_switched(self) -> None:
        hats = [
            {"key": 1, "label": "Công đoàn Các KCN", "current": True},
            {"key": 2, "label": "CĐCS Ban Quản lý", "current": False},
        ]

        assert "<b>Công đoàn Các KCN</b>" in self.page(hats=hats[:1])
        assert 'name="hat"' not in self.page(hats=hats[:1])
        assert re.findall(r'name="hat" value="(\d)"', self.page(hats=hats)) == ["1", "2"]

    @pytest.mark.parametrize("name", ["400.html", "403.html", "404.html", "500.html"])
    def test_a_page_that_says_sorry_says_what_is_safe_and_what_to_do(self, name: str) -> None:
        html = render_to_string(name, {}, RequestFactory().get("/"))

        assert "vẫn còn" in html
        assert 'class="btn" href' in html

    def test_where_not_even_that_page_can_be_drawn_its_sentence_stands_alone(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(_name: str) -> None:
            raise ValueError("no static files")

        monkeypatch.setattr(errors, "get_template", broken)
        answer = errors.failed(RequestFactory().get("/"))

        assert (answer.status_code, answer.content.decode()) == (500, "Hệ thống đang trục trặc")

    @pytest.mark.django_db
    @pytest.mark.parametrize("fault", [OperationalError, InterfaceError])
    def test_while_the_database_is_away_one_is_asked_to_come_back(
        self, monkeypatch: pytest.MonkeyPatch, fault: type[Exception]
    ) -> None:
        def away(*_heard: object) -> None:
            raise fault("server closed the connection unexpectedly")

        monkeypatch.setattr("sangkien.web.middleware.now", away)
        answer = Client(raise_request_exception=False).get("/gui/")

        assert (answer.status_code, answer["Retry-After"]) == (503, "30")
        assert "Kho dữ liệu chưa trả lời" in answer.content.decode()


class TestFiles:
    PDF = StoredFile(pk=7, name="Quyết định 41.pdf", kind=FileKind.PDF, size=1_204_000)
    WORD = StoredFile(pk=8, name="Đề nghị <b>.docx", kind=FileKind.DOCX, size=38_000)

    def test_a_paper_shows_its_first_page_and_is_saved_by_its_name(self) -> None:
        html = shown("{% paper file %}", file=self.PDF)

        assert '<a class="thumb" href="/tep/7/lon.jpg"><img src="/tep/7/nho.jpg"' in html
        assert 'alt="Xem trang đầu của Quyết định 41.pdf"' in html
        assert '<a href="/tep/7/">Quyết định 41.pdf</a>' in html
        assert "PDF · 1,1" in html

    def test_a_paper_without_a_picture_has_a_sign_instead(self) -> None:
        html = shown("{% paper file %}", file=self.WORD)

        assert "<img" not in html
        assert "Đề nghị &lt;b&gt;.docx" in html

    def test_a_photo_says_what_is_on_it(self) -> None:
        assert 'alt="Trước &amp; sau"' in shown("{% picture file alt %}", file=self.PDF, alt="Trước & sau")
        assert 'aria-label="Chưa xem được"' in shown('{% picture file "Chưa xem được" %}', file=self.WORD)

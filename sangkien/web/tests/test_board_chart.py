"""The pace curve: what it draws, and that no label covers another."""

from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.statistics.pace import Pace, Point
from sangkien.statistics.stretches import Band
from sangkien.web.board.chart import Chart, _labels, _lines, draw
from sangkien.web.board.labels import WIDTHS, Label, Line, covered, place
from sangkien.web.board.ticks import day_ticks, value_ticks

FIRST, LAST = date(2022, 4, 22), date(2022, 5, 31)


def chart(nth: int = 28, *, done: int = 598, target: int | None = 1000, start: int = 148, recent: int = 168) -> Chart:
    """The campaign on its nth day, having risen evenly."""
    as_of = FIRST + timedelta(days=nth - 1)
    points = [
        Point(FIRST + timedelta(days=day), start + (done - start) * (day + 1) // nth) for day in range(min(nth, 40))
    ]
    pace = Pace(FIRST, LAST, as_of, target, done, recent, start=start)
    return Chart("Tiến độ", pace, points, (Band("Tháng Công nhân 2022", date(2022, 5, 1), LAST),))


class TestDraw:
    def test_is_well_formed_and_carries_no_style_nor_script(self) -> None:
        drawing = draw(chart())

        tags = {element.tag for element in ElementTree.fromstring(drawing).iter()}
        assert tags <= {"svg", "title", "desc", "line", "rect", "path", "circle", "text"}
        assert "style=" not in drawing and " on" not in drawing.replace(" once", "")

    def test_says_in_words_what_it_shows(self) -> None:
        drawing = draw(chart())

        assert "Đến ngày 19/05/2022 có 598 sáng kiến hợp lệ." in drawing
        assert "Chỉ tiêu đến 31/05/2022 là 1.000." in drawing
        assert "dự báo đạt 886" in drawing

    def test_the_28th_of_40_days_stands_at_70_percent(self) -> None:
        assert '<line class="today" x1="70%"' in draw(chart())

    def test_once_it_is_over_there_is_no_forecast(self) -> None:
        drawing = draw(chart(40, done=1396))

        assert 'class="fc"' not in drawing and "dự báo" not in drawing
        assert ">1.396</text>" in drawing

    def test_without_a_target_there_is_neither_target_nor_even_pace(self) -> None:
        drawing = draw(chart(target=None))

        assert 'class="target"' not in drawing and 'class="ideal"' not in drawing and "Chỉ tiêu" not in drawing

    def test_a_title_from_outside_is_escaped(self) -> None:
        hostile = chart()
        drawing = draw(Chart("<script>", hostile.pace, hostile.points))

        assert "<script>" not in drawing and "&lt;script&gt;" in drawing


class TestLabels:
    @pytest.mark.parametrize(
        ("target", "said"),
        [
            (800_000, ["0", "200.000", "400.000", "600.000", "800.000"]),
            (2_000_000, ["0", "0,5 tr", "1 tr", "1,5 tr", "2 tr"]),
        ],
    )
    def test_what_the_grid_stands_for_fits_beside_it(self, target: int, said: list[str]) -> None:
        ticks = [label.text for label in _labels(chart(target=target)) if label.css == "tick" and label.dx < 0]

        assert ticks == said

    @pytest.mark.parametrize("done", [148, 400, 598, 700, 745, 760, 820, 1000, 1300])
    def test_todays_number_lies_on_no_line(self, done: int) -> None:
        drawn = chart(done=done)
        now = next(label for label in _labels(drawn) if label.css == "nowl")

        assert covered(now, lines=_lines(drawn)) == 0

    @given(st.integers(1, 45), st.integers(0, 5000), st.sampled_from([None, 3, 1000, 300_000]), st.integers(0, 400))
    def test_no_label_ever_covers_another(self, nth: int, done: int, target: int | None, recent: int) -> None:
        labels = _labels(chart(nth, done=done, start=done // 4, target=target, recent=recent))

        for width in WIDTHS:
            boxes = [label.box(width) for label in labels]
            pairs = [(a, b) for n, a in enumerate(boxes) for b in boxes[n + 1 :]]
            assert not [pair for pair in pairs if pair[0].meets(pair[1]) and _overlap(*pair)]

    def test_the_first_free_place_is_taken(self) -> None:
        on_the_line, free = Label("598", "", 50, 100), Label("598", "", 50, 60)

        assert place([on_the_line, free], lines=[Line(0, 96, 100, 96)]) == free

    def test_where_everything_is_covered_a_line_is_better_than_a_label(self) -> None:
        on_a_line, on_a_label = Label("598", "", 10, 100), Label("598", "", 80, 50)

        assert place([on_a_label, on_a_line], lines=[Line(0, 96, 100, 96)], taken=[on_a_label]) == on_a_line


def _overlap(one, other) -> bool:
    """Do the letters themselves meet, beyond the air that labels keep between them?"""
    return one.left < other.right and other.left < one.right


class TestTicks:
    @pytest.mark.parametrize(
        ("top", "values"),
        [
            (1120, [0, 250, 500, 750, 1000]),
            (4.48, [0, 1, 2, 3, 4]),
            (336_000, [0, 100_000, 200_000, 300_000]),
            (1563, [0, 500, 1000, 1500]),
        ],
    )
    def test_values_are_round(self, top: float, values: list[int]) -> None:
        assert value_ticks(top) == values

    @given(st.floats(4, 1e9))
    def test_there_are_never_many(self, top: float) -> None:
        assert 3 <= len(value_ticks(top)) <= 7

    def test_days_are_those_people_remember(self) -> None:
        assert [day.day for day in day_ticks(FIRST, LAST)] == [1, 11, 21]
        assert [day.month for day in day_ticks(date(2022, 6, 1), date(2023, 8, 31))] == [7, 10, 1, 4, 7]

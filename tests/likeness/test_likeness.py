"""Which titles name the same initiative, on titles that nobody fitted the weights to."""

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from sangkien.similarity.likeness import NEAR, Likeness, likeness
from sangkien.similarity.reading import read
from tests.likeness.alterations import OTHER, SAME, Pair, pairs

TITLES = (Path(__file__).parent / "titles.txt").read_text(encoding="utf-8").splitlines()
MADE = list(pairs(TITLES, seed=2026, each=40))

JIG = "Đồ gá may túi giúp giữ mép vải bằng một tay"


def named_the_same(pair: Pair) -> bool:
    return likeness(pair.a, pair.b).near


class TestTitlesAlteredAsPeopleAlterThem:
    def test_are_told_apart_nearly_always(self) -> None:
        found = [pair for pair in MADE if named_the_same(pair)]
        right = sum(pair.same for pair in found)

        assert right / len(found) >= 0.99
        assert right / sum(pair.same for pair in MADE) >= 0.98

    @pytest.mark.parametrize("way", [*SAME, *OTHER])
    def test_in_each_way_nine_times_in_ten_at_least(self, way: str) -> None:
        by_way = defaultdict(list)
        for pair in MADE:
            by_way[pair.way].append(named_the_same(pair) == pair.same)

        assert sum(by_way[way]) >= 0.9 * len(by_way[way])
        assert by_way[way]


class TestTitlesRewordedByHand:
    """The same work told in other words, and other work in nearly the same."""

    def test_are_never_taken_for_one_another_and_mostly_found(self) -> None:
        with (Path(__file__).parent / "reworded.csv").open(encoding="utf-8") as file:
            judged = [(row["label"] == "duplicate", likeness(row["a"], row["b"]).near) for row in csv.DictReader(file)]

        assert [same for same, found in judged if found and not same] == []
        assert sum(found for same, found in judged if same) >= 0.85 * sum(same for same, _found in judged)


class TestASeries:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Giáo trình Kế toán máy 1", "Giáo trình Kế toán máy 2"),
            ("Cải tiến chuyền may áo vest số 4", "Cải tiến chuyền may áo vest số 14"),
            ("Âm nhạc dân tộc thế kỷ XX", "Âm nhạc dân tộc thế kỷ XIX"),
            ("Bộ đề thi trắc nghiệm môn Thống kê A", "Bộ đề thi trắc nghiệm môn Thống kê B"),
            ("Sổ tay vận hành lò hơi", "Sổ tay vận hành lò hơi (Phần 2)"),
            ("Giảm lỗi đường may từ 3,2 % xuống 0,8 %", "Giảm lỗi đường may từ 3,2 % xuống 0,6 %"),
        ],
    )
    def test_is_no_duplicate(self, one: str, other: str) -> None:
        found = likeness(one, other)

        assert not found.near and "number" in found.reasons

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Nâng cao chất lượng dạy Toán khối 2", "Nâng cao chất lượng dạy Toán khối II"),
            ("Tiết kiệm 1.000 kWh điện mỗi tháng", "Tiết kiệm 1000 kWh điện mỗi tháng"),
            ("Cải tiến máy ép số 04 của xưởng", "Cải tiến máy ép số 4 của xưởng"),
            ("Bộ lọc bụi hai cấp cho máy chà nhám", "Bộ lọc bụi 2 cấp cho máy chà nhám"),
            ("Quy trình năm bước nhận hàng", "Quy trình 5 bước nhận hàng"),
        ],
    )
    def test_is_not_made_by_another_way_to_write_a_number(self, one: str, other: str) -> None:
        assert likeness(one, other).near


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nâng cao hiệu quả quản lý học sinh nội trú", "Nâng cao hiệu quả quản lí học sinh nội trú"),
        ("Giải pháp giảm tỷ lệ hàng lỗi ở chuyền may", "Giải pháp giảm tỉ lệ hàng lỗi ở chuyền may"),
        ("Quy trình giao ca của bác sĩ trực", "Qui trình giao ca của bác sỹ trực"),
        ("Quản trị kho phụ liệu bằng thẻ màu", "Quản lí kho phụ liệu bằng thẻ màu"),
    ],
)
def test_y_and_i_are_both_right(one: str, other: str) -> None:
    assert likeness(one, other).near


class TestASmallWord:
    def test_is_one_only_where_it_carries_grammar(self) -> None:
        """ "Một số" says little, "chữ số" is a thing."""
        assert likeness("Một số biện pháp dạy bé làm quen chữ cái", "Biện pháp dạy bé làm quen chữ cái").near
        assert not likeness("Dạy bé làm quen chữ cái qua trò chơi", "Dạy bé làm quen chữ số qua trò chơi").near
        assert not likeness("Chân vịt máy một kim may viền cổ áo", "Chân vịt máy hai kim may viền cổ áo").near


class TestAnotherThing:
    @pytest.mark.parametrize(
        "other",
        [
            "Đồ gá may cổ áo giúp giữ mép vải bằng một tay",
            "Đồ gá may túi giúp giữ mép vải bằng nam châm",
            "Đồ gá là túi giúp giữ mép vải bằng hai tay",
            "Máy cắt chỉ thừa",
            "",
        ],
    )
    def test_is_another_initiative(self, other: str) -> None:
        assert not likeness(JIG, other).near

    def test_may_be_the_opposite_of_it(self) -> None:
        assert not likeness("Biện pháp chống cháy trong kho vải", "Biện pháp chống cháy ngoài kho vải").near

    def test_is_not_seen_in_a_word_that_only_lost_its_marks(self) -> None:
        assert likeness("Bộ đề thi vào lớp", "Bo de thi vao lop").near
        assert not likeness("Ngân hàng đề thi", "Ngân hàng mối hàn").near


class TestALikeness:
    def test_is_the_same_from_both_sides(self) -> None:
        for pair in MADE[::7]:
            assert likeness(pair.a, pair.b).score == likeness(pair.b, pair.a).score

    def test_is_whole_for_the_same_title_and_never_leaves_its_range(self) -> None:
        assert {likeness(title, title).score for title in TITLES} == {1.0}
        assert all(0 <= likeness(pair.a, pair.b).score <= 1 for pair in MADE)

    def test_accounts_for_every_word_of_both(self) -> None:
        for pair in MADE[::11]:
            found = likeness(pair.a, pair.b)
            forth, back = (
                sum(len(side) for side in sides)
                for sides in zip(*((s.left, s.right) for s in found.steps), strict=True)
            )

            assert {forth, back} == {len(read(pair.a)), len(read(pair.b))}

    def test_says_in_which_ways_they_differ(self) -> None:
        assert likeness(JIG, JIG.upper()).reasons == ["same"]
        assert likeness(JIG, JIG.replace("giúp", "giúpp")).reasons == ["typo"]
        assert likeness(f"{JIG} tại Công ty TNHH May Phương Nam", f"{JIG} tại Cty TNHH May Phương Nam").reasons == [
            "shortened"
        ]
        assert likeness(JIG, f"{JIG} tại xưởng 2").reasons == ["added"]

    def test_is_near_from_the_line_on(self) -> None:
        assert Likeness(NEAR).near and not Likeness(NEAR - 0.001).near

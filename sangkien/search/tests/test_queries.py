"""A worker finds what others have done before, whatever the keyboard and whichever word comes first."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sangkien.confirmations.tests.asking import employer_says, employers_link
from sangkien.initiatives.models import Initiative
from sangkien.search.documents import SLICE
from sangkien.search.looking import LENGTHS
from sangkien.search.models import Span
from sangkien.search.queries import MOST, Found, How, Order, find
from sangkien.search.rules import Reader
from sangkien.search.tests.finding import asked, found, titles, up_to_date
from tests.cast import Cast

JIG = "Đồ gá may túi giúp giữ mép vải bằng một tay"
FEW = (1_500, -1)  # so many are read all at once


class TestWords:
    @pytest.mark.parametrize(
        "typed",
        [
            "đồ gá",
            "do ga",
            "DO GA",
            "Ðồ gá",
            "gá đồ",
            "đồ-gá",
            "  đồ   gá,  ",
            "do ga tien thuan",
            "nam cham",
            "NAM CHÂM",
        ],
    )
    def test_find_it_with_and_without_marks_in_any_order_and_in_any_part(self, cast: Cast, typed: str) -> None:
        cast.valid()

        assert titles(cast, typed) == [JIG]

    @pytest.mark.parametrize("typed", ["a tu", "o ga", "tu", "nam cha", "vả", "ep vai"])
    def test_are_whole_syllables_and_no_parts_of_them(self, cast: Cast, typed: str) -> None:
        cast.valid()

        assert found(cast, typed).how != How.AS_ASKED or not found(cast, typed).total

    def test_find_what_is_spelt_in_the_other_way(self, cast: Cast) -> None:
        cast.valid(title="Cải tiến kĩ thuật hoà khí của lò đốt")

        assert titles(cast, "kỹ thuật hòa khí") == ["Cải tiến kĩ thuật hoà khí của lò đốt"]

    @pytest.mark.parametrize(
        ("title", "typed"),
        [
            ("SKKN của GV dạy toán lớp ba", "sáng kiến kinh nghiệm giáo viên"),
            ("Sáng kiến kinh nghiệm của giáo viên", "skkn gv"),
        ],
    )
    def test_find_abbreviations_in_full_and_the_other_way_round(self, cast: Cast, title: str, typed: str) -> None:
        cast.valid(title=title)

        assert titles(cast, typed) == [title]

    def test_typed_with_marks_bring_the_title_with_these_marks_first(self, cast: Cast) -> None:
        cast.valid(title="Khay đựng bán thành phẩm ở chuyền may")
        cast.valid(title="Khay đựng trên bàn may có rãnh giữ chỉ")
        cast.valid(title="Khay đựng của bạn may mới vào nghề đầu")

        assert titles(cast, "khay bàn may")[0] == "Khay đựng trên bàn may có rãnh giữ chỉ"
        assert titles(cast, "khay bạn may")[0] == "Khay đựng của bạn may mới vào nghề đầu"

    def test_in_the_title_come_before_words_in_the_text(self, cast: Cast) -> None:
        cast.valid(title="Xe đẩy hàng gấp gọn cho tổ kho vận", after="Có nam châm giữ tấm đáy.")
        cast.valid(title="Bộ nam châm hút mạt sắt trên băng tải")
        cast.valid(title="Giá để dao cắt không phải cúi người", after="Dùng nam châm.")

        assert titles(cast, "nam châm")[0] == "Bộ nam châm hút mạt sắt trên băng tải"

    def test_close_together_come_before_words_far_apart(self, cast: Cast) -> None:
        cast.valid(title="Máy cắt chỉ thừa tự chế của tổ hoàn thành", after="x")
        cast.valid(title="Máy gấp áo đặt cạnh bàn nên cắt được chỉ", after="x")

        assert titles(cast, "máy cắt chỉ")[0] == "Máy cắt chỉ thừa tự chế của tổ hoàn thành"

    def test_in_the_order_in_which_they_were_typed_come_before_the_same_in_another(self, cast: Cast) -> None:
        cast.valid(title="Máy ép nhựa tự ngắt khi kẹt tay")
        cast.valid(title="Nhựa ép máy cũ được dùng lại làm khay")

        assert titles(cast, "máy ép nhựa")[0] == titles(cast, "may ep nhu*")[0] == "Máy ép nhựa tự ngắt khi kẹt tay"
        assert titles(cast, "nhựa ép máy")[0] == "Nhựa ép máy cũ được dùng lại làm khay"

    def test_of_equals_the_newest_comes_first(self, cast: Cast) -> None:
        codes = [cast.valid().pk for _turn in range(3)]

        assert found(cast, "đồ gá").keys == codes[::-1]

    def test_without_any_there_is_everything_newest_first(self, cast: Cast) -> None:
        codes = [cast.valid().pk for _turn in range(3)]

        assert found(cast, "").keys == codes[::-1]
        assert found(cast, "%&!?").keys == codes[::-1]


class TestSigns:
    def test_quotes_ask_for_words_next_to_each_other(self, cast: Cast) -> None:
        cast.valid(title="Giữ mép vải bằng hai chốt")
        cast.valid(title="Vải được giữ ở mép bằng kẹp", before="x", after="Không có gì.")

        assert titles(cast, '"mép vải"') == ["Giữ mép vải bằng hai chốt"]
        assert titles(cast, "“mep vai”") == ["Giữ mép vải bằng hai chốt"]

    def test_a_minus_leaves_out(self, cast: Cast) -> None:
        cast.valid()
        cast.valid(title="Đồ gá khoan lỗ bản lề", before="a", after="b")

        assert titles(cast, "đồ gá -vải") == ["Đồ gá khoan lỗ bản lề"]
        assert titles(cast, 'đồ gá -"may túi"') == ["Đồ gá khoan lỗ bản lề"]

    def test_a_star_asks_for_beginnings(self, cast: Cast) -> None:
        cast.valid(title="Thước đo độ mặn tự làm ở ruộng muối")
        cast.valid(title="Thang gấp gọn cho thợ điện đường dây")

        assert titles(cast, "thu* mặn") == ["Thước đo độ mặn tự làm ở ruộng muối"]

    def test_of_beginnings_too_the_closest_come_first(self, cast: Cast) -> None:
        cast.valid(title="Khay đựng ốc vít ở tổ cơ khí", before="Thước để xa.", after="Không liên quan gì tới bể mặn.")
        cast.valid(title="Xe đẩy hàng gấp gọn", before="Dùng thước mặn.", after="x")
        cast.valid(title="Thước đo độ mặn tự làm ở ruộng muối")

        assert titles(cast, "thươ* mặn") == [
            "Thước đo độ mặn tự làm ở ruộng muối",
            "Xe đẩy hàng gấp gọn",
            "Khay đựng ốc vít ở tổ cơ khí",
        ]

    def test_a_code_finds_its_dossier_however_it_is_typed(self, cast: Cast) -> None:
        other, one = cast.valid(), cast.valid()
        year, number = one.code.split("-")[1:]

        for typed in (one.code, one.code.lower(), f"sk {year} {int(number)}", f"SK{year}{number}", number):
            assert found(cast, typed).keys == [one.pk], typed
        assert other.pk != one.pk

    @pytest.mark.parametrize(
        "typed", ["'", '"', "\\", "a'b", "<->", "!", "&|", "(", ":*", "\x00", "ﷺ", "中文", "-", "*", "a" * 5_000]
    )
    def test_of_no_meaning_break_nothing(self, cast: Cast, typed: str) -> None:
        cast.valid()

        assert found(cast, typed).total in (0, 1)


class TestWhenNothingIsFound:
    def test_because_nothing_has_been_read_yet_the_answer_comes_at_once(self, cast: Cast) -> None:
        cast.valid()

        assert find(asked("đồ gá"), Reader(), size=5).total == 0
        assert find(asked(""), Reader(), size=5).total == 1

    def test_the_last_word_may_be_unfinished(self, cast: Cast) -> None:
        cast.valid()

        answer = found(cast, "đồ gá may tu")

        assert (answer.total, answer.how) == (1, How.OPEN_ENDED)

    def test_one_word_may_be_too_many(self, cast: Cast) -> None:
        cast.valid()

        answer = found(cast, "đồ gá may túi ngực")

        assert (answer.total, answer.how) == (1, How.ALL_BUT_ONE)

    def test_two_words_too_many_find_nothing(self, cast: Cast) -> None:
        cast.valid()

        assert found(cast, "máy tiện vạn năng cỡ lớn").total == 0


class TestFilters:
    def test_of_one_group_either_holds_and_of_several_all(self, cast: Cast) -> None:
        cast.valid()
        cast.valid(field="community", title="Xe đẩy thuốc không nhầm giường")
        cast.valid(field="safety_environment", title="Tấm chắn mạt sắt cho máy mài")

        assert found(cast, "", field=["production", "community"]).total == 2
        assert found(cast, "", field=["production", "community"], benefit="2").total == 2
        assert found(cast, "", field=["production"], benefit="0").total == 0
        assert found(cast, "xe đẩy", field=["production"]).total == 0

    def test_a_union_stands_for_all_below_it(self, cast: Cast) -> None:
        cast.valid()

        for code, count in [("LDLD-NINH-THUAN", 1), ("CD-KCN", 1), ("CS-MAY-TIEN-THUAN", 1), ("LDLD-NINH-PHUOC", 0)]:
            assert found(cast, "đồ gá", unit=str(cast.unit(code).pk)).total == count, code

    def test_each_value_says_how_many_it_would_leave(self, cast: Cast) -> None:
        cast.valid()
        cast.valid(field="community", title="Đồ gá xe đẩy thuốc")

        counts = found(cast, "đồ gá", field="production").counts

        assert counts["field"] == {"production": 1, "community": 1}
        assert counts["phase"] == {"CT1TSK.GD1": 1}
        assert counts["year"] == {"2022": 1} and counts["benefit"] == {"2": 1}
        assert counts["ownership"] == {"private": 1}
        assert counts["unit"] == {str(cast.unit("LDLD-NINH-THUAN").pk): 1}

    def test_how_far_a_value_is_attested_is_known_as_soon_as_somebody_says_so(self, cast: Cast) -> None:
        right, other, _unasked = (cast.valid(title=f"Đồ gá số {word} của tổ may") for word in ("một", "hai", "ba"))
        cast.valid(title="Đồ gá không tính được bằng tiền", benefit_kind="SOCIAL", benefit_vnd=None)
        assert found(cast, "đồ gá").counts["level"] == {"GRASSROOTS": 3}

        employer_says(employers_link(cast, right), value="RIGHT")
        employer_says(employers_link(cast, other), value="OTHER", value_vnd=1)

        assert found(cast, "đồ gá", level="EMPLOYER").keys == [right.pk]
        assert found(cast, "đồ gá", level=["DECLARED", "EMPLOYER"]).keys == [other.pk, right.pk]
        for one in (found(cast, "đồ gá"), found(cast, "đồ gá", level="EMPLOYER")):
            assert one.counts["level"] == {"DECLARED": 1, "GRASSROOTS": 1, "EMPLOYER": 1}

    @pytest.mark.parametrize("value", ["x' | '~0", "'", "\\", "", "none"])
    def test_a_value_that_nobody_has_finds_nothing(self, cast: Cast, value: str) -> None:
        cast.valid()

        assert found(cast, "đồ gá", field=value).total == 0


class TestPages:
    @pytest.mark.parametrize("order", [Order.BEST, Order.NEWEST])
    def test_follow_each_other_without_gap_or_double(self, cast: Cast, order: Order) -> None:
        every = [cast.valid().pk for _turn in range(7)]
        up_to_date()

        pages: list[Found] = []
        place = ""
        while place or not pages:
            pages.append(find(asked("đồ gá", order=order, place=place), Reader(), size=3))
            place = pages[-1].following

        assert [len(page.keys) for page in pages] == [3, 3, 1]
        assert [key for page in pages for key in page.keys] == every[::-1]

    @pytest.mark.parametrize("place", ["x", "1.x", "-1", "9" * 40, "1.2.3", "'"])
    def test_a_place_that_is_none_is_the_beginning_or_the_end(self, cast: Cast, place: str) -> None:
        cast.valid()

        assert found(cast, "đồ gá", place=place).total == 1

    def test_count_to_three_hundred_and_say_when_there_are_more(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for _turn in range(4):
            cast.valid()
        monkeypatch.setattr("sangkien.search.queries.MOST", 3)

        answer = found(cast, "đồ gá")

        assert (answer.total, answer.more) == (3, True)
        assert MOST == 300

    def test_the_oldest_is_found_beyond_many_slices(self, cast: Cast) -> None:
        old = cast.valid()
        _many_are_sent(after=old, count=5 * SLICE)
        cast.valid(title="Xe đẩy hàng gấp gọn cho tổ kho vận", before="x", after="y")

        assert found(cast, "đồ gá").keys == [old.pk]

    @pytest.mark.parametrize(
        "apart", [0, *LENGTHS], ids=["in a row", "by short slices", "by longer ones", "by long ones"]
    )
    @pytest.mark.parametrize("reader", [None, "ha"])
    def test_the_same_is_found_however_far_apart_it_lies(self, cast: Cast, apart: int, reader: str | None) -> None:
        kept = []
        for _turn in range(3):
            kept.append(cast.valid().pk)
            _many_are_sent(after=Initiative.objects.get(pk=kept[-1]), count=apart)
        cast.valid(title="Xe đẩy hàng gấp gọn cho tổ kho vận", before="x", after="y")

        assert found(cast, "đồ gá", by=reader, order=Order.NEWEST).keys == kept[::-1]
        assert found(cast, "đồ gá -xe", by=reader, order=Order.NEWEST).keys == kept[::-1]
        assert found(cast, "đồ gá", by=reader, order=Order.NEWEST, place=str(kept[-1])).keys == kept[1::-1]

    @pytest.mark.parametrize("few", FEW, ids=["read at once", "looked for by turns"])
    def test_are_counted_among_those_that_hold_the_words_in_their_title_if_these_are_enough(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch, few: int
    ) -> None:
        monkeypatch.setattr("sangkien.search.looking._FEW", few)
        titled = [cast.valid(title=f"Đồ gá may túi số {n}", effect="").pk for n in range(4)]
        for n in range(4):
            cast.valid(title=f"Xe đẩy hàng số {n}", before="Không có đồ gá may túi", field="community")
        monkeypatch.setattr("sangkien.search.queries.MOST", 3)

        answer = found(cast, "đồ gá may túi")

        assert answer.keys == titled[:0:-1]
        assert (answer.total, answer.more) == (3, True)
        assert answer.counts["field"] == {"production": 3}

    @pytest.mark.parametrize("few", FEW, ids=["read at once", "looked for by turns"])
    @pytest.mark.parametrize("typed", ["cắt chè", '"cắt chè"'])
    def test_with_the_marks_that_were_typed_come_first_however_many_have_others(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch, typed: str, few: int
    ) -> None:
        monkeypatch.setattr("sangkien.search.looking._FEW", few)
        meant = cast.valid(title="Máy cắt chè non")
        for n in range(4):
            cast.valid(title=f"Máy cắt chẻ tre số {n}")
        monkeypatch.setattr("sangkien.search.queries.MOST", 3)

        assert found(cast, typed).keys[0] == meant.pk
        assert found(cast, typed, by="ha").keys[0] == meant.pk
        assert found(cast, typed, field="production", year="2022").keys[0] == meant.pk

    def test_of_another_year_is_sought_only_where_that_year_is(self, cast: Cast) -> None:
        one = cast.valid()
        _many_are_sent(after=one, count=40 * SLICE)
        cast.valid()
        up_to_date()
        Span.objects.filter(trait="y=2022").update(last=one.pk // SLICE)

        assert found(cast, "đồ gá", year="2022").keys == [one.pk]
        assert found(cast, "đồ gá", year=["2022", "2019"]).keys == [one.pk]
        assert found(cast, "đồ gá", year="2019").keys == []
        assert len(found(cast, "đồ gá").keys) == 2


def _many_are_sent(*, after: Initiative, count: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval('initiatives_initiative_id_seq', %s)", [after.pk + count])


class TestCost:
    def test_of_a_page_the_newest_first_is_one_look_and_a_count(self, cast: Cast) -> None:
        for _turn in range(3):
            cast.valid()
        up_to_date()

        assert _statements(order=Order.NEWEST) == 3
        assert _statements(order=Order.NEWEST, place="3") == 3

    def test_of_the_last_word_is_paid_only_where_nothing_is_found(self, cast: Cast) -> None:
        cast.valid()
        up_to_date()

        assert _statements(typed="đồ gá may") + 2 == _statements(typed="đồ gá may tu")

    def test_of_each_filter_is_one_look_and_one_count_more(self, cast: Cast) -> None:
        cast.valid()
        up_to_date()

        assert _statements(field="production", year="2022") == _statements() + 4

    def test_is_the_same_for_two_and_for_twenty(self, cast: Cast) -> None:
        for _turn in range(2):
            cast.valid()
        up_to_date()
        few = _statements()
        for _turn in range(18):
            cast.valid()
        up_to_date()

        assert _statements() == few


def _statements(*, typed: str = "đồ gá", **how: Any) -> int:
    with CaptureQueriesContext(connection) as captured:
        find(asked(typed, **how), Reader(), size=24, counting=True)
    return len(captured)

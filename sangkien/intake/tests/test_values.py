"""What single cells say: amounts, days, people, decisions. Nothing is guessed."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.base.days import format_day
from sangkien.base.numbers import format_int
from sangkien.intake.understanding import Author, Per, Recognition
from sangkien.intake.understanding.values import (
    amount_of,
    day_of_cell,
    decision_in,
    letterhead_decision,
    people_in,
    scale_in,
    with_shares,
)
from sangkien.spreadsheets import Cell


def vnd(value: object, heading: str = "Giá trị làm lợi") -> tuple[int, Per] | str:
    said = amount_of(Cell(value), scale_in(heading))  # type: ignore[arg-type]  # as typed
    return (said.value.vnd, said.value.per) if said.value else said.code


class TestAmounts:
    @pytest.mark.parametrize(
        ("typed", "dong", "per"),
        [
            (120000000, 120_000_000, Per.ONCE),
            ("1.200.000.000 đồng", 1_200_000_000, Per.ONCE),
            ("15,9 tỷ", 15_900_000_000, Per.ONCE),
            ("16 tỷ đồng/năm", 16_000_000_000, Per.YEAR),
            ("1,2 triệu/năm", 1_200_000, Per.YEAR),
            ("45,5 triệu đồng mỗi năm", 45_500_000, Per.YEAR),
            ("120tr.đ/tháng", 120_000_000, Per.MONTH),
            ("20 triệu đồng/quý", 20_000_000, Per.QUARTER),
            ("75 tỉ đồng", 75_000_000_000, Per.ONCE),
            ("94.090.000đ", 94_090_000, Per.ONCE),
            ("120.000.000 VNĐ", 120_000_000, Per.ONCE),
            ("120,000,000 VND", 120_000_000, Per.ONCE),
            ("120 000 000", 120_000_000, Per.ONCE),
            ("120.000.000 (một trăm hai mươi triệu đồng)", 120_000_000, Per.ONCE),
            ("Tiết kiệm 80 triệu đồng/năm", 80_000_000, Per.YEAR),
            ("(1,5 công × 2 × 350.000) + 116.000 = 1.166.000 đ", 1_166_000, Per.ONCE),
        ],
    )
    def test_as_lists_have_them(self, typed: object, dong: int, per: Per) -> None:
        assert vnd(typed) == (dong, per)

    @pytest.mark.parametrize(
        ("typed", "code"),
        [
            ("gần 35 tỷ đồng/năm", "roughly"),
            ("hơn 13,3 tỷ đồng", "roughly"),
            ("100 - 200 triệu", "several"),
            ("từ 5 đến 7 triệu", "several"),
            ("120 ngàn USD/năm", "currency"),
            ("$1,200", "currency"),
            ("hàng trăm triệu đồng", "no_number"),
            ("1.234 tỷ", "ambiguous"),
            ("-5.000.000", "negative"),
            ("2 triệu/sản phẩm", "per_time"),
            (120, "no_size"),
            (Decimal("15.9"), "no_size"),
            ("120", "no_size"),
        ],
    )
    def test_what_could_be_something_else_is_asked_about(self, typed: object, code: str) -> None:
        said = amount_of(Cell(typed), scale_in(""))  # type: ignore[arg-type]  # as typed

        assert (said.value, said.code, said.blocks, bool(str(said.message))) == (None, code, True, True)

    @pytest.mark.parametrize("typed", [None, "", "-", "–", "0", 0, "không", "Không xác định được", "chưa tính được"])
    def test_nothing_is_no_trouble(self, typed: object) -> None:
        assert vnd(typed) == ""

    def test_words_are_kept_as_words(self) -> None:
        said = amount_of(Cell("Tăng năng suất 20%"), scale_in(""))

        assert (said.value, said.code, said.blocks) == (None, "in_words", False)

    @pytest.mark.parametrize(
        ("heading", "typed", "said"),
        [
            ("Giá trị làm lợi (triệu đồng)", Decimal("45.5"), (45_500_000, Per.ONCE)),
            ("Giá trị làm lợi (triệu đồng/năm)", "45,5", (45_500_000, Per.YEAR)),
            ("Số tiền (1.000đ)", 250, (250_000, Per.ONCE)),
            ("Tỷ đồng", "1.5", (1_500_000_000, Per.ONCE)),
            ("Giá trị (triệu đồng)", "2 tỷ", (2_000_000_000, Per.ONCE)),
            ("Giá trị (triệu đồng)", "1.250", (1_250_000_000, Per.ONCE)),
            ("Giá trị làm lợi (đồng)", 5_000_000, (5_000_000, Per.ONCE)),
            ("Saving (USD)", 1200, "currency"),
        ],
    )
    def test_the_heading_says_how_they_are_counted(self, heading: str, typed: object, said: object) -> None:
        assert vnd(typed, heading) == said

    @given(st.integers(1000, 10**14))
    def test_every_amount_is_read_as_it_was_written(self, dong: int) -> None:
        written = [dong, str(dong), format_int(dong), f"{format_int(dong)} đồng", f"{format_int(dong)} đ/năm"]

        assert {amount_of(Cell(way), scale_in("")).value.vnd for way in written} == {dong}  # type: ignore[union-attr]

    @given(st.integers(1, 10**6), st.sampled_from([("nghìn", 3), ("triệu", 6), ("tỷ", 9)]))
    def test_tenths_of_a_size_are_exact(self, tenths: int, size: tuple[str, int]) -> None:
        word, zeros = size
        typed = f"{tenths // 10},{tenths % 10} {word} đồng"

        assert amount_of(Cell(typed), scale_in("")).value.vnd == tenths * 10 ** (zeros - 1)  # type: ignore[union-attr]

    @given(st.text(max_size=40))
    def test_no_text_breaks_it(self, typed: str) -> None:
        said = amount_of(Cell(typed), scale_in(typed))

        assert said.value is None or said.value.vnd > 0


class TestDays:
    @pytest.mark.parametrize(
        ("typed", "day"),
        [
            (date(2022, 5, 31), date(2022, 5, 31)),
            (44712, date(2022, 5, 31)),
            ("44712", date(2022, 5, 31)),
            (Decimal("44712.5"), date(2022, 5, 31)),
            ("31/5/2022", date(2022, 5, 31)),
            ("31.5.2022", date(2022, 5, 31)),
            ("2022-05-31", date(2022, 5, 31)),
            ("2022-05-31 00:00:00", date(2022, 5, 31)),
            ("2022.05.31", date(2022, 5, 31)),
            ("2022년 5월 31일", date(2022, 5, 31)),
            ("ngày 31 tháng 5 năm 2022", date(2022, 5, 31)),
            ("15h34 ngày 3/10/2022", date(2022, 10, 3)),
            ("Từ ngày 5/9/2022", date(2022, 9, 5)),
            ("31-May-2022", date(2022, 5, 31)),
            ("May 31, 2022", date(2022, 5, 31)),
        ],
    )
    def test_a_day_however_written(self, typed: object, day: date) -> None:
        said = day_of_cell(Cell(typed))  # type: ignore[arg-type]  # as typed

        assert (said.value, said.code) == (day, "")

    @pytest.mark.parametrize(
        ("typed", "day", "code"),
        [
            ("5/2022", date(2022, 5, 1), "no_day"),
            ("tháng 5/2022", date(2022, 5, 1), "no_day"),
            ("Tháng 10 năm 2025", date(2025, 10, 1), "no_day"),
            ("T5/2022", date(2022, 5, 1), "no_day"),
            ("09.2023", date(2023, 9, 1), "no_day"),
            (Decimal("5.2022"), date(2022, 5, 1), "no_day"),
            ("quý II/2022", date(2022, 4, 1), "no_day"),
            ("Quý 3 năm 2022", date(2022, 7, 1), "no_day"),
            ("31/5/22", date(2022, 5, 31), "short_year"),
            ("31-May-22", date(2022, 5, 31), "short_year"),
            ("01/9/2021 - 31/5/2022", date(2021, 9, 1), "period"),
            ("Từ tháng 1/2022 đến nay", date(2022, 1, 1), "period"),
        ],
    )
    def test_less_than_a_day_is_its_first_day_and_that_is_said(self, typed: object, day: date, code: str) -> None:
        said = day_of_cell(Cell(typed))  # type: ignore[arg-type]  # as typed

        assert (said.value, said.code, said.blocks) == (day, code, False)
        assert format_day(day) in str(said.message)

    @pytest.mark.parametrize(
        ("typed", "code"),
        [
            ("2022", "no_day"),
            (2022, "no_day"),
            ("30/2/2022", "no_such_day"),
            ("12/31/2022", "no_such_day"),
            ("31/5/202", "short_year"),
            ("31/5/0222", "far_year"),
            ("Năm học 2021 - 2022", "unreadable"),
            ("sau Tết", "unreadable"),
        ],
    )
    def test_what_is_no_day_is_asked_about(self, typed: object, code: str) -> None:
        said = day_of_cell(Cell(typed))  # type: ignore[arg-type]  # as typed

        assert (said.value, said.code, said.blocks) == (None, code, True)

    @pytest.mark.parametrize("typed", [None, "", "-", "chưa"])
    def test_nothing_is_no_trouble(self, typed: object) -> None:
        assert day_of_cell(Cell(typed)).code == ""  # type: ignore[arg-type]  # as typed

    @given(st.dates(date(1960, 1, 1), date(2099, 12, 31)))
    def test_every_day_is_read_as_it_was_written(self, day: date) -> None:
        ways = [
            day,
            format_day(day),
            f"{day.day}-{day.month}-{day.year}",
            day.isoformat(),
            (day - date(1899, 12, 30)).days,
        ]

        assert {day_of_cell(Cell(way)).value for way in ways} == {day}

    @given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
    def test_a_month_is_never_later_than_its_days(self, day: date) -> None:
        month = day_of_cell(Cell(f"tháng {day.month}/{day.year}")).value

        assert month is not None
        assert timedelta(0) <= day - month < timedelta(31)

    @given(st.text(max_size=30))
    def test_no_text_breaks_it(self, typed: str) -> None:
        day_of_cell(Cell(typed))


class TestPeople:
    @pytest.mark.parametrize(
        ("typed", "names"),
        [
            ("Nguyễn Thị Lan", ["Nguyễn Thị Lan"]),
            ("Nguyễn Thị Lan, Trần Văn Hùng", ["Nguyễn Thị Lan", "Trần Văn Hùng"]),
            ("Nguyễn Thị Lan và Trần Văn Hùng", ["Nguyễn Thị Lan", "Trần Văn Hùng"]),
            ("Nguyễn Thị Lan; Trần Văn Hùng\nTô Minh", ["Nguyễn Thị Lan", "Trần Văn Hùng", "Tô Minh"]),
            ("1. Nguyễn Thị Lan 2. Trần Văn Hùng", ["Nguyễn Thị Lan", "Trần Văn Hùng"]),
            ("1) Ông Nguyễn Văn An\n2) Bà Trần Thị Bé", ["Nguyễn Văn An", "Trần Thị Bé"]),
            ("ThS.BS. Lê Văn Cảnh; KS Phạm Dũng", ["Lê Văn Cảnh", "Phạm Dũng"]),
            ("PGS.TS Nguyễn Văn An, ĐD Trần Bé", ["Nguyễn Văn An", "Trần Bé"]),
            ("N.T.C., C.S.N., T.S.H.", ["N.T.C.", "C.S.N.", "T.S.H."]),
            ("Nguyễn Văn An - Trần Thị Bé", ["Nguyễn Văn An", "Trần Thị Bé"]),
            ("NGUYỄN VĂN AN + TRẦN BÉ", ["NGUYỄN VĂN AN", "TRẦN BÉ"]),
            ("Nhóm tác giả: Nguyễn Văn An, Trần Thị Bé", ["Nguyễn Văn An", "Trần Thị Bé"]),
            ("Kim Min Su / Park Ji Hoon", ["Kim Min Su", "Park Ji Hoon"]),
            ("Anh Thư", ["Anh Thư"]),
            ("nguyễn văn an, trần thị bé", ["nguyễn văn an", "trần thị bé"]),
            ("", []),
        ],
    )
    def test_everybody_is_found(self, typed: str, names: list[str]) -> None:
        assert [author.name for author in people_in(typed).authors] == names

    @pytest.mark.parametrize(
        "typed",
        [
            "Nguyễn Văn An (60%), Trần Thị Bé (40%)",
            "Nguyễn Văn An: 60%\nTrần Thị Bé: 40%",
            "1. Nguyễn Văn An - 60%; 2. Trần Thị Bé - 40 %",
            "Nguyễn Văn An 60% Trần Thị Bé 40%",
            "Ông Nguyễn Văn An (60,0%) và bà Trần Thị Bé (40%)",
        ],
    )
    def test_shares_beside_the_names(self, typed: str) -> None:
        assert people_in(typed).authors == [
            Author("Nguyễn Văn An", Fraction(3, 5)),
            Author("Trần Thị Bé", Fraction(2, 5)),
        ]

    @pytest.mark.parametrize("typed", ["60/40", "60% - 40%", "60;40", "60%\n40%", "60-40"])
    def test_shares_in_a_column_of_their_own(self, typed: str) -> None:
        authors, said = with_shares([Author("An"), Author("Bé")], Cell(typed))

        assert ([author.share for author in authors], said.code) == ([Fraction(3, 5), Fraction(2, 5)], "")

    @pytest.mark.parametrize("typed", [1, 100, "100%", "100"])
    def test_one_author_has_it_all(self, typed: object) -> None:
        authors, _said = with_shares([Author("An")], Cell(typed))  # type: ignore[arg-type]  # as typed

        assert authors[0].share == 1

    def test_as_many_shares_as_authors_or_it_is_asked(self) -> None:
        authors, said = with_shares([Author("An"), Author("Bé")], Cell("60%"))

        assert ([author.share for author in authors], said.code) == ([None, None], "share_count")

    def test_posts_and_telephones_are_no_people(self) -> None:
        lan, hung = people_in("Nguyễn Thị Lan, Tổ trưởng chuyền 5\nTrần Văn Hùng (thợ máy) 0912 345 678").authors

        assert (lan.position, hung.position, hung.phone) == ("Tổ trưởng chuyền 5", "thợ máy", "0912345678")

    def test_those_without_a_name_are_said(self) -> None:
        people = people_in("Nguyễn Thị Lan và cộng sự")

        assert ([author.name for author in people.authors], people.said[0].code) == (["Nguyễn Thị Lan"], "unnamed")

    def test_a_body_is_nobody(self) -> None:
        (said,) = people_in("Tập thể Phòng Kỹ thuật").said

        assert (said.code, said.blocks) == ("collective", True)

    NAMES = ("Nguyễn Thị Lan", "Trần Văn Hùng", "Tô Minh Đức", "Lê Bé", "Phan Văn Tổ")

    @given(st.lists(st.sampled_from(NAMES), unique=True),
           st.sampled_from([", ", "; ", "\n", " và ", " + ", "\n- ", ";\n"]))  # fmt: skip
    def test_whatever_stands_between_them_nobody_is_lost(self, names: list[str], between: str) -> None:
        assert [author.name for author in people_in(between.join(names)).authors] == names

    @given(st.text(max_size=60))
    def test_no_text_breaks_it(self, typed: str) -> None:
        assert all(author.name for author in people_in(typed).authors)


class TestDecisions:
    WHOLE = Recognition("123/QĐ-LĐLĐ", date(2022, 5, 31), "Liên đoàn Lao động tỉnh Ninh Thuận")

    @pytest.mark.parametrize(
        "line",
        [
            "(Kèm theo Quyết định số 123/QĐ-LĐLĐ ngày 31 tháng 5 năm 2022 của Liên đoàn Lao động tỉnh Ninh Thuận)",
            "Ban hành kèm theo Quyết định số: 123 /QĐ-LĐLĐ, ngày 31/5/2022 của Liên đoàn Lao động tỉnh Ninh Thuận.",
            "QĐ số 123/QĐ-LĐLĐ của Liên đoàn Lao động tỉnh Ninh Thuận ngày 31.05.2022",
        ],
    )
    def test_number_day_and_issuer(self, line: str) -> None:
        assert decision_in(line) == self.WHOLE

    @pytest.mark.parametrize(
        ("line", "number"),
        [
            ("QĐ số 3189/QĐ-BV", "3189/QĐ-BV"),
            ("15/2022/QĐ-UBND", "15/2022/QĐ-UBND"),
            ("Quyết định 12-QĐ/TU", "12-QĐ/TU"),
            ("Quyết định số 88", "88"),
        ],
    )
    def test_as_much_as_there_is(self, line: str, number: str) -> None:
        assert decision_in(line) == Recognition(number)

    @pytest.mark.parametrize(
        "line",
        [
            "(Kèm theo Công văn số 12/LĐLĐ ngày 1/2/2022)",
            "Quyết định số      /QĐ-LĐLĐ ngày     tháng     năm 2022 của LĐLĐ tỉnh",
            "Công ty TNHH May Tiến Thuận",
            "",
        ],
    )
    def test_what_names_no_decision(self, line: str) -> None:
        assert decision_in(line) is None

    def test_a_letterhead(self) -> None:
        rows = [
            ["LĐLĐ TỈNH NINH THUẬN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
            ["CÔNG ĐOÀN CÁC KCN", "Độc lập - Tự do - Hạnh phúc"],
            ["Số: 45/QĐ-CĐKCN", "Ninh Thuận, ngày 02 tháng 6 năm 2022"],
        ]

        assert letterhead_decision(rows) == Recognition("45/QĐ-CĐKCN", date(2022, 6, 2), "CÔNG ĐOÀN CÁC KCN")

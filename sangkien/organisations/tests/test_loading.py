"""Loading unions from a plain file: all mistakes at once, nothing written until all is right, twice is once."""

import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sangkien.audit.models import Record
from sangkien.base.problems import NotPossible
from sangkien.organisations import actions, queries
from sangkien.organisations.factories import AT, union
from sangkien.organisations.kinds import load_kinds
from sangkien.organisations.loading import COLUMNS, ImportReport, RowError, import_units, read_units
from sangkien.organisations.models import Organisation, UnitKind, Workplace

pytestmark = pytest.mark.django_db

DAY = date(2022, 5, 31)

FILE = (Path(__file__).parent / "units.csv").read_text("utf-8")


def read_csv(data: bytes) -> list[dict[str, str]]:
    """The rows of a CSV file with these bytes."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "don-vi.csv"
        file.write_bytes(data)
        return read_units(file)


def load(rows: list[dict[str, str]], *, dry_run: bool = False) -> ImportReport:
    return import_units(rows, by=None, at=AT, dry_run=dry_run)


def rows() -> list[dict[str, str]]:
    return read_csv(FILE.encode())


def changed(number: int, **cells: str) -> list[dict[str, str]]:
    """The file with some cells of one row (as the spreadsheet counts) written differently."""
    return [row | cells if at == number else row for at, row in enumerate(rows(), start=2)]


def row(code: str, parent: str, **cells: str) -> dict[str, str]:
    plain = {"kind": "GRASSROOTS", "name": code, "valid_from": "1/1/2020"}
    return {"code": code, "parent": parent, **plain, **cells}


class TestAFile:
    def test_may_name_children_before_their_parents(self) -> None:
        assert load(rows()) == ImportReport(created=4)

        sewing = Organisation.objects.get(code="CS-MAY")
        workplace, count = sewing.workplaces.get(), sewing.member_counts.get()
        assert [link.code for link in queries.chain(sewing, DAY)] == ["CS-MAY", "CD-KCN", "LDLD-NINH-THUAN", "TLD"]
        assert (workplace.name, workplace.ownership, workplace.sector) == (
            "Công ty TNHH May Tiến Thuận",
            "private",
            "Dệt may",
        )
        assert (count.counted_on, count.members, count.employees) == (date(2021, 12, 31), 3120, 3309)
        assert queries.search_workplaces("may tien thuan", DAY)[0].code == "CS-MAY"

    def test_may_bring_codes_of_other_systems(self) -> None:
        load(rows())

        province = Organisation.objects.get(code="LDLD-NINH-THUAN")
        assert dict(province.external_codes.values_list("system", "code")) == {"gso": "58", "cong-tld": "NT"}

    def test_loaded_twice_changes_nothing_and_logs_nothing(self) -> None:
        load(rows())
        logged = Record.objects.count()

        assert load(rows()) == ImportReport(unchanged=4)
        assert (Record.objects.count(), logged) == (4, 4)

    def test_tried_out_tells_the_same_and_writes_nothing(self) -> None:
        assert load(rows(), dry_run=True) == ImportReport(created=4)
        assert not Organisation.objects.exists()
        assert not UnitKind.objects.exists()

    def test_with_empty_rows_keeps_its_row_numbers(self) -> None:
        header, first, rest = FILE.split("\n", 2)
        gaps = "\n".join([header, "", ",,,,", first.replace("GRASSROOTS", "X"), rest])

        report = load(read_csv(gaps.encode()))

        assert [(error.row, error.column) for error in report.errors] == [(4, "kind")]

    def test_may_call_kinds_and_types_by_their_names(self) -> None:
        named = changed(2, kind="CĐCS", ownership="Doanh nghiệp tư nhân")

        assert load(named) == ImportReport(created=4)
        assert load(rows()) == ImportReport(unchanged=4)

    def test_of_a_whole_country_costs_as_many_queries_as_a_small_one(self, django_assert_max_num_queries: Any) -> None:
        many = [row(f"CS-{number}", "CD-KCN", members="9", counted_on="1/1/2022") for number in range(300)]

        with django_assert_max_num_queries(50):
            assert load([*rows(), *many]) == ImportReport(created=304)
        assert Record.objects.filter(verb="organisation.create").count() == 304

    def test_without_rows_is_nothing_to_do(self) -> None:
        assert load([]) == ImportReport()


CORRECTIONS: list[tuple[int, dict[str, str], Callable[[], Any], Any]] = [
    (2, {"name": "CĐCS May TT"}, lambda: queries.chain(sewing(), DAY)[0].name, "CĐCS May TT"),
    (2, {"short_name": "May TT"}, lambda: queries.chain(sewing(), DAY)[0].short_name, "May TT"),
    (2, {"parent": "LDLD-NINH-THUAN"}, lambda: queries.chain(sewing(), DAY)[1].code, "LDLD-NINH-THUAN"),
    (2, {"valid_from": "1/1/2010"}, lambda: len(queries.chain(sewing(), date(2010, 1, 1))), 4),
    (2, {"valid_to": "31/5/2022"}, lambda: queries.chain(sewing(), DAY), []),
    (2, {"workplace": "May Tiến Thuận"}, lambda: Workplace.objects.get().name, "May Tiến Thuận"),
    (2, {"ownership": "FDI"}, lambda: Workplace.objects.get().ownership, "fdi"),
    (2, {"members": "3121"}, lambda: queries.members(sewing(), DAY), 3121),
    (2, {"external_codes": "cong-tld=77"}, lambda: sewing().external_codes.get().code, "77"),
    (3, {"kind": "LOCAL_SECTOR"}, lambda: queries.chain(sewing(), DAY)[1].kind, "LOCAL_SECTOR"),
    (3, {"kind": "công đoàn NGÀNH địa phương"}, lambda: queries.chain(sewing(), DAY)[1].kind, "LOCAL_SECTOR"),
    (2, {"kind": "nghiep doan co so"}, lambda: queries.chain(sewing(), DAY)[0].kind, "OCCUPATIONAL"),
    (2, {"ownership": "Hợp tác xã"}, lambda: Workplace.objects.get().ownership, "cooperative"),
    (4, {"external_codes": "gso=56"}, lambda: province().external_codes.get(system="gso").code, "56"),
]


def sewing() -> Organisation:
    return Organisation.objects.get(code="CS-MAY")


def province() -> Organisation:
    return Organisation.objects.get(code="LDLD-NINH-THUAN")


class TestACorrection:
    @pytest.mark.parametrize(("number", "cells", "shown", "expected"), CORRECTIONS)
    def test_changes_what_it_says_once(
        self, number: int, cells: dict[str, str], shown: Callable[[], Any], expected: Any
    ) -> None:
        load(rows())

        assert load(changed(number, **cells)) == ImportReport(changed=1, unchanged=3)
        assert shown() == expected
        assert load(changed(number, **cells)) == ImportReport(unchanged=4)

    def test_is_logged_with_what_was_before(self) -> None:
        load(rows())
        load(changed(2, name="CĐCS May TT"))

        line = Record.objects.get(verb="organisation.correct")
        assert line.before == {"name": "Công đoàn cơ sở Công ty TNHH May Tiến Thuận"}
        assert line.after == {"name": "CĐCS May TT", "row": 2}

    def test_by_an_empty_cell_changes_nothing(self) -> None:
        load(rows())
        silent = {name: "" for name in COLUMNS if name not in ("code", "parent", "kind", "name")}

        assert load([row | silent for row in rows()]) == ImportReport(unchanged=4)

    def test_is_of_the_name_and_place_in_force_last(self) -> None:
        load(rows())
        actions.rename(sewing(), name="Tên từ tháng 6", since=date(2022, 6, 1), by=None, at=AT)

        load(changed(2, name="Tên đúng từ tháng 6"))

        assert queries.chain(sewing(), DAY)[0].name == "Công đoàn cơ sở Công ty TNHH May Tiến Thuận"
        assert queries.chain(sewing(), date(2022, 6, 1))[0].name == "Tên đúng từ tháng 6"

    def test_keeps_a_short_name_but_not_one_that_only_repeated_the_name(self) -> None:
        load(changed(3, short_name=""))
        load(changed(3, short_name="", name="Ban Công đoàn KCN"))

        assert queries.chain(sewing(), DAY)[1].short_name == "Ban Công đoàn KCN"
        load(changed(2, short_name="", name="CĐCS May TT"))
        assert queries.chain(sewing(), DAY)[0].short_name == "CĐCS May Tiến Thuận"


MISTAKES: list[tuple[int, dict[str, str], tuple[int, str], str]] = [
    (2, {"code": ""}, (2, "code"), "Ghi mã đơn vị."),
    (2, {"code": "cs may"}, (2, "code"), "Mã đơn vị chỉ gồm chữ in hoa không dấu"),
    (3, {"code": "CS-MAY"}, (3, "code"), "Mã CS-MAY đã có ở dòng 2."),
    (2, {"parent": "KHONG-CO"}, (2, "parent"), "Không có đơn vị KHONG-CO trong tệp cũng như trong hệ thống."),
    (2, {"parent": ""}, (2, "parent"), "Công đoàn cơ sở cần có công đoàn cấp trên."),
    (2, {"parent": "TLD"}, (2, "parent"), "Công đoàn cơ sở không trực thuộc Tổng Liên đoàn Lao động Việt Nam."),
    (2, {"kind": ""}, (2, "kind"), "Ghi mã loại tổ chức."),
    (2, {"kind": "CĐBP"}, (2, "kind"), "Chưa có loại tổ chức CĐBP."),
    (2, {"name": " \u200b"}, (2, "name"), "Ghi tên đơn vị."),
    (2, {"name": "x" * 251}, (2, "name"), "Ô này dài quá 250 ký tự."),
    (2, {"valid_from": ""}, (2, "valid_from"), "Ghi ngày đơn vị bắt đầu hoạt động."),
    (2, {"valid_from": "31/6/2011"}, (2, "valid_from"), "Tháng này không có ngày vừa ghi."),
    (2, {"valid_from": "1/5/2005"}, (2, "valid_from"), "CS-MAY có trước cấp trên CD-KCN (từ 01/05/2006)."),
    (2, {"valid_to": "1/1/2000"}, (2, "valid_to"), "Ngày kết thúc cần sau ngày bắt đầu."),
    (
        3,
        {"valid_to": "1/1/2020"},
        (2, "valid_to"),
        "CS-MAY còn hoạt động khi cấp trên CD-KCN đã kết thúc (01/01/2020).",
    ),
    (2, {"external_codes": "58"}, (2, "external_codes"), "Ghi mỗi mã dạng hệ-thống=mã"),
    (2, {"external_codes": "a=1;a=2"}, (2, "external_codes"), "Ghi mỗi mã dạng hệ-thống=mã"),
    (4, {"workplace": "", "ownership": "fdi"}, (4, "workplace"), "Ghi tên nơi làm việc."),
    (2, {"tax_code": "4509951912"}, (2, "tax_code"), "Mã số thuế gồm 10 hoặc 13 chữ số và có số kiểm tra"),
    (2, {"tax_code": "123456787"}, (2, "tax_code"), "Có thể bảng tính đã bỏ số 0 ở đầu mã."),
    (2, {"commune_code": "227"}, (2, "commune_code"), "Có thể bảng tính đã bỏ số 0 ở đầu mã."),
    (2, {"sector": "#REF!"}, (2, "sector"), "Công thức ở ô này đang báo lỗi."),
    (2, {"ownership": "tư nhân"}, (2, "ownership"), "Loại hình cần là một trong: state, public_service"),
    (2, {"commune_code": "227"}, (2, "commune_code"), "Mã xã, phường gồm 5 chữ số"),
    (2, {"members": "nhiều"}, (2, "members"), "Ghi số người bằng chữ số"),
    (2, {"members": "12.5"}, (2, "members"), "Ghi số người bằng chữ số"),
    (2, {"members": "-1"}, (2, "members"), "Ghi số người bằng chữ số"),
    (2, {"members": ""}, (2, "members"), "Ghi số đoàn viên cùng với số lao động."),
    (2, {"counted_on": ""}, (2, "counted_on"), "Ghi ngày chốt số liệu đoàn viên."),
    (2, {"": "thừa"}, (2, ""), "Dòng này có nhiều ô hơn dòng tiêu đề."),
]


class TestAMistake:
    @pytest.mark.parametrize(("number", "cells", "where", "message"), MISTAKES)
    def test_is_said_with_its_row_and_column(
        self, number: int, cells: dict[str, str], where: tuple[int, str], message: str
    ) -> None:
        errors = load(changed(number, **cells)).errors

        said = [error.message for error in errors if (error.row, error.column) == where]
        assert any(text.startswith(message) for text in said), errors
        assert not Organisation.objects.exists()

    def test_comes_with_all_the_others(self) -> None:
        wrong = changed(2, kind="X", tax_code="1", members="y")
        wrong[3] = wrong[3] | {"name": ""}

        errors = load(wrong).errors

        assert [(error.row, error.column) for error in errors] == [
            (2, "kind"),
            (2, "members"),
            (2, "members"),
            (2, "tax_code"),
            (5, "name"),
        ]

    def test_among_rows_that_hang_in_a_circle_is_said_at_each(self) -> None:
        circle = [row("A", "B", kind="DISTRICT"), row("B", "A", kind="PROVINCIAL")]

        errors = load(circle).errors

        assert RowError(2, "parent", "A trở thành cấp trên của chính mình: A → B → A.") in errors
        assert RowError(3, "parent", "B trở thành cấp trên của chính mình: B → A → B.") in errors

    def test_in_a_circle_through_units_the_file_does_not_name_is_found(self) -> None:
        load(rows())

        errors = load([row("TLD", "CD-KCN", kind="CONFEDERATION", valid_from="")]).errors

        assert "TLD trở thành cấp trên của chính mình: TLD → CD-KCN → LDLD-NINH-THUAN → TLD." in [
            error.message for error in errors
        ]

    def test_two_rows_do_not_share_an_external_code(self) -> None:
        both = [*rows(), row("CS-B", "CD-KCN", external_codes="gso=58")]

        assert load(both).errors == [
            RowError(6, "external_codes", "Mã 58 của hệ thống gso đã gắn với đơn vị LDLD-NINH-THUAN.")
        ]

    def test_that_would_leave_children_behind_is_said_where_the_parent_stands(self) -> None:
        load(rows())
        shorter = [row("CD-KCN", "", kind="INDUSTRIAL_ZONES", valid_from="", valid_to="1/1/2022")]

        assert load(shorter).errors == [
            RowError(2, "valid_to", "CS-MAY còn hoạt động khi cấp trên CD-KCN đã kết thúc (01/01/2022).")
        ]

    def test_in_a_period_that_other_changes_stand_in_is_said(self) -> None:
        load(rows())
        actions.place(sewing(), parent=province(), since=date(2020, 1, 1), by=None, at=AT)

        for cells in ({"valid_from": "1/1/2021"}, {"valid_from": "", "valid_to": "1/1/2019"}):
            errors = load([row("CS-MAY", "", **cells)]).errors
            assert [(error.row, error.column) for error in errors] == [(2, "valid_from")]

    def test_in_the_past_that_no_row_shows_is_said_for_the_whole_file(self) -> None:
        load(rows())
        union("CS-CU", parent=Organisation.objects.get(code="CD-KCN"), since=date(2006, 5, 1))
        moved = Organisation.objects.get(code="CS-CU")
        actions.place(moved, parent=province(), since=date(2010, 1, 1), by=None, at=AT)

        later = [row("CD-KCN", "", kind="INDUSTRIAL_ZONES", valid_from="1/1/2008")]

        assert [(error.row, error.column) for error in load(later).errors] == [(0, "")]
        assert load(rows()) == ImportReport(unchanged=4)


OLD = {
    "TCVN3": "C«ng ®oµn c¬ së May TiÕn ThuËn".encode("latin-1"),
    "VNI": "Coâng ñoaøn cô sôû May Tieán Thuaän".encode("cp1252"),
    "Windows-1258": "Công đoa\u0300n cơ sơ\u0309 May Tiê\u0301n Thuâ\u0323n".encode("cp1258"),
}


class TestReadCsv:
    @pytest.mark.parametrize("separator", [",", ";", "\t"])
    @pytest.mark.parametrize("mark", ["", "\ufeff"])
    def test_reads_what_spreadsheets_write(self, separator: str, mark: str) -> None:
        text = f'{mark}code,parent,kind,name,valid_from\r\nTLD,,CONFEDERATION,"Tổng, LĐLĐ",1929-07-28\r\n'
        text = text if separator == "," else text.replace('"Tổng, LĐLĐ"', "Tổng; LĐLĐ").replace(",", separator)
        text = text.replace("Tổng; LĐLĐ", f'"Tổng{separator} LĐLĐ"')

        assert read_csv(text.encode()) == [
            {
                "code": "TLD",
                "parent": "",
                "kind": "CONFEDERATION",
                "name": f"Tổng{separator} LĐLĐ",
                "valid_from": "1929-07-28",
            }
        ]

    @pytest.mark.parametrize("encoding", OLD)
    def test_reads_the_encodings_of_old(self, encoding: str) -> None:
        file = b"code,parent,kind,name,valid_from\nCS-MAY,CD-KCN,GRASSROOTS," + OLD[encoding] + b",1/1/2020\n"

        assert read_csv(file)[0]["name"] == "Công đoàn cơ sở May Tiến Thuận"

    def test_reads_what_excel_calls_unicode_text(self) -> None:
        assert read_csv(FILE.encode("utf-16")) == rows()

    def test_leaves_out_what_stands_above_the_header_but_counts_it(self) -> None:
        lines = [
            "LIÊN ĐOÀN LAO ĐỘNG TỈNH NINH THUẬN,,,,",
            "",
            "STT,Mã đơn vị,Đơn vị cấp trên,LOAI,Ten don vi (*),Từ ngày",
        ]
        lines += ["(1),(2),(3),(4),(5),(6)", "1,TLD,,CONFEDERATION,,28/7/1929"]

        errors = load(read_csv("\n".join(lines).encode())).errors

        assert errors == [RowError(5, "name", "Ghi tên đơn vị.")]

    @pytest.mark.parametrize(
        ("data", "code"),
        [
            (b"", "empty"),
            (b"\xff\xd8\xff\xe0 a picture", "wrong_type"),
            ("mã,tên\n".encode(), "missing_columns"),
            (b"code,parent,kind,name,valid_from,colour\n", "unknown_columns"),
            (b"code,parent,kind,name,valid_from,name\n", "double_columns"),
            (b'code,parent,kind,name,valid_from\nA,"B\n', "unclosed_quote"),
        ],
    )
    def test_says_why_it_cannot(self, data: bytes, code: str) -> None:
        with pytest.raises(NotPossible) as no:
            read_csv(data)

        assert [problem.code for problem in no.value.problems] == [code]

    def test_points_out_cells_beyond_the_header(self) -> None:
        cells = read_csv(b"code,parent,kind,name,valid_from\nA,,K,N,1/1/2020,,x\n")

        assert cells[0][""] == "x"


class TestKinds:
    def test_loaded_twice_are_the_same(self) -> None:
        load_kinds()
        before = list(UnitKind.objects.order_by("code").values())
        load_kinds()

        assert list(UnitKind.objects.order_by("code").values()) == before

    def test_a_grassroots_union_takes_dossiers_and_every_kind_above_it_reviews(self) -> None:
        load_kinds()

        grassroots = UnitKind.objects.filter(takes_dossiers=True)
        above = UnitKind.objects.filter(may_hold__in=grassroots)
        assert {kind.code for kind in grassroots} == {"GRASSROOTS", "OCCUPATIONAL"}
        assert all(kind.reviews for kind in above)

    def test_only_the_confederation_is_a_root(self) -> None:
        load_kinds()

        assert [kind.code for kind in UnitKind.objects.filter(may_hang_under=None)] == ["CONFEDERATION"]

    def test_may_be_added_by_a_file(self) -> None:
        load_kinds("SPECIAL: {name: Công đoàn đặc thù, name_en: Special union, rank: 2, reviews: true}")

        assert UnitKind.objects.get().label == "Công đoàn đặc thù"

"""The calculator: what was saved, line by line, less what it cost, shown as people write it."""

import html
from decimal import Decimal
from typing import Any

import pytest

from sangkien.initiatives import actions
from sangkien.initiatives.content import BenefitEntry, Content
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.reckoning import formula
from sangkien.web.submit.answers import content_of
from sangkien.web.submit.sheet import Sheet
from sangkien.web.tests.submitting import Worker, content_typed, form_of, lines, set_clock
from tests.cast import NOW, Cast

ALL = "15 công × 350.000 + 60 m × 116.000 − 2.000.000 = 10.210.000 đồng"
TYPED = {
    "benefit_way": "lines",
    "benefit_vnd": "",
    "line-1-label": "Công thợ",
    "line-1-quantity": "15",
    "line-1-unit": "công",
    "line-1-unit_price": "350.000",
    "line-2-label": "Thanh góp điện",
    "line-2-quantity": "60",
    "line-2-unit": "m",
    "line-2-unit_price": "116 nghìn",
    "benefit_cost": "2 triệu",
    "benefit_period": "YEARLY",
}
RECKONED = {
    "benefit_vnd": 10_210_000,
    "benefit_cost": 2_000_000,
    "benefit_period": "YEARLY",
    "benefit_lines": (
        BenefitEntry(label="Công thợ", quantity=Decimal(15), unit="công", unit_price=350_000),
        BenefitEntry(label="Thanh góp điện", quantity=Decimal(60), unit="m", unit_price=116_000),
    ),
}


class TestReckoning:
    def test_the_lines_less_the_cost_are_the_benefit_and_nobody_types_it_twice(self, cast: Cast) -> None:
        worker = Worker(cast, "lan").fills_in()

        went_on = worker.types("loi-ich", **TYPED)
        check = html.unescape(worker.opens("kiem-tra").content.decode())
        worker.sends()

        sent = Initiative.objects.get()
        assert went_on.status_code == 303
        assert ALL in check
        assert "Mười triệu hai trăm mười nghìn đồng" in check
        assert (sent.benefit_vnd, sent.benefit_cost, sent.benefit_period) == (10_210_000, 2_000_000, "YEARLY")
        assert formula(sent.benefit_lines.order_by("position"), cost=sent.benefit_cost, total=10_210_000) == ALL

    def test_the_page_itself_shows_the_sum_and_the_words(self, cast: Cast) -> None:
        worker = Worker(cast)

        counted = worker.types("loi-ich", go="count", **TYPED)
        page = html.unescape(worker.opens("loi-ich").content.decode())

        assert counted["Location"] == f"{worker.address('loi-ich')}#id_benefit_lines"
        assert ALL in page
        assert "Mười triệu hai trăm mười nghìn đồng" in page

    @pytest.mark.parametrize(
        ("typed", "total"),
        [  # reckonings of a mechanical plant, 2025, as its engineers wrote them
            ([("16", "1.280.000"), ("6,4", "350.000"), ("cost", "6.800.000")], 15_920_000),
            ([("345", "350.000"), ("2000 × 2", "10.362"), ("cost", "102.000.000")], 60_198_000),
            ([("1,5 × 2 × 5", "350.000"), ("6 x 2 x 5", "116.000")], 12_210_000),
        ],
    )
    def test_what_factories_reckon_comes_out_exactly(
        self, cast: Cast, typed: list[tuple[str, str]], total: int
    ) -> None:
        worker = Worker(cast, "lan").fills_in()
        told: dict[str, Any] = {"benefit_way": "lines", "benefit_vnd": ""}
        for number, (quantity, price) in enumerate(typed, start=1):
            line = {"label": "Tiết kiệm", "quantity": quantity, "unit_price": price}
            told |= (
                {"benefit_cost": price}
                if quantity == "cost"
                else {f"line-{number}-{name}": value for name, value in line.items()}
            )

        worker.types("loi-ich", **told)

        assert content_typed(worker).benefit_vnd == total

    def test_whoever_writes_only_lines_wants_them_added_up(self, cast: Cast) -> None:
        worker = Worker(cast)

        worker.types("loi-ich", **TYPED | {"benefit_way": "amount"})

        assert form_of(worker, "loi-ich").amount == 10_210_000

    def test_a_line_more_a_line_less(self, cast: Cast) -> None:
        worker = Worker(cast)

        added = worker.types("loi-ich", go="add-line", **TYPED)
        kept = worker.draft.answers["loi-ich"]["lines"]
        worker.types("loi-ich", go="remove-line-1", **TYPED)

        assert added["Location"].endswith("#id_line-3-label")
        assert [line.get("label", "") for line in kept] == ["Công thợ", "Thanh góp điện", ""]
        assert [line["label"] for line in worker.draft.answers["loi-ich"]["lines"]] == ["Thanh góp điện"]

    @pytest.mark.parametrize(
        ("changes", "problem"),
        [
            ({"line-1-quantity": "mười lăm"}, ("#id_line-1-quantity", "Ghi số lượng bằng số, ví dụ 12 hoặc 6,4")),
            ({"line-1-quantity": ""}, ("#id_line-1-quantity", "Ghi số lượng, ví dụ 12 hoặc 6,4")),
            ({"line-1-quantity": "1,250"}, ("#id_line-1-quantity", "Ghi 1,25 hoặc 1.250 giúp")),
            ({"line-2-label": ""}, ("#id_line-2-label", "Ghi tên khoản này")),
            ({"line-2-unit_price": "0"}, ("#id_line-2-unit_price", "Ghi đơn giá")),
            ({"line-2-unit_price": "350"}, ("#id_line-2-unit_price", "Là 350 đồng, 350.000 đồng hay 350.000.000")),
            ({"benefit_cost": "12.210.000"}, ("#id_benefit_lines", "Giá trị làm lợi đang là 0")),
            ({"benefit_cost": "20 triệu"}, ("#id_benefit_lines", "Chi phí đang lớn hơn phần làm lợi")),
        ],
    )
    def test_what_cannot_be_added_up_is_said_at_its_line(
        self, cast: Cast, changes: dict[str, str], problem: tuple[str, str]
    ) -> None:
        worker = Worker(cast)

        answer = worker.types("loi-ich", **TYPED | changes)

        assert answer.status_code == 422
        assert list(lines(answer)) == [problem[0]]
        assert problem[1] in lines(answer)[problem[0]]
        assert "10.210.000" not in answer.content.decode()  # a sum of some would mislead
        assert 'value="60"' in answer.content.decode()  # what was typed stays

    def test_lines_are_asked_for_where_none_was_written(self, cast: Cast) -> None:
        answer = Worker(cast).types("loi-ich", benefit_way="lines", benefit_vnd="")

        assert lines(answer) == {"#id_benefit_lines": "Ghi ít nhất một dòng: khoản gì, số lượng, đơn giá"}

    def test_lines_of_a_benefit_that_is_not_money_are_kept_but_not_sent(self, cast: Cast) -> None:
        worker = Worker(cast, "lan").fills_in()

        worker.types("loi-ich", **TYPED | {"benefit_kind": "SOCIAL", "line-1-quantity": "nhiều"})
        worker.sends()

        assert worker.draft.answers["loi-ich"]["lines"][0]["quantity"] == "nhiều"
        assert Initiative.objects.get().benefit_lines.count() == 0

    def test_a_large_sum_is_read_back_too(self, cast: Cast) -> None:
        worker = Worker(cast)
        large = TYPED | {"line-1-unit_price": "1 tỷ"}

        asked = worker.types("loi-ich", **large)
        meant = worker.types("loi-ich", **large, benefit_sure="15004960000")

        assert "lớn hơn 10 tỷ đồng" in lines(asked)["#id_benefit_sure"]
        assert meant.status_code == 303


class TestAmounts:
    @pytest.mark.parametrize(
        ("typed", "asked"),
        [
            ("12", "Là 12 đồng, 12.000 đồng hay 12.000.000 đồng?"),
            ("12,5", "Là 12.500 đồng hay 12.500.000 đồng?"),
        ],
    )
    def test_twelve_alone_is_asked_about(self, cast: Cast, typed: str, asked: str) -> None:
        answer = Worker(cast).types("loi-ich", benefit_vnd=typed)

        assert asked in lines(answer)["#id_benefit_vnd"]

    def test_the_programme_says_from_which_amount_on_it_is_read_back(self, cast: Cast) -> None:
        worker = Worker(cast)
        draft = worker.draft
        draft.edition = _edition_above(cast, 100_000_000)
        draft.save(update_fields=["edition"])

        assert "lớn hơn 100 triệu đồng" in lines(worker.types("loi-ich"))["#id_benefit_sure"]


class TestAgain:
    @pytest.mark.parametrize(
        "changes",
        [
            RECKONED,
            {"benefit_vnd": 500, "benefit_period": "FIRST_YEAR"},
            {
                "benefit_vnd": 1_394,
                "benefit_lines": (BenefitEntry(label="Keo", quantity=Decimal("1.125"), unit="kg", unit_price=1_239),),
            },
        ],
        ids=["lines", "small", "thousandths"],
    )
    def test_a_correction_starts_from_the_lines(self, cast: Cast, changes: dict[str, Any]) -> None:
        content = cast.content(**changes)
        draft = actions.start_correction(cast.returned(**changes), by=cast.actor("lan"), at=NOW)

        assert content_of(Sheet(draft, NOW.date())) == content

    def test_the_formula_stands_wherever_the_dossier_is_read(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        set_clock(monkeypatch, NOW)
        initiative = cast.valid(**RECKONED)

        pages = {
            "worker": cast.client("lan").get(f"/toi/ho-so/{initiative.code}/"),
            "reviewer": cast.client("minh").get(f"/duyet/{initiative.code}/"),
            "public": cast.client().get(f"/sang-kien/{initiative.code}/"),
        }

        for who, page in pages.items():
            assert ALL in html.unescape(page.content.decode()), who

    def test_nobody_outside_reads_the_lines_of_a_secret(self, cast: Cast) -> None:
        secret = {"restricted": True, "before": "", "after": "", "effect": "Nhanh hơn 11 giây"}
        initiative = cast.valid(**RECKONED | secret)

        page = cast.client().get(f"/sang-kien/{initiative.code}/")

        assert "350.000" not in page.content.decode()

    def test_the_history_of_a_completion_names_the_lines(self, cast: Cast) -> None:
        initiative = cast.returned(**RECKONED)
        draft = actions.start_correction(initiative, by=cast.actor("lan"), at=NOW)
        one = RECKONED["benefit_lines"][:1]

        actions.resubmit(draft, _with_one(cast, one), by=cast.actor("lan"), at=NOW)

        changed = initiative.events.get(verb="resubmit").detail["changed"]
        assert changed["benefit_lines"] == [
            "Công thợ: 15 công × 350.000; Thanh góp điện: 60 m × 116.000",
            "Công thợ: 15 công × 350.000",
        ]


def _with_one(cast: Cast, one: tuple[BenefitEntry, ...]) -> Content:
    return cast.content(**RECKONED | {"benefit_lines": one, "benefit_vnd": 3_250_000})


def _edition_above(cast: Cast, dong: int) -> Any:
    edition = cast.programme.edition
    edition.pk, edition.number, edition.confirm_above = None, edition.number + 1, dong
    edition.save(force_insert=True)
    return edition

"""What an officer reads of a dossier, and two records beside each other."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from sangkien.accounts.models import Role
from sangkien.confirmations.actions import agree_by_link
from sangkien.confirmations.asking import ask_authors
from sangkien.confirmations.models import AuthorLink
from sangkien.consents.models import Purpose
from sangkien.initiatives import actions
from sangkien.initiatives.content import AuthorEntry, Recognition
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.states import State
from sangkien.programmes.models import Edition
from sangkien.review import actions as review
from sangkien.review.actions import Reason
from sangkien.similarity.actions import take_prints
from tests.cast import NOW, Cast


def page_of(cast: Cast, one: Initiative, login: str = "minh", *, role: Role | None = None) -> str:
    take_prints()
    response = cast.client(login, role=role).get(f"/duyet/{one.code}/")
    assert response.status_code == 200
    return response.content.decode()


def completed(cast: Cast, **changes: Any) -> Initiative:
    """Returned by Minh, completed by Lan, confirmed again by Mai."""
    one = cast.returned()
    draft = actions.start_correction(one, by=cast.actor("lan"), at=NOW)
    actions.resubmit(draft, cast.content(**changes), by=cast.actor("lan"), at=NOW)
    one = cast.again(one)
    review.confirm(one, seen=one.version, by=cast.actor("mai"), at=NOW)
    return cast.again(one)


def question(code: str, label: str, **choices: str) -> dict[str, Any]:
    """A question of a programme, as its file would bring it."""
    named = [{"code": choice, "name": {"vi": name}} for choice, name in choices.items()]
    return {"code": code, "label": {"vi": label}, "required": False, "choices": named}


class TestEvidence:
    def test_shows_before_and_after_the_benefit_in_words_and_the_decision(self, cast: Cast) -> None:
        html = page_of(cast, cast.confirmed())

        for text in [
            "Phải dùng hai tay giữ mép vải, mỗi túi mất 19 giây.",
            "Hai chốt nam châm giữ mép vải, mỗi túi còn 8 giây.",
            "120.000.000 đồng",
            "Một trăm hai mươi triệu đồng",
            "11 giây × 900 túi × 300 ngày",
            "Số 41/QĐ-TT, ngày 12/04/2022",
            "Công đoàn Các khu công nghiệp tỉnh Ninh Thuận",
            "Công đoàn cơ sở đã xác nhận",
        ]:
            assert text in html

    def test_shows_authors_with_their_shares_and_never_a_whole_phone_number(self, cast: Cast) -> None:
        two = (
            AuthorEntry(full_name="Nguyễn Thị Lan", phone="+84912345001", share=6667),
            AuthorEntry(full_name="Trần Văn Tú", phone="+84912345099", share=3333),
        )

        html = page_of(cast, cast.confirmed(authors=two))

        assert "66,67\u00a0%" in html
        assert "33,33\u00a0%" in html
        assert "001</td>" in html
        assert "345 001" not in html
        assert "912345" not in html

    def test_says_who_entered_it_for_the_author(self, cast: Cast) -> None:
        assert "Trần Thị Mai nhập giúp tác giả" in page_of(cast, cast.submitted(by="mai"))
        assert "nhập giúp" not in page_of(cast, cast.confirmed())

    def test_a_restricted_dossier_shows_its_effect_and_asks_for_no_secret(self, cast: Cast) -> None:
        one = cast.confirmed(restricted=True, effect="Hàng lỗi từ 4 % còn 0,6 %")

        html = page_of(cast, one)

        assert "Hàng lỗi từ 4 % còn 0,6 %" in html
        assert "Phải dùng hai tay" not in html

    def test_shows_the_answers_to_the_programmes_own_questions_in_words(self, cast: Cast) -> None:
        asked = [
            question("training", "Trình độ", worker="Thợ bậc 3"),
            question("spread", "Nhân rộng ở đâu"),
            question("trial", "Đã làm thử"),
        ]
        offers = cast.edition.offers
        Edition.objects.create(programme=cast.programme, number=2, since=NOW, questions=asked, offers=offers)
        one = cast.confirmed(extra={"training": "worker", "spread": "Chuyền 8, 9", "trial": True})

        html = page_of(cast, one)

        for text in ["Thợ bậc 3", "Chuyền 8, 9", "Đã làm thử</dt><dd>Có"]:
            assert text in html

    def test_what_people_typed_never_becomes_markup(self, cast: Cast) -> None:
        title = '<b>Đồ gá</b> & "kẹp" {{ 7|add:7 }}'
        cast.valid(title=title + " nữa")
        one = cast.confirmed(title=title, before="<script>alert(1)</script>")

        html = page_of(cast, one)

        assert "<b>Đồ gá</b>" not in html
        assert "<script>" not in html
        assert "14" not in html.split("<h1>")[1].split("</h1>")[0]

    def test_has_one_first_heading_and_nothing_inline(self, cast: Cast) -> None:
        html = page_of(cast, cast.confirmed())

        assert html.count("<h1") == 1
        assert " style=" not in html
        assert "<script>" not in html
        assert html.count("<script") == html.count('<script type="module" src="') == 1

    def test_speaks_english_too(self, cast: Cast) -> None:
        client = cast.client("minh")
        client.cookies["django_language"] = "en"

        html = client.get(f"/duyet/{cast.confirmed().code}/").content.decode()

        assert '<html lang="en">' in html
        assert "120,000,000 VND" in html

    def test_reads_a_dossier_of_every_state(self, cast: Cast) -> None:
        one, double = cast.valid(), cast.confirmed()
        review.mark_duplicate(double, of=one, seen=2, by=cast.actor("minh"), at=NOW)
        withdrawn = cast.submitted()
        actions.withdraw(withdrawn, seen=1, by=cast.actor("lan"), at=NOW)

        states = [cast.again(dossier).state for dossier in (one, double, withdrawn, cast.returned())]

        assert states == [State.VALID, State.DUPLICATE, State.WITHDRAWN, State.RETURNED]
        for dossier in Initiative.objects.all():
            assert cast.client("minh").get(f"/duyet/{dossier.code}/").context["ways"] == []

    def test_costs_no_more_with_a_long_queue_and_many_alike(self, cast: Cast) -> None:
        one = cast.confirmed()
        client = cast.client("minh")
        counts = []
        for number in (2, 20):
            for _ in range(number):
                cast.confirmed()
            take_prints()
            client.get(f"/duyet/{one.code}/")
            with CaptureQueriesContext(connection) as asked:
                client.get(f"/duyet/{one.code}/")
            counts.append(len(asked))

        assert counts[0] == counts[1]


class TestChanged:
    def test_shows_what_the_author_completed_old_beside_new(self, cast: Cast) -> None:
        one = completed(
            cast,
            benefit_vnd=96_000_000,
            benefit_method="8 giây × 1.000 túi × 300 ngày",
            applied_on=date(2022, 3, 2),
            kind="working_method",
            effects=("safety", "quality"),
            restricted=True,
            effect="Nhanh hơn",
            recognition=Recognition(form="other_direct"),
            authors=(AuthorEntry(full_name="Nguyễn Thị Lan", phone="+84912345001"),),
        )

        changes = cast.client("minh").get(f"/duyet/{one.code}/").context["changes"]
        told = {change.label: (change.old, change.new) for change in changes}

        assert told["Giá trị làm lợi một năm"] == ("<mark>120.000.000</mark> đồng", "<mark>96.000.000</mark> đồng")
        assert told["Ngày áp dụng"] == ("<mark>01/03/2022</mark>", "<mark>02/03/2022</mark>")
        assert told["Hạn chế công bố"] == ("<mark>Không</mark>", "<mark>Có</mark>")
        assert told["Lợi ích ngoài tiền"][1].startswith("<mark>An toàn, sức khỏe;</mark>")
        assert "Giải pháp" in told["Loại giải pháp"][0]
        assert told["Số quyết định"] == ("<mark>41/QĐ-TT</mark>", "")
        assert "Trước đây" not in told  # a secret taken out is not shown again

    def test_shows_nothing_before_the_first_completion(self, cast: Cast) -> None:
        assert "Tác giả vừa bổ sung" not in page_of(cast, cast.confirmed())

    def test_shows_nothing_when_the_dossier_is_settled(self, cast: Cast) -> None:
        one = completed(cast, benefit_vnd=96_000_000)
        review.validate(one, seen=one.version, by=cast.actor("minh"), at=NOW)

        assert "Tác giả vừa bổ sung" not in page_of(cast, one)

    def test_names_the_union_when_the_author_corrected_the_workplace(self, cast: Cast) -> None:
        one = cast.returned()
        draft = actions.start_correction(one, by=cast.actor("lan"), at=NOW)
        content = cast.content(unit=cast.unit("CS-HAEMIN").pk)
        actions.resubmit(draft, content, by=cast.actor("lan"), at=NOW)

        changes = cast.client("kim").get(f"/duyet/{one.code}/").context["changes"]

        assert [change.label for change in changes] == ["Công đoàn cơ sở"]
        assert "Haemin Vina" in changes[0].new


class TestAlike:
    def test_marks_the_words_in_which_a_record_differs(self, cast: Cast) -> None:
        cast.valid(title="Đồ gá may túi giúp giữ mép vải bằng một tay")
        one = cast.confirmed(title="Đồ gá may túi giúp giữ mép vải bằng hai tay")

        html = page_of(cast, one)

        assert "Đồ gá may túi giúp giữ mép vải bằng <mark>một</mark> tay" in html

    def test_says_when_none_is_alike(self, cast: Cast) -> None:
        assert "Chưa thấy hồ sơ nào đọc gần giống" in page_of(cast, cast.confirmed())

    def test_keeps_from_a_chair_what_waits_at_another_union(self, cast: Cast) -> None:
        elsewhere = self.of_haemin(cast, title="Đồ gá may túi giúp giữ mép vải bằng ba tay")

        html = strip_tags(page_of(cast, cast.confirmed(), "mai"))

        for secret in ["bằng ba tay", elsewhere.code, "Haemin", "Bùi Thị Nga"]:
            assert secret not in html

    @pytest.mark.parametrize(
        ("restricted", "publish_name", "shown", "hidden"),
        [
            (False, True, ["Bùi Thị Nga", "Haemin"], []),
            (False, False, ["một tác giả", "Haemin"], ["Bùi Thị Nga"]),
            (True, True, [], ["Bùi Thị Nga", "Haemin"]),
        ],
    )
    def test_shows_a_chair_of_another_union_what_the_public_sees(
        self, cast: Cast, restricted: bool, publish_name: bool, shown: list[str], hidden: list[str]
    ) -> None:
        elsewhere = self.of_haemin(cast, restricted=restricted, effect="Nhanh hơn")
        ask_authors(at=NOW)
        Initiative.objects.filter(pk=elsewhere.pk).update(state=State.VALID, closed_at=NOW)
        if publish_name:
            link = AuthorLink.objects.get(initiative=elsewhere)
            agree_by_link(link, Purpose.PUBLISH_NAME, agrees=True, at=NOW)

        html = page_of(cast, cast.confirmed(), "mai")

        assert [text for text in [elsewhere.code, *shown] if text not in html] == []
        assert [text for text in hidden if text in html] == []

    def test_names_the_authors_to_the_reviewer_of_both(self, cast: Cast) -> None:
        self.of_haemin(cast, restricted=True, effect="Nhanh hơn")

        assert "Bùi Thị Nga" in page_of(cast, cast.confirmed(), "minh")

    def of_haemin(self, cast: Cast, **changes: Any) -> Initiative:
        authors = (AuthorEntry(full_name="Bùi Thị Nga"),)
        return cast.submitted(by="hung", unit=cast.unit("CS-HAEMIN").pk, authors=authors, **changes)

    def test_is_offered_first_where_a_duplicate_is_named(self, cast: Cast) -> None:
        original, double = cast.valid(), cast.confirmed()

        take_prints()
        page = cast.client("minh").get(f"/duyet/{double.code}/?viec=trung&ho-so={original.code}")

        assert page.context["form"]["record"].value() == original.code


class TestMerged:
    def test_names_what_was_merged_into_it_before_and_after_it_is_refused(self, cast: Cast) -> None:
        """Whoever refuses the record knows what else then counts for nothing."""
        record, double = cast.confirmed(), cast.confirmed(title="Đồ gá may túi, gửi thêm một lần")
        review.mark_duplicate(double, of=record, seen=2, by=cast.actor("minh"), at=NOW)

        assert "Đã gộp vào hồ sơ này" not in page_of(cast, cast.confirmed())
        html = page_of(cast, record)
        assert "Đồ gá may túi, gửi thêm một lần" in html
        assert "Nếu hồ sơ này không được công nhận" in html

        reasons = [Reason("ip_protected", "Giải pháp đang được bảo hộ.")]
        review.refuse(record, reasons=reasons, seen=2, by=cast.actor("minh"), at=NOW)
        assert "Hồ sơ này không được công nhận, nên những hồ sơ dưới đây cũng không được tính" in page_of(cast, record)

"""What officers and authors meet on their pages when a verdict is looked at again."""

import pytest
from django.test import Client

from sangkien.accounts.models import Role
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.states import State
from sangkien.review import actions as review
from sangkien.review import again
from sangkien.review.tests.test_again import PROTECTED, appealed, returned_twice
from tests.cast import NOW, Cast


def posted(client: Client, dossier: Initiative, verb: str, **typed: object) -> str:
    address = f"/duyet/{dossier.code}/{verb}/"
    typed = {"seen": dossier.version} | typed
    return client.post(address, typed, follow=True).content.decode()


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


class TestUndoing:
    def test_the_officer_finds_the_button_and_the_dossier_is_open_again(self, cast: Cast) -> None:
        dossier, minh = cast.confirmed(), cast.client("minh")
        posted(minh, dossier, "hop-le")
        shown = page(minh, f"/duyet/{dossier.code}/")
        assert "Kết luận được báo cho tác giả lúc 09:10 18/05/2022." in shown
        assert "Chưa báo cho tác giả" in page(minh, "/duyet/")
        assert f'action="/duyet/{dossier.code}/hoan-tac/"' in shown

        text = posted(minh, cast.again(dossier), "hoan-tac")

        assert "Đã hoàn tác kết luận. Tác giả chưa được báo gì." in text
        assert cast.again(dossier).state == State.REVIEWING

    def test_the_author_reads_nothing_of_it(self, cast: Cast) -> None:
        dossier, minh, lan = cast.confirmed(), cast.client("minh"), cast.client("lan")
        before = {address: page(lan, address) for address in ("/toi/", f"/toi/ho-so/{dossier.code}/")}
        posted(minh, dossier, "hop-le")
        during = {address: page(lan, address) for address in before}
        posted(minh, cast.again(dossier), "hoan-tac")

        for shown in (during, {address: page(lan, address) for address in before}):
            for text in shown.values():
                assert "Đã công nhận" not in text
                assert "Chúc mừng" not in text
                assert "hoàn tác" not in text.lower()
        assert "Đang thẩm định" in during[f"/toi/ho-so/{dossier.code}/"]

    def test_looking_up_and_the_public_pages_do_not_know_it_yet(self, cast: Cast) -> None:
        dossier = cast.confirmed()
        review.validate(dossier, seen=2, by=cast.actor("minh"), at=NOW)

        found = cast.client().post("/tra-cuu/", {"code": dossier.code, "tail": "5001"}).content.decode()
        assert "Đang thẩm định" in found
        assert cast.client().get(f"/sang-kien/{dossier.code}/").status_code == 404

        cast.told(dossier)
        found = cast.client().post("/tra-cuu/", {"code": dossier.code, "tail": "5001"}).content.decode()
        assert "Đã công nhận" in found

    def test_a_colleague_does_not_find_the_button_and_the_verb_is_not_there(self, cast: Cast) -> None:
        dossier = cast.confirmed()
        review.validate(dossier, seen=2, by=cast.actor("minh"), at=NOW)
        yen = cast.client("yen")

        assert "hoan-tac" not in page(yen, f"/duyet/{dossier.code}/")
        assert yen.post(f"/duyet/{dossier.code}/hoan-tac/", {"seen": 3}).status_code == 404

    def test_pressed_twice_is_once(self, cast: Cast) -> None:
        dossier, minh = cast.confirmed(), cast.client("minh")
        posted(minh, dossier, "hop-le")
        seen = cast.again(dossier)

        for _time in range(2):
            assert "Đã hoàn tác kết luận." in posted(minh, seen, "hoan-tac")

        assert dossier.decisions.filter(verdict="UNDONE").count() == 1


class TestReturning:
    def test_the_officer_reads_first_what_the_author_will_read(self, cast: Cast) -> None:
        dossier, minh = cast.confirmed(), cast.client("minh")
        said = {
            "reasons": ["recognition_unclear"],
            "loi_recognition_unclear": "Ghi lại số quyết định.",
            "note": "Cảm ơn.",
        }

        text = posted(minh, dossier, "tra-lai", **said, **{"xem-truoc": "1"})

        preview = text.split('id="xem-truoc"')[1].split("</section>")[0]
        assert "Tác giả sẽ đọc" in preview
        assert "<li>Ghi lại số quyết định.</li>" in preview
        assert "Cảm ơn." in preview
        assert cast.again(dossier).state == State.REVIEWING

    def test_the_third_time_says_beforehand_and_afterwards_who_looks(self, cast: Cast) -> None:
        dossier, minh = returned_twice(cast), cast.client("minh")
        assert "Hồ sơ đã được trả lại hai lần." in page(minh, f"/duyet/{dossier.code}/?viec=tra-lai")

        said = {"reasons": ["recognition_unclear"], "loi_recognition_unclear": "Vẫn thiếu số quyết định."}
        text = posted(minh, dossier, "tra-lai", **said)

        assert "đã chuyển cấp trên xem" in text
        assert "Vẫn thiếu số quyết định." not in page(cast.client("lan"), f"/toi/ho-so/{dossier.code}/")
        yens = page(cast.client("yen"), f"/duyet/{dossier.code}/?viec=tra-lai")
        assert "Phạm Văn Minh muốn trả lại hồ sơ lần thứ ba." in yens
        assert "Vẫn thiếu số quyết định.</textarea>" in yens


class TestAppealing:
    def test_the_author_is_offered_it_says_why_and_reads_that_it_is_looked_at_again(self, cast: Cast) -> None:
        dossier, lan = cast.refused(), cast.client("lan")
        assert "đến hết ngày 02/06/2022" in page(lan, f"/toi/ho-so/{dossier.code}/")
        address = f"/toi/ho-so/{dossier.code}/xem-lai/"
        assert "Giải pháp đang được bảo hộ." in page(lan, address)

        said = {"version": dossier.version, "text": "Giải pháp chưa ai bảo hộ."}
        text = lan.post(address, said, follow=True).content.decode()

        assert "Đã gửi đề nghị xem lại." in text
        assert "Đang thẩm định" in text
        assert "Giải pháp chưa ai bảo hộ." in page(cast.client("yen"), f"/duyet/{dossier.code}/")

    def test_without_words_the_page_says_so_and_nothing_is_lost(self, cast: Cast) -> None:
        dossier, lan = cast.refused(), cast.client("lan")

        answer = lan.post(f"/toi/ho-so/{dossier.code}/xem-lai/", {"version": dossier.version, "text": " "})

        assert answer.status_code == 422
        assert "Viết vì sao anh/chị đề nghị xem lại" in answer.content.decode()

    def test_from_an_old_page_keeps_the_words(self, cast: Cast) -> None:
        dossier, lan = cast.refused(), cast.client("lan")

        answer = lan.post(f"/toi/ho-so/{dossier.code}/xem-lai/", {"version": 1, "text": "Chưa ai bảo hộ."})

        assert answer.status_code == 409
        assert "Chưa ai bảo hộ.</textarea>" in answer.content.decode()

    @pytest.mark.parametrize("login", ["hung", "minh", "mai"])
    def test_is_nothing_to_anybody_else(self, cast: Cast, login: str) -> None:
        dossier = cast.refused()

        assert cast.client(login).get(f"/toi/ho-so/{dossier.code}/xem-lai/").status_code == 404

    def test_whoever_refused_is_told_that_somebody_else_looks(self, cast: Cast) -> None:
        dossier = appealed(cast)

        text = page(cast.client("minh"), f"/duyet/{dossier.code}/")

        assert "Anh/chị đã kết luận về hồ sơ này, nên một người khác sẽ xem lại." in text
        assert "hop-le" not in text


class TestHandingBack:
    def test_needs_a_word_which_the_desk_below_reads(self, cast: Cast) -> None:
        dossier, yen = appealed(cast), cast.client("yen")
        assert "Viết lý do, để mọi người liên quan hiểu." in posted(yen, dossier, "chuyen-ve")

        posted(yen, dossier, "chuyen-ve", note="Xem lại phần bảo hộ.")

        assert "Xem lại phần bảo hộ." in page(cast.client("minh"), f"/duyet/{dossier.code}/")


class TestCorrecting:
    def test_asks_for_the_new_verdict_its_reasons_and_why(self, cast: Cast) -> None:
        dossier, yen = cast.valid(), cast.client("yen")
        form = page(yen, f"/duyet/{dossier.code}/?viec=dinh-chinh")
        assert 'value="INELIGIBLE"' in form
        assert 'value="VALID"' not in form

        assert "Chọn một kết luận khác" in posted(yen, dossier, "dinh-chinh", note="Rà soát.")
        said = {"to": "INELIGIBLE", "reasons": ["ip_protected"], "loi_ip_protected": "Đã có bảo hộ."}
        posted(yen, dossier, "dinh-chinh", note="Rà soát.", **said)
        cast.told(dossier)

        text = page(cast.client("lan"), f"/toi/ho-so/{dossier.code}/")
        assert "Đính chính: không công nhận" in text
        assert "Đã có bảo hộ." in text
        assert "Rà soát." in text

    def test_is_not_offered_to_who_decided(self, cast: Cast) -> None:
        dossier = cast.valid()

        assert "dinh-chinh" not in page(cast.client("minh"), f"/duyet/{dossier.code}/")


def test_a_verdict_is_taken_back_under_the_hat_under_which_it_was_given(cast: Cast) -> None:
    dossier = cast.confirmed()
    review.validate(dossier, seen=2, by=cast.actor("minh"), at=NOW)

    seen = {role: page(cast.client("minh", role=role), "/duyet/") for role in (Role.REVIEWER, Role.GRASSROOTS_OFFICER)}

    undo = f"/duyet/{dossier.code}/hoan-tac/"
    assert undo in seen[Role.REVIEWER] and undo not in seen[Role.GRASSROOTS_OFFICER]


class TestMerging:
    def test_a_typed_code_is_read_back_before_it_is_taken(self, cast: Cast) -> None:
        record, dossier, minh = (
            cast.valid(title="Giá để khuôn in lưới xoay được"),
            cast.confirmed(),
            cast.client("minh"),
        )

        text = posted(minh, dossier, "trung", code=record.code)
        assert "Giá để khuôn in lưới xoay được" in text
        assert cast.again(dossier).state == State.REVIEWING

        posted(minh, dossier, "trung", code=record.code, **{"xac-nhan": record.code})
        assert cast.again(dossier).duplicate_of == record

    def test_an_upgrade_is_said_kindly_and_truly(self, cast: Cast) -> None:
        record, dossier = cast.valid(), cast.confirmed()
        Initiative.objects.filter(pk=dossier.pk).update(title="Đồ gá may túi có thêm đèn")
        again_seen = cast.again(dossier)
        said = {"code": record.code, "xac-nhan": record.code, "way": "upgrade"}

        text = posted(cast.client("minh"), again_seen, "trung", **said)
        assert "Bản cải tiến phải gửi sau hồ sơ được cải tiến." in text


def test_a_refusal_that_was_undone_is_not_in_the_authors_history(cast: Cast) -> None:
    dossier, minh = cast.confirmed(), cast.actor("minh")
    review.refuse(dossier, reasons=PROTECTED, seen=2, by=minh, at=NOW)
    again.undo(dossier, seen=3, by=minh, at=NOW)
    review.validate(dossier, seen=4, by=minh, at=NOW)
    cast.told(dossier)

    text = page(cast.client("lan"), f"/toi/ho-so/{dossier.code}/")
    officers = page(cast.client("yen"), f"/duyet/{dossier.code}/")

    assert "Giải pháp đang được bảo hộ." not in text
    assert "Đã hoàn tác kết luận, trước khi báo cho tác giả" in officers

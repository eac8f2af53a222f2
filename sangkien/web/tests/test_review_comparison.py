"""Two records beside each other: what is alike, what may be looked at, and what an officer may say of it."""

from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.utils.html import strip_tags

from sangkien.confirmations.tests.asking import employer_says, employers_link
from sangkien.files.models import StoredFile
from sangkien.initiatives.content import AuthorEntry, Moment, PaperEntry, PhotoEntry, Recognition
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.states import State
from sangkien.review import actions as review
from sangkien.review.tests.test_second_programme import Yearly
from sangkien.similarity.actions import take_prints
from sangkien.similarity.models import ToldApart
from sangkien.triage.looking import look
from tests.cast import NOW, Cast


def public_elsewhere(cast: Cast, *, publish_name: bool, **changes: Any) -> Initiative:
    """Found valid under a superior that is not Minh's."""
    one = cast.submitted(
        by="hung",
        unit=cast.unit("CS-HTX-PHUOC-HAU").pk,
        authors=(AuthorEntry(full_name="Võ Văn Hùng"),),
        benefit_vnd=777_000_000,
        benefit_method="37 giây × 900 túi",
        **changes,
    )
    public = {"state": State.VALID, "closed_at": NOW, "publish_name": publish_name}
    Initiative.objects.filter(pk=one.pk).update(**public)
    return cast.again(one)


def kept(name: str) -> int:
    """A stored file; its id."""
    return StoredFile.objects.create(sha256=name[0] * 64, kind="image/jpeg", size=9, name=f"{name}.jpg", kept_at=NOW).pk


def with_pictures(**changes: Any) -> dict[str, Any]:
    """A photo of the new way, a scan of the decision and a paper, as changes of a content."""
    photo, scan, paper = kept("a-anh"), kept("b-quyet-dinh"), kept("c-giay")
    recognition = Recognition(form="recognition_decision", number="41/QĐ-TT", on=NOW.date(), issuer="X", paper=scan)
    return {
        "photos": (PhotoEntry(file=photo, moment=Moment.AFTER),),
        "recognition": recognition,
        "papers": (PaperEntry(code="request", file=paper),),
        **changes,
    }


class TestSideBySide:
    def test_puts_two_records_side_by_side(self, cast: Cast) -> None:
        original = cast.valid()
        one = cast.confirmed(after="Ba chốt nam châm giữ mép vải, mỗi túi còn 8 giây.")

        page = cast.client("minh").get(f"/duyet/{one.code}/so-sanh/{original.code}/")
        lines = {line.label: line for line in page.context["lines"]}

        assert lines["Bây giờ"].one.startswith("<mark>Ba</mark> chốt")
        assert lines["Bây giờ"].other.startswith("<mark>Hai</mark> chốt")
        assert lines["Trước đây"].same
        assert "Gộp" in page.content.decode()

    def test_says_that_the_other_was_sent_later_and_offers_the_other_direction(self, cast: Cast) -> None:
        one, later = cast.confirmed(), cast.confirmed(at=NOW + timedelta(hours=1))

        minh = cast.client("minh")
        there = minh.get(f"/duyet/{one.code}/so-sanh/{later.code}/").content.decode()
        back = minh.get(f"/duyet/{later.code}/so-sanh/{one.code}/").content.decode()

        assert f"Hồ sơ {later.code} gửi sau hồ sơ đang xem" in there
        assert f'<a href="/duyet/{later.code}/so-sanh/{one.code}/">Gộp {later.code} vào hồ sơ này</a>' in there
        assert "gửi sau hồ sơ đang xem" not in back

    def test_offers_no_other_direction_where_the_other_is_settled(self, cast: Cast) -> None:
        one, settled = cast.confirmed(), cast.valid(at=NOW + timedelta(hours=1))

        there = cast.client("minh").get(f"/duyet/{one.code}/so-sanh/{settled.code}/").content.decode()

        assert "gửi sau hồ sơ đang xem" in there and "vào hồ sơ này</a>" not in there

    def test_says_beside_the_records_to_choose_from_which_came_later(self, cast: Cast) -> None:
        one, later = cast.confirmed(), cast.confirmed(at=NOW + timedelta(hours=1))
        take_prints()
        minh = cast.client("minh")

        chosen = minh.get(f"/duyet/{one.code}/?viec=trung").content.decode()
        typed = {"seen": one.version, "code": later.code}
        read_back = minh.post(f"/duyet/{one.code}/trung/", typed).content.decode()

        assert f"{later.code} · CĐCS May Tiến Thuận · gửi sau hồ sơ này" in chosen
        assert "Hồ sơ ấy gửi sau hồ sơ đang xem." in read_back

    def test_shows_of_another_provinces_record_only_what_is_public(self, cast: Cast) -> None:
        elsewhere = cast.submitted(
            by="hung",
            unit=cast.unit("CS-HTX-PHUOC-HAU").pk,
            authors=(AuthorEntry(full_name="Võ Văn Hùng"),),
        )
        thao = cast.actor("thao")
        review.confirm(elsewhere, seen=1, by=thao, at=NOW)
        one = cast.confirmed()
        address = f"/duyet/{one.code}/so-sanh/{elsewhere.code}/"

        assert cast.client("minh").get(address).status_code == 404

        Initiative.objects.filter(pk=elsewhere.pk).update(state=State.VALID, closed_at=NOW)
        html = cast.client("minh").get(address).content.decode()

        assert "Võ Văn Hùng" not in html
        assert "Một tác giả" in html
        assert f"/duyet/{elsewhere.code}/" not in html

    def test_shows_of_a_public_but_restricted_record_its_title_and_its_effect_alone(self, cast: Cast) -> None:
        elsewhere = public_elsewhere(cast, restricted=True, effect="Hàng lỗi còn 0,6 %", publish_name=True)
        one = cast.confirmed(effect="Đỡ mỏi tay")

        page = cast.client("minh").get(f"/duyet/{one.code}/so-sanh/{elsewhere.code}/")
        told = {line.label: strip_tags(line.other) for line in page.context["lines"] if line.other}

        assert list(told) == ["Tên sáng kiến", "Hiệu quả"]
        html = strip_tags(page.content.decode())
        assert [secret for secret in ["Phước Hậu", "Võ Văn Hùng", "777.000.000", "37 giây"] if secret in html] == []

    def test_names_the_authors_of_a_public_record_who_agreed_to_that(self, cast: Cast) -> None:
        elsewhere = public_elsewhere(cast, publish_name=True)
        one = cast.confirmed()

        page = cast.client("minh").get(f"/duyet/{one.code}/so-sanh/{elsewhere.code}/")
        told = {line.label: strip_tags(line.other) for line in page.context["lines"]}

        assert told["Tác giả"] == "Võ Văn Hùng"
        assert told["Đơn vị"] == "CĐCS HTX Phước Hậu"
        assert told["Giá trị làm lợi"] == "777.000.000 đồng"
        assert told["Cách tính"] == "37 giây × 900 túi"
        assert "41/QĐ-TT" not in told["Công nhận"]
        assert told["Ngày gửi"] == ""

    def test_an_authors_own_record_is_compared_whole_but_not_opened_as_an_officer(self, cast: Cast) -> None:
        mais = (AuthorEntry(full_name="Trần Thị Mai", phone="+84912345003"),)
        own = cast.submitted(by="mai", unit=cast.unit("CS-HAEMIN").pk, authors=mais)
        one = cast.confirmed()

        page = cast.client("mai").get(f"/duyet/{one.code}/so-sanh/{own.code}/")

        assert "41/QĐ-TT" in {line.label: line.other for line in page.context["lines"]}["Công nhận"]
        assert f'href="/duyet/{own.code}/"' not in page.content.decode()

    def test_a_record_is_not_compared_with_itself(self, cast: Cast) -> None:
        one = cast.confirmed()

        assert cast.client("minh").get(f"/duyet/{one.code}/so-sanh/{one.code}/").status_code == 404

    def test_is_closed_to_who_may_not_open_the_first(self, cast: Cast) -> None:
        one, other = cast.confirmed(), cast.valid()

        assert cast.client("thao").get(f"/duyet/{one.code}/so-sanh/{other.code}/").status_code == 404


class TestTasks:
    @pytest.mark.parametrize("asked", ["khong-co", "hop-le", "%00", "tra-lai&noi=x"])
    def test_an_odd_address_shows_the_dossier(self, cast: Cast, asked: str) -> None:
        response = cast.client("minh").get(f"/duyet/{cast.confirmed().code}/?viec={asked}")

        assert response.status_code == 200

    def test_a_form_that_is_not_open_to_the_hat_is_not_shown(self, cast: Cast) -> None:
        response = cast.client("dong").get(f"/duyet/{cast.confirmed().code}/?viec=tra-lai")

        assert response.context["form"] is None


class TestPicturesAndPapers:
    def test_stand_beside_each_other(self, cast: Cast) -> None:
        original, one = cast.valid(**with_pictures()), cast.confirmed(**with_pictures())

        html = cast.client("minh").get(f"/duyet/{one.code}/so-sanh/{original.code}/").content.decode()

        for record in (original, one):
            files = [record.photos.get().file_id, record.recognition_paper_id, record.papers.get().file_id]
            assert [file for file in files if f"/tep/{file}/" not in html] == []

    def test_of_a_record_that_is_only_public_are_not_shown(self, cast: Cast) -> None:
        elsewhere = public_elsewhere(cast, publish_name=True, **with_pictures())
        one = cast.confirmed()

        html = cast.client("minh").get(f"/duyet/{one.code}/so-sanh/{elsewhere.code}/").content.decode()

        assert "/tep/" not in html
        assert "chỉ đơn vị giữ hồ sơ ấy xem được" in html

    def test_that_an_employer_wants_kept_are_for_who_may_read_the_work(self, cast: Cast) -> None:
        original, one = cast.valid(**with_pictures()), cast.confirmed()
        employer_says(employers_link(cast, original), disclosure="RESTRICTED")
        address = f"/duyet/{one.code}/so-sanh/{original.code}/"

        seen = {who: cast.client(who).get(address).content.decode() for who in ("minh", "dong")}

        for file in (original.photos.get().file_id, original.papers.get().file_id):
            assert f"/tep/{file}/" in seen["minh"] and f"/tep/{file}/" not in seen["dong"]


class TestReasons:
    def test_say_in_words_how_the_two_are_alike(self, cast: Cast) -> None:
        original = cast.valid()
        one = cast.confirmed(title="Đồ gá may túi gipú giữ mép vải bằng một tay")

        text = strip_tags(cast.client("minh").get(f"/duyet/{one.code}/so-sanh/{original.code}/").content.decode())

        assert "Tên khác ở chỗ gõ; nội dung đọc gần như nhau" in text
        assert "Giống 100 %" in text  # by the content

    def test_grey_what_only_quotes_a_rule(self, cast: Cast) -> None:
        quoted = "Căn cứ Nghị định 13/2012/NĐ-CP ngày 02/3/2012. "
        original = cast.valid(before=quoted + "Phải dùng hai tay.")
        one = cast.confirmed(before=quoted + "Phải dùng cả hai tay.")

        page = cast.client("minh").get(f"/duyet/{one.code}/so-sanh/{original.code}/")
        [before] = [line for line in page.context["lines"] if line.label == "Trước đây"]

        assert before.one.startswith('<span class="aside">Căn cứ Nghị định 13/2012/NĐ-CP ngày 02/3/2012</span>')
        assert "dùng <mark>cả</mark> hai tay" in before.one

    def test_stand_on_the_dossiers_page_with_a_way_there(self, cast: Cast) -> None:
        original = cast.valid()
        one = cast.confirmed(title="do ga may tui giup giu mep vai bang mot tay")
        take_prints()
        look(at=NOW)

        html = cast.client("minh").get(f"/duyet/{one.code}/").content.decode()

        assert "Nghi trùng" in html and 'href="#giong"' in html
        assert f"/duyet/{one.code}/so-sanh/{original.code}/" in html
        assert "Tên như nhau" in html


class TestNotADuplicate:
    def test_is_said_by_one_button_and_the_flag_is_gone(self, cast: Cast) -> None:
        original, one = cast.valid(), cast.confirmed()
        take_prints()
        client = cast.client("minh")
        address = f"/duyet/{one.code}/so-sanh/{original.code}/"
        assert 'data-key="1"' in client.get(address).content.decode()

        page = client.post(f"{address}khong-trung/", follow=True)

        html = page.content.decode()
        assert "không trùng nhau" in html and "Đã xem: không trùng" in html
        look(at=NOW)
        assert "Nghi trùng" not in client.get(f"/duyet/{one.code}/").content.decode()
        assert ToldApart.objects.get().by == cast.person("minh")
        assert 'data-key="1"' not in client.get(address).content.decode()

    @pytest.mark.parametrize("login", ["mai", "dong", "ha"])
    def test_is_not_offered_to_who_only_reads(self, cast: Cast, login: str) -> None:
        original, one = cast.valid(), cast.confirmed()
        address = f"/duyet/{one.code}/so-sanh/{original.code}/"
        client = cast.client(login)

        html = client.get(address).content.decode()

        assert 'data-key="1"' not in html and 'data-key="3"' not in html
        client.post(f"{address}khong-trung/")
        assert not ToldApart.objects.exists()

    def test_of_a_record_that_one_may_not_see_is_as_if_there_were_none(self, cast: Cast) -> None:
        other, one = cast.submitted(unit=cast.unit("CS-HAEMIN").pk), cast.submitted()

        answer = cast.client("mai").post(f"/duyet/{one.code}/so-sanh/{other.code}/khong-trung/")

        assert answer.status_code == 404


class TestAnUpgrade:
    def test_is_one_key_away_and_already_chosen(self, cast: Cast) -> None:
        original, one = cast.valid(at=NOW - timedelta(days=1)), cast.confirmed()
        client = cast.client("minh")
        html = client.get(f"/duyet/{one.code}/so-sanh/{original.code}/").content.decode()
        address = f"/duyet/{one.code}/?viec=trung&amp;ho-so={original.code}&amp;way=upgrade"
        assert f'data-key="2" href="{address}#viec"' in html

        form = client.get(unescape(address)).context["form"]

        assert form["way"].value() == "upgrade"
        assert original.code in (form["code"].value() or form["record"].value())

    def test_is_none_of_what_was_sent_later(self, cast: Cast) -> None:
        later, one = cast.valid(at=NOW + timedelta(hours=1)), cast.confirmed()

        html = cast.client("minh").get(f"/duyet/{one.code}/so-sanh/{later.code}/").content.decode()

        assert 'data-key="2"' not in html and 'data-key="3"' in html


class TestARecordOfAnotherProgramme:
    @pytest.mark.parametrize("valid_there", [True, False])
    def test_takes_the_dossier_in_once_it_was_recognised_there(self, cast: Cast, valid_there: bool) -> None:
        one, yearly = cast.confirmed(), Yearly(cast)
        told = {"title": one.title, "before": one.before, "after": one.after}
        other = yearly.valid(**told) if valid_there else yearly.submitted(**told)
        take_prints()

        client = cast.client("minh")
        html = client.get(f"/duyet/{one.code}/so-sanh/{other.code}/").content.decode()
        form = client.get(f"/duyet/{one.code}/?viec=trung&ho-so={other.code}").context["form"]

        assert ('data-key="3"' in html) is valid_there
        assert ("record" in form.fields) is valid_there


class TestAskingTheAuthor:
    def test_begins_with_words_that_name_only_a_public_record(self, cast: Cast) -> None:
        public, hidden, one = cast.valid(), cast.confirmed(), cast.confirmed()
        client = cast.client("minh")

        named, unnamed = (
            client.get(f"/duyet/{one.code}/?hoi={other.code}").context["message"]["text"].value()
            for other in (public, hidden)
        )

        assert public.code in named and "nâng cấp" in named
        assert hidden.code not in unnamed and unnamed

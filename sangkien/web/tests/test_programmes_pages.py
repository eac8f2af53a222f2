"""Hà sets up the programme on pages: what she types stays, what it would do is shown first; the file says the same."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sangkien.base.shapes import plain, written
from sangkien.initiatives.models import Draft, Initiative
from sangkien.programmes.actions import configure
from sangkien.programmes.describing import described
from sangkien.programmes.models import Campaign, Programme
from sangkien.programmes.spec import read, read_text
from sangkien.web.programmes.sections import SECTIONS
from sangkien.web.tests.reading import queries, said
from sangkien.web.tests.reading import read as shown
from tests.cast import CATALOGUE, NOW, Cast

ROOT = "/thiet-lap/CT1TSK/"
FILES = sorted(path.name for path in CATALOGUE.glob("*.yaml"))


def typed_in(client: Client, address: str) -> dict[str, Any]:
    """What a browser would send of the section as it stands."""
    form = client.get(address).context["form"]
    boxes = [bound for part in form.parts for bound in [*part.asked, *_around(part)]]
    typed = {bound.html_name: bound.value() for bound in boxes if bound.value() not in (None, False)}
    return {name: "on" if value is True else value for name, value in typed.items()} | {"so-dong": str(form.spare)}


def _around(part: Any) -> list[Any]:
    return [part.order_box] if hasattr(part, "order_box") else []


def saved(client: Client, address: str, typed: dict[str, Any], reason: str = "CV 12/TLĐ") -> Any:
    """Shown first, then said yes."""
    preview = client.post(address, typed).context["preview"]
    return client.post(address, typed | {"da-xem": preview.seal, "reason": reason}, follow=True)


class TestASection:
    @pytest.mark.parametrize("name", FILES)
    @pytest.mark.parametrize("slug", SECTIONS)
    def test_sent_back_as_it_stands_changes_nothing(self, cast: Cast, slug: str, name: str) -> None:
        programme = configure(read(CATALOGUE / name), by=None, at=NOW)
        Programme.objects.filter(pk=programme.pk).update(owner=cast.unit("TLD"))
        ha, address = cast.client("ha"), f"/thiet-lap/{programme.code}/phan/{slug}/"

        answer = ha.post(address, typed_in(ha, address), follow=True)

        assert "Không có gì khác so với lúc trước" in said(answer.content)

    def test_is_changed_after_it_was_shown_what_that_touches_and_why(self, cast: Cast) -> None:
        cast.submitted()
        ha, address = cast.client("ha"), ROOT + "phan/ten/"
        typed = typed_in(ha, address) | {"slogan": "Sáng tạo mỗi ngày"}

        preview = said(ha.post(address, typed).content)

        assert "1 hồ sơ đã gửi, trong đó 1 đang chờ ở 1 nơi" in preview and "Sáng tạo mỗi ngày" in preview
        assert cast.programme.slogan == Programme.objects.get().slogan
        assert "Đã ghi thay đổi" in said(saved(ha, address, typed).content)
        assert Programme.objects.get().slogan == "Sáng tạo mỗi ngày"
        assert "CV 12/TLĐ" in shown(ha, ROOT)

    def test_of_a_programme_that_runs_is_not_changed_without_a_reason(self, cast: Cast) -> None:
        ha, address = cast.client("ha"), ROOT + "phan/ten/"
        typed = typed_in(ha, address) | {"slogan": "Mới"}

        answer = saved(ha, address, typed, reason="")

        assert answer.status_code == 422 and "ghi lý do của thay đổi" in said(answer.content)
        assert 'value="Mới"' in answer.content.decode()

    def test_that_was_changed_meanwhile_is_shown_anew(self, cast: Cast) -> None:
        ha, address = cast.client("ha"), ROOT + "phan/ten/"
        typed = typed_in(ha, address) | {"slogan": "Hai"}
        seal = ha.post(address, typed).context["preview"].seal
        saved(ha, address, typed | {"slogan": "Một"})

        answer = ha.post(address, typed | {"da-xem": seal, "reason": "vì"})

        assert answer.context["preview"].seal != seal and Programme.objects.get().slogan == "Một"

    @pytest.mark.parametrize(
        ("slug", "changes", "where"),
        [
            ("ten", {"short_name.vi": ""}, "id_short_name.vi"),
            ("ten", {"slogan": "x" * 300}, "id_slogan"),
            ("thoi-gian", {"opens.from": "hôm qua"}, "id_opens.from"),
            ("thoi-gian", {"opens.to": "01/01/2021"}, "id_opens.from"),
            ("thoi-gian", {"deadline.grace_hours": "9999"}, "id_deadline.grace_hours"),
            ("quy-trinh", {"review.confirm_days": "0"}, "id_review.confirm_days"),
            ("quy-trinh", {"review.workflow": "MUOI_BUOC"}, "id_review.workflow"),
            ("giai-doan", {"0-code": "hai chữ"}, "id_0-code"),
            ("giai-doan", {"1-name.vi": ""}, "id_1-name.vi"),
            ("chien-dich", {"0-window.to": "01/01/2021"}, "id_0-window.from"),
            ("loai", {"2-code": ""}, "id_2-code"),
            ("tra-lai", {"0-step": "7"}, "id_0-step"),
            ("cau-hoi", {"0-code": "q", "0-step": "3", "0-kind": "choice", "0-label.vi": "Gì?"}, "id_0-code"),
        ],
    )
    def test_says_what_is_wrong_at_its_place(self, cast: Cast, slug: str, changes: dict[str, str], where: str) -> None:
        ha, address = cast.client("ha"), f"{ROOT}phan/{slug}/"

        answer = ha.post(address, typed_in(ha, address) | changes)

        page = answer.content.decode()
        assert answer.status_code == 422
        assert f'href="#{where}"' in page or slug == "cau-hoi"
        assert all(value in page for name, value in changes.items() if name != "review.workflow")  # that is a list

    def test_takes_rows_in_and_out_and_moves_them(self, cast: Cast) -> None:
        ha, address = cast.client("ha"), ROOT + "phan/loai/"
        typed = typed_in(ha, address)
        typed |= {"0-thu-tu": "9", "1-bo": "on", "5-code": "saving", "5-name.vi": "Tiết kiệm", "5-thu-tu": "1"}

        saved(ha, address, typed)

        kinds = [one.code for one in described(Programme.objects.get()).lists.kinds]
        assert kinds == ["saving", "working_method", "application", "research", "technical"]

    def test_offers_more_rows_and_keeps_what_was_typed(self, cast: Cast) -> None:
        ha, address = cast.client("ha"), ROOT + "phan/loai/"
        typed = typed_in(ha, address) | {"5-code": "hai chữ"}

        answer = ha.post(address, typed | {"them": "1"})

        assert answer.status_code == 200 and answer.context["form"].spare == int(typed["so-dong"]) + 2
        assert 'value="hai chữ"' in answer.content.decode()

    def test_says_how_many_dossiers_a_shorter_phase_leaves_outside(self, cast: Cast) -> None:
        cast.submitted()
        ha, address = cast.client("ha"), ROOT + "phan/giai-doan/"

        answer = ha.post(address, typed_in(ha, address) | {"0-window.to": "10/05/2022"})

        assert "1 hồ sơ của giai đoạn GD1 đã gửi vào những ngày giai đoạn sẽ không còn" in said(answer.content)

    @pytest.mark.parametrize("rubbish", [{"so-dong": "99999"}, {"so-dong": "²"}, {"so-dong": "-1"}, {"slogan": "\0"}])
    def test_bears_rubbish(self, cast: Cast, rubbish: dict[str, str]) -> None:
        ha = cast.client("ha")

        assert ha.post(ROOT + "phan/loai/", rubbish).status_code in (302, 422)
        assert ha.post(ROOT + "phan/ten/", rubbish).status_code == 422


class TestTheFile:
    def test_is_what_the_pages_say_and_loaded_again_changes_nothing(self, cast: Cast) -> None:
        ha = cast.client("ha")
        file = ha.get(ROOT + "chuong-trinh.yaml").content

        answer = ha.post(ROOT + "tep/", {"text": "", "file": SimpleUploadedFile("a.yaml", file)}, follow=True)

        assert read_text(file) == described(cast.programme)
        assert "Tệp này nói đúng như chương trình đang có" in said(answer.content)

    def test_changes_the_programme_once_it_was_shown(self, cast: Cast) -> None:
        ha = cast.client("ha")
        typed = {"text": written(plain(described(cast.programme)) | {"slogan": "Theo tệp"})}

        saved(ha, ROOT + "tep/", typed)

        assert Programme.objects.get().slogan == "Theo tệp"

    @pytest.mark.parametrize("text", ["", "code: [", "- a", "\0", "code: A", "a: &a [*a]"])
    def test_with_a_mistake_is_refused_and_stays_typed(self, cast: Cast, text: str) -> None:
        answer = cast.client("ha").post(ROOT + "tep/", {"text": text})

        assert answer.status_code == 422 and Programme.objects.get().slogan == cast.programme.slogan

    def test_that_is_no_text_is_refused(self, cast: Cast) -> None:
        sent = SimpleUploadedFile("a.yaml", b"short_name: \xd0\xff")

        answer = cast.client("ha").post(ROOT + "tep/", {"file": sent})

        assert answer.status_code == 422 and "UTF-8" in said(answer.content)

    def test_makes_a_new_programme_with_its_targets(self, cast: Cast) -> None:
        text = (CATALOGUE / "ct1tsk.yaml").read_text(encoding="utf-8").replace("code: CT1TSK", "code: MOI")

        answer = cast.client("ha").post("/thiet-lap/moi/", {"text": text}, follow=True)

        assert "Đã lập chương trình MOI" in said(answer.content)
        assert Programme.objects.get(code="MOI").targets.count() == 2


class TestVersions:
    def test_are_told_with_who_and_why_and_laid_side_by_side(self, cast: Cast) -> None:
        ha, address = cast.client("ha"), ROOT + "phan/ten/"
        saved(ha, address, typed_in(ha, address) | {"slogan": "Mới"})

        page = shown(ha, ROOT + "ban/", tu=1, den=2)

        assert "Bản 1 và bản 2" in page and "Khẩu hiệu" in page and "Hoàng Thu Hà" in page
        assert b"slogan: M" not in ha.get(ROOT + "chuong-trinh.yaml", {"ban": 1}).content

    @pytest.mark.parametrize("asked", [{"tu": "x", "den": "1"}, {"tu": "9", "den": "1"}, {"tu": "²", "den": "1"}])
    def test_that_are_not_there_are_not_found(self, cast: Cast, asked: dict[str, str]) -> None:
        assert cast.client("ha").get(ROOT + "ban/", asked).status_code == 404


class TestExtending:
    def test_is_done_by_a_decision_and_taken_back(self, cast: Cast) -> None:
        ha, typed = cast.client("ha"), {"phase": "GD1", "until": "05/06/2022", "decision": "CV 99/TLĐ ngày 31/05/2022"}

        answer = ha.post(ROOT + "gia-han/", typed, follow=True)

        assert "Gia hạn đến hết ngày 05/06/2022 theo quyết định: CV 99/TLĐ" in said(answer.content)
        assert "Đã thôi" in said(ha.post(ROOT + "gia-han/", typed | {"go": "bo"}, follow=True).content)

    @pytest.mark.parametrize("wrong", [{"decision": ""}, {"until": ""}, {"until": "05/05/2022"}, {"phase": "X"}])
    def test_is_refused_with_the_reason_and_what_was_typed(self, cast: Cast, wrong: dict[str, str]) -> None:
        typed = {"phase": "GD1", "until": "05/06/2022", "decision": "CV 99/TLĐ"} | wrong

        answer = cast.client("ha").post(ROOT + "gia-han/", typed)

        assert answer.status_code == 422 and answer.context["form"].errors


class TestARehearsal:
    def test_is_copied_tried_out_and_thrown_away(self, cast: Cast) -> None:
        ha, mai = cast.client("ha"), cast.client("mai")
        typed = {"code": "THU", "name": "Bản thử", "years": "0", "rehearsal": "on"}
        assert "Đang chạy thử" in said(ha.post(ROOT + "sao-chep/", typed, follow=True).content)

        begun = mai.post("/gui/?chuong-trinh=THU", follow=True)

        assert "Chạy thử “Bản thử”" in said(begun.content)
        assert "1 bài thử của 1 người" in shown(ha, "/thiet-lap/THU/")
        ha.post("/thiet-lap/THU/chay-thu/bo-het/")
        assert not Programme.objects.filter(code="THU").exists() and not Draft.objects.exists()

    def test_is_seen_by_nobody_else(self, cast: Cast) -> None:
        rehearsal(cast)

        assert cast.client().get("/chuong-trinh/THU/").status_code == 404
        assert cast.client().get("/chuong-trinh/THU/so-lieu.csv").status_code == 404
        assert cast.client("lan").get("/gui/?chuong-trinh=THU").status_code == 404
        assert "Bản thử" not in shown(cast.client(), "/sang-kien/")
        assert "Bản thử" in shown(cast.client("mai"), "/thiet-lap/")

    def test_is_put_in_force(self, cast: Cast) -> None:
        rehearsal(cast)

        answer = cast.client("ha").post("/thiet-lap/THU/chay-thu/thuc-hien/", follow=True)

        assert "từ nay là chương trình thật" in said(answer.content)
        assert cast.client().get("/chuong-trinh/THU/").status_code == 200
        assert not Initiative.objects.exists()

    @pytest.mark.parametrize(
        "wrong", [{"code": ""}, {"code": "hai chữ"}, {"code": "CT1TSK"}, {"years": "99"}, {"name": ""}]
    )
    def test_is_not_made_of_what_makes_no_sense(self, cast: Cast, wrong: dict[str, str]) -> None:
        typed = {"code": "THU", "name": "Bản thử", "years": "0"} | wrong

        answer = cast.client("ha").post(ROOT + "sao-chep/", typed)

        assert answer.status_code == 422 and answer.context["form"].errors


class TestTheWayThere:
    @pytest.mark.parametrize("login", ["mai", "minh", "dong"])
    def test_whoever_may_try_a_programme_out_finds_it_in_the_navigation(self, cast: Cast, login: str) -> None:
        way = '<a href="/thiet-lap/"'
        assert way not in cast.client(login).get("/chuong-trinh/").content.decode()

        rehearsal(cast)

        assert way in cast.client(login).get("/chuong-trinh/").content.decode()
        page = shown(cast.client(login), "/thiet-lap/")
        assert "Chạy thử chương trình" in page and "Bản thử" in page and "Thiết lập chương trình" not in page

    def test_without_a_rehearsal_the_page_says_so(self, cast: Cast) -> None:
        assert "Chưa có chương trình nào chạy thử" in shown(cast.client("mai"), "/thiet-lap/")


def rehearsal(cast: Cast) -> None:
    typed = {"code": "THU", "name": "Bản thử", "years": "0", "rehearsal": "on"}
    assert cast.client("ha").post(ROOT + "sao-chep/", typed).status_code == 302


class TestAStretch:
    TYPED = {"kind": "PEAK_WEEK", "name": "Tuần cao điểm", "first_day": "23/05/2022", "last_day": "29/05/2022"}

    def typed(self, **changes: str) -> dict[str, str]:
        return {"parent": str(Campaign.objects.get(code="CD40N").pk)} | self.TYPED | changes

    def test_is_opened_changed_and_called_off(self, cast: Cast) -> None:
        mai = cast.client("mai")
        assert "Đã mở “Tuần cao điểm”" in said(mai.post("/dot-cao-diem/moi/", self.typed(), follow=True).content)
        own = Campaign.objects.get(by_unit=True)
        address = f"/dot-cao-diem/{own.pk}/"
        seen = mai.get(address).context["seen"]

        changed = mai.post(address, self.typed(name="Tuần mới") | {"da-xem": seen}, follow=True)
        seen = mai.get(address).context["seen"]
        gone = mai.post(address, self.typed() | {"da-xem": seen, "go": "bo"}, follow=True)

        assert "Tuần mới" in said(changed.content) and "Đã bỏ “Tuần mới”" in said(gone.content)

    @pytest.mark.parametrize(
        "wrong", [{"parent": "x"}, {"kind": ""}, {"name": ""}, {"first_day": "x"}, {"last_day": "29/06/2022"}]
    )
    def test_is_refused_with_what_was_typed(self, cast: Cast, wrong: dict[str, str]) -> None:
        answer = cast.client("mai").post("/dot-cao-diem/moi/", self.typed(**wrong))

        assert answer.status_code == 422 and answer.context["form"].errors

    def test_of_others_is_not_found(self, cast: Cast) -> None:
        cast.client("mai").post("/dot-cao-diem/moi/", self.typed())

        assert cast.client("kim").get(f"/dot-cao-diem/{Campaign.objects.get(by_unit=True).pk}/").status_code == 404


def test_the_lists_cost_the_same_for_few_and_for_many(cast: Cast) -> None:
    ha, mai = cast.client("ha"), cast.client("mai")
    parent = Campaign.objects.get(code="CD40N")

    def more(numbers: range) -> None:
        spec = described(cast.programme)
        for n in numbers:
            configure(spec.model_copy(update={"code": f"A{n}"}), by=None, at=NOW)
            cast.programme.campaigns.create(
                parent=parent,
                organiser=cast.unit("CS-MAY-TIEN-THUAN"),
                kind="PEAK_WEEK",
                code=f"T{n}",
                name=f"Tuần {n}",
                window=parent.window,
                by_unit=True,
            )

    more(range(2))
    few = queries(ha, "/thiet-lap/"), queries(mai, "/dot-cao-diem/")
    more(range(2, 10))

    assert (queries(ha, "/thiet-lap/"), queries(mai, "/dot-cao-diem/")) == few

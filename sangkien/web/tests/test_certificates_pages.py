"""Certificates on the screen: the worker's name, the officer's batch, and whoever holds the paper."""

import io
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sangkien.certificates import actions
from sangkien.certificates.models import Batch, Certificate
from sangkien.certificates.tests.giving import author_of, done, given_to_lan, spelled
from sangkien.initiatives.models import Author, Initiative
from sangkien.jobs.models import Job
from tests.cast import NOW, Cast
from tests.commands import Run, run

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_at_nine")]
__all__ = ["run"]
OF_THE_PROVINCE = "/giay-chung-nhan/don-vi/LDLD-NINH-THUAN/"
SIGNED = {"title": "Chủ tịch", "place": "Ninh Thuận", "day": "18/05/2022"}


@pytest.fixture
def _at_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sangkien.web.middleware.now", lambda *_heard: NOW)


def test_from_her_name_to_the_paper_that_anybody_checks_and_that_is_revoked(cast: Cast) -> None:
    author = author_of(cast.valid())
    spelled(cast, author)
    lan, dong, anybody = cast.client("lan"), cast.client("dong"), cast.client()

    told = lan.post(f"/toi/giay-chung-nhan/ten/INITIATIVE/{author.pk}/", {"name": "Nguyễn Thị Lan"}, follow=True)
    assert "Đã ghi cách viết tên" in told.text
    form = SIGNED | {"signer": str(cast.person("dong").pk), "nguoi": [str(author.pk)], "ai": "chon"}
    assert dong.post(f"{OF_THE_PROVINCE}cap/", form).status_code == 302
    done(Job.objects.get(kind=actions.ISSUE))

    one = Certificate.objects.get()
    page = anybody.get(f"/xac-minh/{one.serial}/")
    assert "Giấy thật, còn hiệu lực." in page.text
    assert all(part in page.text for part in (one.name, one.says.work, one.serial))
    assert "0912345001" not in page.text

    dong.post(f"/giay-chung-nhan/{one.serial}/thu-hoi/", {"reason": "Kê khai sai", "decision": "Quyết định số 9"})
    page = anybody.get("/xac-minh/", {"so": f" {one.serial.lower()} "}, follow=True)
    assert "Giấy này đã bị thu hồi" in page.text
    assert "Kê khai sai" in page.text
    looked_up = anybody.post("/tra-cuu/", {"code": author.initiative.code, "tail": "5001"})
    assert "Đã thu hồi" in looked_up.text
    assert "Anh/chị thấy chưa đúng" in lan.get(f"/giay-chung-nhan/{one.serial}/").text


class TestWhoGives:
    def test_reads_who_has_not_confirmed_and_nothing_is_given(self, cast: Cast) -> None:
        author = author_of(cast.valid())
        form = SIGNED | {"signer": str(cast.person("dong").pk), "nguoi": [str(author.pk)], "ai": "chon"}

        page = cast.client("dong").post(f"{OF_THE_PROVINCE}cap/", form)

        assert page.status_code == 422
        assert "Chưa xác nhận cách viết tên: Nguyễn Thị Lan" in page.text
        assert not Batch.objects.exists()

    def test_takes_all_of_a_batch_as_files(self, cast: Cast) -> None:
        one, dong = given_to_lan(cast), cast.client("dong")

        archive = ZipFile(io.BytesIO(dong.get(f"/giay-chung-nhan/dot/{one.batch_id}/tat-ca.zip").getvalue()))

        assert archive.namelist() == [f"{one.serial}.pdf"]
        assert dong.get(f"/giay-chung-nhan/dot/{one.batch_id}/in.pdf").content.startswith(b"%PDF")
        assert "Đã cấp 1 trong 1 giấy" in dong.get(f"/giay-chung-nhan/dot/{one.batch_id}/").text

    def test_writes_down_what_somebody_signed(self, cast: Cast) -> None:
        author, mai = author_of(cast.valid()), cast.client("mai")
        address = f"/giay-chung-nhan/don-vi/CS-MAY-TIEN-THUAN/ten/{author.pk}/"

        wrong = mai.post(address, {"name": "Nguyễn Thị Lan", "note": ""})
        right = mai.post(address, {"name": "Nguyễn Thị Lan", "note": "phiếu ký 18/05"}, follow=True)

        assert (wrong.status_code, "phiếu nào" in wrong.text) == (422, True)
        assert "Đã ghi cách viết tên của Nguyễn Thị Lan" in right.text

    def test_costs_the_same_for_two_as_for_twelve(self, cast: Cast) -> None:
        dong = cast.client("dong")

        def cost(address: str) -> int:
            with CaptureQueriesContext(connection) as asked:
                assert dong.get(address).status_code == 200
            return len(asked)

        def some(first: int, last: int) -> None:
            for n in range(first, last):
                cast.valid(title=f"Cải tiến số {n} của chuyền may")

        some(0, 2)
        few = cost(f"{OF_THE_PROVINCE}cap/")
        some(2, 12)
        assert cost(f"{OF_THE_PROVINCE}cap/") == few


class TestWhoHoldsThePaper:
    @pytest.mark.parametrize("typed", ["LDLD-NINH-THUAN-2022-00001-AAAAAA", "abc", "'; --", "兰", "\0"])
    def test_reads_a_sentence_when_there_is_none(self, cast: Cast, typed: str) -> None:
        page = cast.client().get("/xac-minh/", {"so": typed})

        assert page.status_code == (404 if typed.strip("\0") else 200)
        assert ("Không có giấy chứng nhận nào mang số này" in page.text) == bool(typed.strip("\0"))

    def test_is_told_when_what_it_certifies_is_looked_at_again(self, cast: Cast) -> None:
        one = given_to_lan(cast)
        dossier = Author.objects.get(pk=one.subject).initiative_id
        Initiative.objects.filter(pk=dossier).update(state="REVIEWING", closed_at=None, desk=cast.unit("CD-KCN"))

        assert "đang được xem lại" in cast.client().get(f"/xac-minh/{one.serial}/").text

    def test_checks_it_offline_with_the_published_key(self, cast: Cast, run: Run, tmp_path: Path) -> None:
        one, anybody = given_to_lan(cast), cast.client()
        keys, pdf, text = tmp_path / "khoa.json", tmp_path / "giay.pdf", tmp_path / "giay.txt"
        keys.write_bytes(anybody.get("/xac-minh/khoa.json").content)
        pdf.write_bytes(cast.client("lan").get(f"/giay-chung-nhan/{one.serial}/giay.pdf").content)
        text.write_bytes(anybody.get(f"/xac-minh/{one.serial}/noi-dung.txt").content)

        for what in (str(pdf), str(text), one.sealed.text):
            said = run("certificate", "verify", what, "--keys", str(keys), "--json")
            assert said.document[0]["name"] == "Nguyễn Thị Lan"

    def test_gets_no_file_of_a_strangers(self, cast: Cast) -> None:
        one = given_to_lan(cast)

        assert cast.client("hung").get(f"/giay-chung-nhan/{one.serial}/giay.pdf").status_code == 404
        assert cast.client("lan").get(f"/giay-chung-nhan/{one.serial}/giay.png").status_code == 200

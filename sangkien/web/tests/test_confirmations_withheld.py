"""What an employer wants known less widely stays in its circle, by every door."""

from decimal import Decimal

import pytest

from sangkien.confirmations.tests.asking import employer_says, employers_link
from sangkien.files.models import StoredFile
from sangkien.initiatives.actions import resubmit, start_correction
from sangkien.initiatives.content import BenefitEntry, Moment, PhotoEntry
from sangkien.initiatives.models import Initiative
from tests.cast import NOW, Cast


class TestWhatIsWithheld:
    """By every door of the public, and from those who stand outside the circle."""

    @pytest.fixture
    def withheld(self, cast: Cast) -> Initiative:
        initiative = cast.valid(title="Đồ gá giữ kín của chuyền may số 7")
        employer_says(employers_link(cast, initiative), disclosure="RESTRICTED")
        return initiative

    def test_is_on_no_public_page(self, cast: Cast, withheld: Initiative) -> None:
        other = cast.confirmed(title="Đồ gá giữ kín của chuyền may số 7")
        visitor = cast.client()

        assert visitor.get(f"/sang-kien/{withheld.code}/").status_code == 404
        for address in ("/", "/sang-kien/", "/sang-kien/?q=giu+kin", "/chuong-trinh/"):
            assert "giữ kín" not in visitor.get(address).content.decode(), address
        thao = cast.client("thao")
        assert thao.get(f"/duyet/{other.code}/so-sanh/{withheld.code}/").status_code == 404

    def test_counts_all_the_same(self, cast: Cast, withheld: Initiative) -> None:
        assert cast.again(withheld).state == "VALID"

    def test_is_described_to_its_people_and_who_decides_and_to_nobody_above(
        self, cast: Cast, withheld: Initiative
    ) -> None:
        told = {
            login: withheld.after in cast.client(login).get(f"/duyet/{withheld.code}/").content.decode()
            for login in ("mai", "minh", "dong", "ha")
        }

        assert told == {"mai": True, "minh": True, "dong": False, "ha": False}

    def test_its_reckoning_photos_and_what_a_completion_changed_stay_in_that_circle(self, cast: Cast) -> None:
        lines = (BenefitEntry(label="Bớt giờ giữ mép vải", quantity=Decimal(200), unit="giờ", unit_price=35_000),)
        picture = StoredFile.objects.create(sha256="b" * 64, kind="image/jpeg", size=9, name="anh.jpg", kept_at=NOW)
        told = {"benefit_lines": lines, "benefit_vnd": 7_000_000, "benefit_method": "Đo trong 10 ca máy."}
        told |= {"photos": (PhotoEntry(file=picture.pk, moment=Moment.AFTER),)}
        draft = start_correction(cast.returned(**told), by=cast.actor("lan"), at=NOW)
        initiative = resubmit(draft, cast.content(**told, after="Ba nam châm tròn."), by=cast.actor("lan"), at=NOW)
        employer_says(employers_link(cast, initiative), disclosure="RESTRICTED")

        pages = {who: cast.client(who).get(f"/duyet/{initiative.code}/").content.decode() for who in ("mai", "dong")}

        for secret in ("Bớt giờ giữ mép vải", "Đo trong 10 ca máy.", f"/tep/{picture.pk}/", "Ba", "Hai chốt"):
            assert secret in pages["mai"] and secret not in pages["dong"], secret
        assert "Tác giả chưa ghi cách tính" not in pages["dong"]

    def test_is_not_told_in_a_comparison_either(self, cast: Cast, withheld: Initiative) -> None:
        other = cast.confirmed(title="Đồ gá giữ kín của chuyền may số 7", after="Khác hẳn.", before="Khác.")

        texts = {
            login: cast.client(login).get(f"/duyet/{other.code}/so-sanh/{withheld.code}/").content.decode()
            for login in ("minh", "dong")
        }

        assert "nam châm" in texts["minh"] and "nam châm" not in texts["dong"]

    def test_says_so_to_its_author_and_leads_nowhere_public(self, cast: Cast, withheld: Initiative) -> None:
        text = cast.client("lan").get(f"/toi/ho-so/{withheld.code}/").content.decode()

        assert "không có trên trang công khai" in text
        assert f"/sang-kien/{withheld.code}/" not in text

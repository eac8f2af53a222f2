"""From an empty deployment to a printed phase review: units, programme, officers and a list by the documented commands,
everything else on the pages, without scripts."""

import csv
import json
import re
from pathlib import Path
from unicodedata import normalize

import pypdfium2
from playwright.sync_api import Browser, Page

import sangkien.programmes
from sangkien.intake.tests.listing import TITLES, lines, workbook
from tests.cast import UNITS
from tests.journeys import leading, writing
from tests.journeys.conftest import Deployment, Site
from tests.journeys.people import DESKTOP, visitor

PROGRAMME = Path(sangkien.programmes.__file__).parent / "catalogue" / "ct1tsk.yaml"
MONDAY, LAST_DAY, AFTER = (f"2022-{day}:00+07:00" for day in ("05-30T08:00", "05-31T09:00", "06-02T09:00"))
OFFICERS = [
    ("mai", "Trần Thị Mai", "grassroots-officer", "CS-MAY-TIEN-THUAN"),
    ("minh", "Phạm Văn Minh", "reviewer", "CD-KCN"),
    ("dong", "Đặng Quốc Đông", "leader", "LDLD-NINH-THUAN"),
]


def test_the_provincial_officer_prints_the_review_of_a_phase(
    browser: Browser, deployment: Deployment, tmp_path: Path
) -> None:
    passwords = _set_up(deployment, tmp_path)
    with deployment.served(LAST_DAY) as site:
        with visitor(browser, site, "mai", screen=DESKTOP, password=passwords["mai"]) as page:
            codes = _mai_confirms_all(page)
        assert len(codes) == 2
        with visitor(browser, site, "minh", screen=DESKTOP, password=passwords["minh"]) as page:
            for code in codes:
                page.goto(f"/duyet/{code}/")
                _press(page, "Hợp lệ")
    with deployment.served(AFTER) as site:
        said = _dong_prints(browser, site, passwords["dong"], tmp_path)

    assert "LIÊN ĐOÀN LAO ĐỘNG TỈNH NINH THUẬN" in said
    assert "Số: 01/LĐLĐ" in said and "Ninh Thuận, ngày 02 tháng 6 năm 2022" in said
    assert "V/v tiếp tục triển khai giai đoạn 2" in said
    assert "đã có 2 sáng kiến hợp lệ" in said
    assert "đạt 0,2 % chỉ tiêu" in said and "còn thiếu 998 sáng kiến" in said
    assert "giai đoạn 2 (từ ngày 01/06/2022 đến hết ngày 31/08/2023)" in said
    assert "TM. BAN THƯỜNG VỤ CHỦ TỊCH Đặng Quốc Đông" in said


def _set_up(deployment: Deployment, folder: Path) -> dict[str, str]:
    """What an administrator does first; the password of each officer."""
    product = deployment.at(MONDAY)
    product.run("org", "import", str(_units(folder)))
    product.run("programme", "load", str(PROGRAMME))
    passwords = {}
    for login, name, role, unit in OFFICERS:
        who = ["person", "appoint", login, "--name", name, "--role", role, "--unit", unit]
        passwords[login] = json.loads(product.run(*who, "--json"))["password"]
    product.run(
        "import", str(workbook(folder, lines(TITLES[:2]))), "--unit", "CS-MAY-TIEN-THUAN", "--programme", "CT1TSK"
    )
    return passwords


def _units(folder: Path) -> Path:
    file = folder / "don-vi.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(["Mã đơn vị", "Đơn vị cấp trên", "Loại", "Tên đơn vị", "Tên viết tắt", "Từ ngày"])
        for code, parent, kind, name, short_name in UNITS:
            rows.writerow([code, parent or "", kind, name, short_name, "01/04/1992"])
    return file


def _mai_confirms_all(page: Page) -> list[str]:
    """Each dossier of the list; their codes."""
    page.goto("/co-so/")
    codes = sorted(set(re.findall(r"/duyet/(SK-[0-9-]+)/", page.content())))
    for code in codes:
        page.goto(f"/duyet/{code}/")
        _press(page, "Xác nhận")
    return codes


def _press(page: Page, label: str) -> None:
    """A button whose words begin like this; the answer is there."""
    with page.expect_navigation():
        page.get_by_role("button", name=re.compile(f"^{label}")).first.click()


def _dong_prints(browser: Browser, site: Site, password: str, folder: Path) -> str:
    """The heading, the phase closed, the number, the day, and the words of the PDF."""
    with visitor(browser, site, "dong", screen=DESKTOP, password=password) as page:
        writing.headed(page)
        page.goto(leading.PROVINCE)
        page.get_by_role("link", name="Tổng kết Giai đoạn 1").click()
        page.get_by_role("button", name="soạn công văn tổng kết").click()
        page.get_by_role("link", name="Công văn", exact=True).click()
        page.get_by_role("button", name="Soát xong").click()  # nobody else is there to check it
        page.get_by_role("button", name="Lấy số").click()
        page.get_by_role("link", name="Ban hành").click()
        page.locator("input[name=unsigned]").fill("Bản giấy đã ký, văn thư quét sau")
        page.get_by_role("button", name="Ban hành").click()
        with page.expect_download() as coming:
            page.get_by_role("link", name="(PDF)").click()
        coming.value.save_as(folder / "cong-van.pdf")
    with pypdfium2.PdfDocument(folder / "cong-van.pdf") as document:
        text = "\n".join(one.get_textpage().get_text_range() for one in document)
    return " ".join(normalize("NFC", text).split())

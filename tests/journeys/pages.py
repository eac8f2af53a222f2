"""The pages that are looked at, by whom, and how to get each into its states."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.journeys import gathering, giving, leading, listing, reorganising, shaping, writing


@dataclass(frozen=True)
class View:
    """One page in one state: who sees it, where it is, and what is done there before it is looked at."""

    name: str
    login: str
    path: str
    then: Callable[[Page], None] | None = None

    def show(self, page: Page) -> None:
        """Bring the page up."""
        page.goto(self.path)
        if self.then:
            self.then(page)
            page.wait_for_load_state()  # what was pressed last may have begun another page


def _open_first(pattern: str) -> Callable[[Page], None]:
    def follow(page: Page) -> None:
        link = page.locator("main a").filter(has_text=re.compile(r"\w")).and_(page.locator(f"a[href*='{pattern}']"))
        page.goto(link.first.get_attribute("href") or "/")

    return follow


def _nominating_somebody_else(page: Page) -> None:
    _open_first("/khen-thuong/dot/")(page)
    page.locator("main td a[href*='/khen-thuong/dot/']").first.click()
    page.get_by_role("link", name="không có trong danh sách").click()


def _taking_back(page: Page) -> None:
    _open_first("/khen-thuong/de-nghi/")(page)
    page.get_by_role("link", name="Thu hồi khen thưởng").click()


def _taking_back_without_a_word(page: Page) -> None:
    _taking_back(page)
    page.get_by_role("button", name="Thu hồi tất cả").click()


def _open_row(page: Page) -> None:
    """The first thing of a list."""
    page.goto(page.locator("main tbody th a, main .story-title a").first.get_attribute("href") or "/")


def _sitting(page: Page) -> None:
    page.locator("main td a, main th a").first.click()
    page.locator("main a[href*='/phien/']").first.click()


def _begin(page: Page) -> None:
    page.get_by_role("button", name="Bắt đầu").click()


def _step(slug: str, *, mistaken: bool = False) -> Callable[[Page], None]:
    """A step of a new form; sent empty when mistaken, so that it says what is missing."""

    def show(page: Page) -> None:
        _begin(page)
        page.goto(page.url.rsplit("/", 2)[0] + f"/{slug}/")
        if mistaken:
            button = page.locator("form[method=post] button[value=next]").first
            with page.expect_navigation():
                button.evaluate("button => button.form.requestSubmit(button)")

    return show


def _search(page: Page) -> None:
    _begin(page)
    page.locator("input[name=q]").fill("truong")
    page.get_by_role("button", name="Tìm", exact=True).click()


def _enter_nothing(page: Page) -> None:
    """The whole form of a colleague, sent without a word."""
    page.get_by_role("button", name="Lưu và nhập tiếp").last.click()
    page.locator(".error-summary").wait_for()


def _first_code(page: Page) -> str:
    """Of the first dossier that a list shows."""
    return page.locator("main .code").first.inner_text()


def _wrong_sign_in(page: Page) -> None:
    page.locator("input[name=name]").fill("khong-co")
    page.locator("input[name=password]").fill("khong-dung")
    page.get_by_role("button", name="Đăng nhập").last.click()


def _code(page: Page) -> None:
    """The page for the code that was sent to a phone."""
    page.locator("input[name=phone]").fill("0912 345 678")
    page.get_by_role("button", name="Gửi mã cho tôi").click()


def _wrong_code(page: Page) -> None:
    _code(page)
    page.locator("input[name=code]").fill("12345")
    page.get_by_role("button", name="Đăng nhập").last.click()


def _wrong_code_of_a_draft(page: Page) -> None:
    page.get_by_label("Mã viết tiếp").fill("BCDF")
    page.get_by_role("button", name="Viết tiếp").click()


def _signing_out(page: Page) -> None:
    """Somebody who has not sent everything."""
    _step("thay-doi")(page)
    page.locator("[name=title]").fill("Đồ gá nam châm giúp may túi áo bằng một tay")
    page.get_by_role("button", name="Lưu và thoát").click()
    page.wait_for_url("**/gui/")
    page.locator(".menu summary").last.click()
    page.get_by_role("button", name="Đăng xuất").click()
    page.wait_for_url("**/dang-xuat/")


def _task(task: str) -> Callable[[Page], None]:
    def show(page: Page) -> None:
        _open_first("/duyet/SK-")(page)
        page.goto(page.url.split("?")[0] + f"?viec={task}")

    return show


def _compared(page: Page) -> None:
    """The first dossier of the list beside the record that it resembles most."""
    _open_first("/duyet/SK-")(page)
    _open_first("/so-sanh/")(page)


def _ask(page: Page) -> None:
    """The form for a workplace that is not in the list."""
    _begin(page)
    page.locator("input[name=q]").fill("nhuom thap cham")
    page.get_by_role("button", name="Tìm", exact=True).click()
    page.get_by_role("link", name="Nhờ công đoàn tìm giúp").click()


def _ask_wrongly(page: Page) -> None:
    _ask(page)
    page.locator("input[name=workplace]").fill("")
    page.get_by_role("button", name="Gửi yêu cầu").last.click()


def _asked(page: Page) -> None:
    """The draft's first page while the union looks for the workplace."""
    _ask(page)
    page.locator("input[name=place]").fill("phường Đô Vinh")
    page.locator("input[name=full_name]").fill("Nguyễn Văn Nam")
    page.locator("input[name=phone]").fill("0912 345 678")
    page.locator("select[name=province]").select_option("LDLD-NINH-THUAN")
    page.get_by_role("button", name="Gửi yêu cầu").last.click()
    page.locator("select[name=near]").select_option("CD-KCN")
    page.get_by_role("button", name="Gửi yêu cầu").last.click()


def _request(task: str) -> Callable[[Page], None]:
    def show(page: Page) -> None:
        _open_first("/yeu-cau/")(page)
        page.goto(page.url.split("?")[0] + f"?viec={task}")

    return show


def _ask_nothing(page: Page) -> None:
    """A difficulty without a word."""
    page.get_by_role("button", name="Gửi cho công đoàn").click()
    page.locator(".error-summary").wait_for()


def _ask_the_union(page: Page) -> None:
    """A difficulty that is sent."""
    page.get_by_label("Gửi bài, ảnh, đường truyền").check()
    page.locator("textarea[name=text]").fill("Ảnh chụp quyết định gửi ba lần đều báo lỗi, xin công đoàn xem giúp.")
    page.get_by_label("Công đoàn cơ sở Công ty TNHH Haemin Vina").check()
    page.locator("input[name=full_name]").fill("Lê Thị Nhàn")
    page.locator("input[name=phone]").fill("0912 345 988")
    page.get_by_role("button", name="Gửi cho công đoàn").click()


STEPS = ["noi-lam-viec", "tac-gia", "thay-doi", "loi-ich", "cong-nhan"]

PUBLIC = [
    View("trang-chu", "", "/"),
    View("danh-sach", "", "/sang-kien/"),
    View("danh-sach-khong-thay", "", "/sang-kien/?q=zzzzqqq"),
    View("sang-kien", "", "/sang-kien/", _open_first("/sang-kien/SK-")),
    View("cau-chuyen", "", "/cau-chuyen/"),
    View("cau-chuyen-khong-co", "", "/cau-chuyen/?loat=khong-co&chu-de=TEACHING"),
    View("mot-cau-chuyen", "", "/cau-chuyen/", _open_row),
    View("bo-suu-tap", "", "/bo-suu-tap/"),
    View("viec-nho", "", "/viec-nho/"),
    View("chuong-trinh", "", "/chuong-trinh/"),
    View("moc", "", "/chuong-trinh/CT1TSK/moc/1000/"),
    View("du-lieu-mo", "", "/du-lieu-mo/"),
    View("tra-cuu", "", "/tra-cuu/"),
    View("tra-cuu-sai", "", "/tra-cuu/?ma=SK-2022-999999&duoi=0000"),
    View("huong-dan", "", "/huong-dan/"),
    View("bai-huong-dan", "", "/huong-dan/bai/"),
    View("bai-huong-dan-tim", "", "/huong-dan/bai/?hoi=khong+nhan+duoc+ma"),
    View("bai-huong-dan-khong-thay", "", "/huong-dan/bai/?hoi=zzzzqqq"),
    View("bai-huong-dan-mot", "", "/huong-dan/bai/tinh-gia-tri-lam-loi/"),
    View("kho-khan", "", "/kho-khan/"),
    View("kho-khan-tim-noi-lam", "", "/kho-khan/?q=haemin&buoc=cong-nhan"),
    View("kho-khan-sai", "", "/kho-khan/", _ask_nothing),
    View("kho-khan-tra-cuu", "", "/kho-khan/tra-cuu/"),
    View("kho-khan-da-gui", "", "/kho-khan/?q=haemin", _ask_the_union),
    View("tiep-can", "", "/tiep-can/"),
    View("quyen-rieng-tu", "", "/quyen-rieng-tu/"),
    View("cay-to-chuc", "", "/to-chuc/"),
    View("cay-to-chuc-tim", "", "/to-chuc/?q=truong"),
    View("cay-to-chuc-ngay-sai", "", "/to-chuc/?ngay=30/30/2022"),
    View("don-vi", "", "/to-chuc/LDLD-NINH-THUAN/"),
    View("don-vi-chua-co", "", "/to-chuc/LDLD-BAC-AI/?ngay=1/1/1999"),
    View("don-vi-co-so", "", "/to-chuc/CS-MAY-TIEN-THUAN/"),
    View("ap-phich-don-vi", "", "/to-chuc/CS-MAY-TIEN-THUAN/ap-phich/"),
    View("ngay-hoi-ma", "", "/n/"),
    View("ngay-hoi-ma-sai", "", "/n/TT-99999/"),
    View("ngay-hoi-trang", "", "/", gathering.public("")),
    View("ngay-hoi-man-hinh", "", "/", gathering.public("man-hinh/")),
    View("dang-nhap", "", "/dang-nhap/"),
    View("dang-nhap-sai", "", "/dang-nhap/", _wrong_sign_in),
    View("dang-nhap-dien-thoai", "", "/dang-nhap/dien-thoai/"),
    View("dang-nhap-ma", "", "/dang-nhap/dien-thoai/", _code),
    View("dang-nhap-ma-sai", "", "/dang-nhap/dien-thoai/", _wrong_code),
    View("dang-ky", "", "/dang-ky/"),
    View("khong-co-trang", "", "/khong-co/"),
]
WORKER = [
    View("dong-y-cua-toi", "lan", "/toi/dong-y/"),
    View("gui", "", "/gui/"),
    View("gui-tim", "", "/gui/", _search),
    *[View(f"gui-{slug}", "", "/gui/", _step(slug)) for slug in STEPS],
    *[View(f"gui-{slug}-sai", "", "/gui/", _step(slug, mistaken=True)) for slug in STEPS],
    View("gui-nho-tim", "", "/gui/", _ask),
    View("gui-nho-tim-sai", "", "/gui/", _ask_wrongly),
    View("gui-da-nho-tim", "", "/gui/", _asked),
    View("gui-kiem-tra", "lan", "/gui/", _step("kiem-tra")),
    View("gui-viet-tiep", "", "/gui/tiep/"),
    View("gui-viet-tiep-sai", "", "/gui/tiep/", _wrong_code_of_a_draft),
    View("dang-xuat", "lan", "/gui/", _signing_out),
    View("ngay-hoi-ma-pin", "", "/", gathering.public("kiosk/")),
    View("ngay-hoi-may", "", "/", gathering.shared_machine),
    View("ngay-hoi-may-viet", "", "/", gathering.at_the_machine),
    View("ngay-hoi-may-nghi", "", "/", gathering.left_the_machine),
    View("toi", "lan", "/toi/"),
    View("ho-so", "lan", "/toi/", _open_first("/toi/ho-so/SK-")),
    View("bien-nhan", "lan", "/toi/", lambda page: _receipt(page)),
]
OFFICER = [
    View("truyen-thong", "dong", "/truyen-thong/"),
    View("truyen-thong-chon", "mai", "/truyen-thong/chon/"),
    View("truyen-thong-bai", "dong", "/truyen-thong/?trang-thai=SCHEDULED", _open_row),
    View("nhan-rong", "dong", "/nhan-rong/"),
    View("nhan-rong-mot", "dong", "/nhan-rong/", _open_row),
    View("co-so", "mai", "/co-so/"),
    View("ap-phich", "mai", "/co-so/ap-phich/"),
    View("nhap-thay", "mai", "/co-so/nhap-thay/"),
    View("nhap-thay-sai", "mai", "/co-so/nhap-thay/", _enter_nothing),
    View("so-nhap-giup", "mai", "/co-so/nhap-thay/so/"),
    View("nhap-excel", "kim", "/nhap-excel/"),
    View("nhap-excel-moi", "mai", "/nhap-excel/moi/"),
    View("nhap-excel-moi-sai", "mai", "/nhap-excel/moi/", listing.nothing_chosen),
    View("nhap-excel-cot", "mai", "/nhap-excel/moi/", listing.brought),
    View("nhap-excel-can-sua", "mai", "/nhap-excel/moi/", listing.to_be_put_right),
    View("nhap-excel-san-sang", "mai", "/nhap-excel/moi/", listing.ready),
    View("nhap-excel-hoi", "mai", "/nhap-excel/moi/", listing.asked),
    View("nhap-excel-danh-sach", "mai", "/nhap-excel/"),
    View("xac-nhan", "lan", "/toi/", lambda page: page.goto(f"/xac-nhan/{_first_code(page)}/")),
    View("cong-nhan-nhieu", "mai", "/co-so/cong-nhan/"),
    View("cong-nhan-nhieu-sai", "mai", "/co-so/cong-nhan/?giay=quyet-dinh"),
    View("hang-doi-tin-nhan", "minh", "/duyet/?tin=moi"),
    View("ngay-hoi-danh-sach", "minh", "/ngay-hoi/"),
    View("ngay-hoi", "minh", "/ngay-hoi/", gathering.first),
    View("ngay-hoi-moi", "mai", "/ngay-hoi/moi/"),
    View("ngay-hoi-moi-sai", "mai", "/ngay-hoi/moi/", gathering.empty),
    View("ngay-hoi-sua", "minh", "/ngay-hoi/", gathering.first_for("sua")),
    View("ngay-hoi-huy", "minh", "/ngay-hoi/", gathering.first_for("huy")),
    View("tim", "dong", "/tim/?q=do+ga+may"),
    View("tim-loc", "dong", "/tim/?q=may&trang-thai=VALID&muc-xac-nhan=GRASSROOTS"),
    View("tim-da-luu", "dong", "/goc-loc/ho-so/"),
    View("hang-doi", "minh", "/duyet/"),
    View("hang-doi-tinh", "dong", "/duyet/"),
    View("tham-dinh", "minh", "/duyet/", _open_first("/duyet/SK-")),
    *[
        View(f"tham-dinh-{task}", "minh", "/duyet/", _task(task))
        for task in ("tra-lai", "khong-du-dieu-kien", "trung", "chuyen")
    ],
    View("so-sanh", "minh", "/duyet/?dau-hieu=ALIKE", _compared),
    View("gui-muon", "minh", "/duyet/gui-muon/"),
    View("ban-viec", "minh", "/ban-viec/"),
    View("ban-viec-qua-han", "dong", "/ban-viec/qua-han/"),
    View("ban-viec-so-lieu", "minh", "/ban-viec/so-lieu/"),
    View("ban-viec-cho-nguoi", "dong", "/ban-viec/cho-nguoi/"),
    View("ngay-lam-viec", "ha", "/ngay-lam-viec/"),
    View("ngay-lam-viec-ghi", "ha", "/ngay-lam-viec/ghi/"),
    View("danh-gia-lai", "mai", "/danh-gia-lai/"),
    View("hau-kiem", "dong", "/hau-kiem/"),
    View("hau-kiem-moi", "dong", "/hau-kiem/moi/"),
    View("tim", "minh", "/tim/?q=may+tui"),
    View("tim-khong-thay", "lan", "/tim/?q=zzzzqqq"),
    View("yeu-cau", "minh", "/yeu-cau/"),
    View("vuong-mac", "mai", "/vuong-mac/"),
    View("vuong-mac-tat-ca", "dong", "/vuong-mac/?xem=tat-ca"),
    View("vuong-mac-mot", "mai", "/vuong-mac/", _open_first("/vuong-mac/KK-")),
    View("vuong-mac-xong", "dong", "/vuong-mac/?xem=tat-ca&loai=secrecy", _open_first("/vuong-mac/KK-")),
    View("vuong-mac-khong-co", "thao", "/vuong-mac/"),
    View("vuong-mac-so-lieu", "dong", "/vuong-mac/so-lieu/"),
    View("bai-huong-dan-viet", "minh", "/huong-dan/bai/viet/"),
    View("bai-huong-dan-sua", "ha", "/huong-dan/bai/bi-mat-cong-nghe/sua/"),
    *[View(f"yeu-cau-{task}", "minh", "/yeu-cau/", _request(task)) for task in ("gan", "them", "tu-choi")],
    View("don-vi-trung", "dong", "/don-vi-trung/"),
    View("don-vi-trung-da-xem", "dong", "/don-vi-trung/da-xem/"),
    View("xep-hang", "dong", "/xep-hang/LDLD-NINH-THUAN/"),
    View("xep-hang-gia-tri", "dong", "/xep-hang/LDLD-NINH-THUAN/?theo=gia-tri&nhom=don-vi"),
    View("xep-hang-cum", "minh", "/xep-hang/cum/KHOI-NGANH-KCN/"),
    View("xep-hang-co-so", "minh", "/xep-hang/CD-KCN/"),
    View("khen-quy", "dong", "/xep-hang/LDLD-NINH-THUAN/khen-quy/?quy=2022-Q1"),
    View("bang-da-chot", "dong", "/xep-hang/LDLD-NINH-THUAN/da-chot/"),
    View("bang-chot", "dong", "/xep-hang/LDLD-NINH-THUAN/da-chot/1/"),
    View("bang-chot-doi-chieu", "dong", "/xep-hang/LDLD-NINH-THUAN/da-chot/1/doi-chieu/"),
    View("da-cong-bo", "dong", "/xep-hang/LDLD-NINH-THUAN/da-cong-bo/"),
    View("cum-thi-dua", "dong", "/cum-thi-dua/"),
    View("cum-thi-dua-mot", "dong", "/cum-thi-dua/KHOI-NGANH-KCN/"),
    View("xep-loai", "dong", "/xep-loai/"),
    View("xep-loai-mo", "dong", "/xep-loai/moi/"),
    View("xep-loai-ket-qua", "dong", "/xep-loai/1/"),
    View("xep-loai-bang-diem", "dong", "/xep-loai/1/CD-KCN/"),
    View("xep-loai-tu-cham", "minh", "/xep-loai/2/CD-KCN/"),
    View("xep-loai-khieu-nai", "minh", "/xep-loai/1/CD-KCN/"),
    View("bo-tieu-chi", "minh", "/xep-loai/tieu-chi/"),
    View("bo-tieu-chi-lap", "dong", "/xep-loai/tieu-chi/moi/"),
    View("bo-tieu-chi-mot", "minh", "/xep-loai/tieu-chi/TIEU-CHI-2022/"),
    View("bo-tieu-chi-sua", "dong", "/xep-loai/tieu-chi/TIEU-CHI-2022/sua/"),
    View("bo-tieu-chi-tep", "dong", "/xep-loai/tieu-chi/TIEU-CHI-2022/tep/"),
    View("hoi-dong", "dong", "/hoi-dong/"),
    View("hoi-dong-mot", "dong", "/hoi-dong/", _open_first("/hoi-dong/")),
    View("phien-hop", "thao", "/hoi-dong/", _sitting),
    View("pham-vi", "dong", "/pham-vi/"),
    View("pham-vi-mot", "cuc.dtt", "/pham-vi/", _open_first("/pham-vi/")),
    View("pham-vi-tieu-chi", "dong", "/pham-vi/tieu-chi/"),
    View("chua-gui", "dong", "/bang/LDLD-NINH-THUAN/chua-gui/"),
    View("chua-gui-co-so", "minh", "/bang/CD-KCN/chua-gui/?so-ngay=28"),
    View("bang", "dong", "/bang/LDLD-NINH-THUAN/"),
    View("bang-giua-chung", "dong", "/bang/LDLD-NINH-THUAN/?ngay=2022-05-10"),
    View("bang-co-so", "mai", "/bang/CS-MAY-TIEN-THUAN/"),
    View("bang-quoc-gia", "ha", "/bang/TLD/"),
    View("bang-ban-do-hop-le", "ha", "/bang/TLD/?ban-do=hop-le"),
    View("theo-dia-ban", "dong", "/bang/LDLD-NINH-THUAN/goc-nhin/"),
    View("theo-dia-ban-chua-co", "dong", "/bang/LDLD-NINH-THUAN/goc-nhin/?ngay=2022-01-01"),
    View("theo-nganh", "dong", "/bang/LDLD-NINH-THUAN/goc-nhin/?goc=nganh"),
    View("chi-tieu", "dong", "/chi-tieu/LDLD-NINH-THUAN/"),
    View("chi-tieu-co-so", "mai", "/chi-tieu/CS-MAY-TIEN-THUAN/"),
    View("chi-tieu-dang-ky", "dong", "/chi-tieu/LDLD-NINH-THUAN/dang-ky/GD2/sang-kien/"),
    View("chi-tieu-quy", "dong", "/chi-tieu/LDLD-NINH-THUAN/quy/"),
    View("chi-tieu-cach-chia", "dong", giving.CHOOSE),
    View("chi-tieu-cach-chia-sai", "dong", f"{giving.CHOOSE}bang/"),
    View("chi-tieu-chia", "dong", giving.TABLE),
    View("chi-tieu-chia-sai", "dong", giving.TABLE, giving.wrong),
    View("chi-tieu-xem-truoc", "dong", giving.TABLE, giving.previewed),
    View("chi-tieu-quyet-dinh", "dong", giving.TABLE, giving.decided),
    View("van-ban-quyet-dinh", "dong", giving.TABLE, giving.drafted),
    View("chi-tieu-thu-hoi", "dong", giving.TABLE, giving.withdrawing),
    View("khen-thuong", "dong", "/khen-thuong/"),
    View("khen-thuong-dieu-kien", "dong", "/khen-thuong/dieu-kien/"),
    View("khen-thuong-nhap-dieu-kien", "dong", "/khen-thuong/dieu-kien/bang-khen-tinh-ca-nhan/"),
    View("khen-thuong-mo", "dong", "/khen-thuong/mo/"),
    View("khen-thuong-dot", "dong", "/khen-thuong/", _open_first("/khen-thuong/dot/")),
    View("khen-thuong-lich-su", "mai", "/khen-thuong/lich-su/"),
    View("khen-thuong-danh-sach", "", "/khen-thuong/danh-sach/"),
    View("khen-thuong-cua-toi", "mai", "/khen-thuong/cua-toi/"),
    View("khen-thuong-de-nghi-khac", "dong", "/khen-thuong/", _nominating_somebody_else),
    View("thu-hoi-khen-thuong", "mai", "/khen-thuong/lich-su/", _taking_back),
    View("thu-hoi-khen-thuong-sai", "mai", "/khen-thuong/lich-su/", _taking_back_without_a_word),
    View("van-ban", "dong", writing.PROVINCE),
    View("van-ban-tieu-de", "dong", f"{writing.PROVINCE}tieu-de/"),
    View("van-ban-soan", "dong", f"{writing.PROVINCE}soan/"),
    View("van-ban-soan-sai", "dong", f"{writing.PROVINCE}soan/reminder/", writing.day_to_come),
    View("van-ban-soan-tuan", "dong", f"{writing.PROVINCE}soan/week-report/"),
    View("van-ban-soan-danh-sach", "dong", f"{writing.PROVINCE}soan/recognition-decision/"),
    View("van-ban-du-thao", "dong", writing.PROVINCE, writing.drafted),
    View("van-ban-sua", "dong", writing.PROVINCE, writing.edited),
    View("van-ban-cac-ban", "dong", writing.PROVINCE, writing.compared),
    View("van-ban-da-soat", "dong", writing.PROVINCE, writing.checked),
    View("van-ban-co-so", "dong", writing.PROVINCE, writing.numbered),
    View("van-ban-ban-ky-sai", "dong", writing.PROVINCE, writing.without_a_copy),
    View("van-ban-da-ky", "dong", writing.PROVINCE, writing.with_its_copy),
    View("van-ban-thay-the", "dong", writing.PROVINCE, writing.replacing),
    View("loat-van-ban-soan", "dong", f"{writing.PROVINCE}loat/"),
    View("loat-van-ban-sai", "dong", f"{writing.PROVINCE}loat/", writing.no_series),
    View("bao-cao-tong-hop", "dong", f"{writing.PROVINCE}tong-hop/"),
    View("van-ban-ban-hanh-sai", "dong", writing.PROVINCE, writing.issuing),
    View("van-ban-da-ban-hanh", "dong", writing.PROVINCE, writing.issued),
    View("van-ban-huy-so-sai", "dong", writing.PROVINCE, writing.cancelling),
    View("giay-chung-nhan", "dong", "/giay-chung-nhan/don-vi/LDLD-NINH-THUAN/"),
    View("giay-chung-nhan-cap", "dong", "/giay-chung-nhan/don-vi/LDLD-NINH-THUAN/cap/"),
    View("giay-chung-nhan-khen-thuong", "mai", "/giay-chung-nhan/don-vi/CS-MAY-TIEN-THUAN/cap/?loai=HONOUR"),
    View("giay-chung-nhan-cua-toi", "lan", "/toi/giay-chung-nhan/"),
    View("xac-minh", "", "/xac-minh/"),
    View("xac-minh-khong-thay", "", "/xac-minh/?so=abc"),
    View("xac-minh-khoa", "", "/xac-minh/khoa/"),
    View("thu-lao", "mai", "/thu-lao/"),
    View("thu-lao-tinh", "", "/thu-lao/tinh/?what=nam&vnd=120.000.000&year=1&day=01/03/2023"),
    View("thu-lao-tinh-sai", "", "/thu-lao/tinh/?what=khong-tinh-duoc&region=I&day=01/03/2015"),
    View("thu-lao-thoa-thuan", "mai", "/thu-lao/thoa-thuan/"),
    View("chi-dao", "dong", leading.PROVINCE),
    View("phat-dong", "dong", leading.LAUNCH),
    View("phat-dong-sai", "dong", leading.LAUNCH, leading.wrong),
    View("phat-dong-xem-truoc", "dong", leading.LAUNCH, leading.previewed),
    View("phat-dong-da-lap", "dong", leading.LAUNCH, leading.launched),
    View("so-ket", "dong", leading.CLOSE),
    View("so-ket-sai", "dong", leading.CLOSE, leading.taking_stock),
    View("so-ket-da-lap", "dong", leading.CLOSE, leading.took_stock),
    View("so-van-ban-di", "dong", f"{writing.PROVINCE}so-di/", writing.registered),
    View("so-van-ban-di-giu", "dong", f"{writing.PROVINCE}so-di/", writing.kept),
    View("so-van-ban-den", "minh", "/van-ban/CD-KCN/so-den/"),
    View("cay-to-chuc-can-bo", "ha", "/to-chuc/"),
    View("don-vi-can-bo", "dong", "/to-chuc/LDLD-NINH-THUAN/"),
    View("don-vi-tim", "dong", "/to-chuc/LDLD-NINH-THUAN/?q=may"),
    View("sap-xep", "ha", "/to-chuc/sap-xep/", reorganising.decided),
    View("sap-xep-khong-thay", "ha", "/to-chuc/sap-xep/?q=zzzzqqq"),
    View("sap-xep-moi", "ha", "/to-chuc/sap-xep/moi/"),
    View("sap-xep-don-vi", "ha", f"{reorganising.MERGE}LDLD-BAC-AI", reorganising.look_for_unions),
    View("sap-xep-don-vi-sai", "ha", f"{reorganising.MERGE}LDLD-BAC-AI", reorganising.press("Tiếp tục")),
    View("sap-xep-chia", "ha", "/to-chuc/sap-xep/moi/?viec=split&units=CD-KCN", reorganising.press("Tiếp tục")),
    View("sap-xep-ngay", "ha", f"{reorganising.MERGE}LDLD-THUAN-NAM", reorganising.day),
    View("sap-xep-ngay-sai", "ha", f"{reorganising.MERGE}LDLD-THUAN-NAM", reorganising.wrong_day),
    View("sap-xep-xem-truoc", "ha", f"{reorganising.MERGE}LDLD-THUAN-NAM", reorganising.rehearsed),
    View("quyet-dinh", "ha", "/to-chuc/sap-xep/", reorganising.decision),
    View("quyet-dinh-hoan-tac", "ha", "/to-chuc/sap-xep/", reorganising.undo),
    View("don-vi-sap-xep", "ha", "/to-chuc/sap-xep/", reorganising.on_a_unit),
    View("thiet-lap", "ha", "/thiet-lap/"),
    View("thiet-lap-mot", "ha", shaping.ROOT),
    View("thiet-lap-moi", "ha", "/thiet-lap/moi/"),
    View("thiet-lap-tep-sai", "ha", f"{shaping.ROOT}tep/", shaping.wrong_file),
    View("thiet-lap-ten", "ha", f"{shaping.ROOT}phan/ten/"),
    View("thiet-lap-xem-truoc", "ha", f"{shaping.ROOT}phan/ten/", shaping.previewed),
    View("thiet-lap-danh-muc", "ha", f"{shaping.ROOT}phan/tra-lai/"),
    View("thiet-lap-giai-doan-sai", "ha", f"{shaping.ROOT}phan/giai-doan/", shaping.wrong_row),
    View("thiet-lap-ban", "ha", f"{shaping.ROOT}ban/"),
    View("thiet-lap-gia-han", "ha", f"{shaping.ROOT}gia-han/"),
    View("thiet-lap-sao-chep", "ha", f"{shaping.ROOT}sao-chep/"),
    View("thiet-lap-chay-thu", "ha", f"{shaping.ROOT}sao-chep/", shaping.rehearsal),
    View("thiet-lap-bo", "ha", f"{shaping.ROOT}sao-chep/", shaping.dropping),
    View("dot-cao-diem", "mai", "/dot-cao-diem/"),
    View("dot-cao-diem-moi", "mai", "/dot-cao-diem/moi/"),
    View("thanh-phan", "ha", "/thanh-phan/"),
]


def _receipt(page: Page) -> None:
    _open_first("/toi/ho-so/SK-")(page)
    code = page.url.rstrip("/").rsplit("/", 1)[-1]
    page.goto(f"/gui/bien-nhan/{code}/")


def everything() -> Iterator[View]:
    """All of them."""
    yield from [*PUBLIC, *WORKER, *OFFICER]

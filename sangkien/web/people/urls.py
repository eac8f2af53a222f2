"""Addresses of these pages."""

from django.urls import path

from sangkien.web.people import entry, look_up, mine, pages, sign_in_by_code, verbs

urlpatterns = [
    path("dang-nhap/", entry.sign_in, name="sign-in"),
    path("dang-nhap/dien-thoai/", sign_in_by_code.phone, name="sign-in-phone"),
    path("dang-nhap/ma/", sign_in_by_code.code, name="sign-in-code"),
    path("toi/mat-khau/", sign_in_by_code.new_password, name="new-password"),
    path("dang-xuat/", entry.sign_out, name="sign-out"),
    path("dang-ky/", entry.register, name="register"),
    path("vai-tro/", entry.set_hat, name="set-hat"),
    path("ngon-ngu/", entry.set_language, name="set_language"),
    path("toi/", mine.my_page, name="my-page"),
    path("toi/sang-kien.<form:form>", mine.my_file, name="my-file"),
    path("toi/ho-so/<slug:code>/", mine.dossier, name="dossier"),
    path("toi/ho-so/<slug:code>/rut/", verbs.withdraw, name="withdraw"),
    path("toi/ho-so/<slug:code>/xem-lai/", verbs.appeal, name="appeal"),
    path("toi/ho-so/<slug:code>/bo-sung/", verbs.complete, name="complete"),
    path("toi/ho-so/<slug:code>/cong-khai-ten/", verbs.publish_name, name="publish-name"),
    path("toi/ho-so/<slug:code>/nhan/", verbs.ask, name="ask"),
    path("tra-cuu/", look_up.look_up, name="look-up"),
    path("huong-dan/", pages.help_page, name="help"),
    path("tiep-can/", pages.accessibility, name="accessibility"),
    path("quyen-rieng-tu/", pages.privacy, name="privacy"),
    path("thanh-phan/", pages.gallery, name="gallery"),
]

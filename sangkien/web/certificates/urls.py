"""Addresses of these pages. A certificate is reached by its serial, which stands on the paper."""

from django.urls import URLPattern, path

from sangkien.web.certificates import ending, giving, mine, public, taking

urlpatterns: list[URLPattern] = [
    path("xac-minh/", public.ask, name="verify"),
    path("xac-minh/khoa/", public.keys, name="signing-keys"),
    path("xac-minh/khoa.json", public.keys_file, name="signing-keys-file"),
    path("xac-minh/<str:serial>/", public.verify, name="verify-certificate"),
    path("xac-minh/<str:serial>/noi-dung.txt", public.sealed_text, name="sealed-text"),
    path("toi/giay-chung-nhan/", mine.my_certificates, name="my-certificates"),
    path("toi/giay-chung-nhan/ten/<str:source>/<int:key>/", mine.my_name, name="my-name"),
    path("giay-chung-nhan/", giving.own_certificates, name="certificates"),
    path("giay-chung-nhan/don-vi/<slug:code>/", giving.given_page, name="certificates-of"),
    path("giay-chung-nhan/don-vi/<slug:code>/da-cap.<form:form>", taking.given_file, name="certificates-file"),
    path("giay-chung-nhan/don-vi/<slug:code>/cap/", giving.give_page, name="give-certificates"),
    path("giay-chung-nhan/don-vi/<slug:code>/du-dieu-kien.<form:form>", taking.eligible_file, name="eligible-file"),
    path("giay-chung-nhan/don-vi/<slug:code>/ten/<int:key>/", giving.slip_page, name="write-down-name"),
    path("giay-chung-nhan/dot/<int:key>/", giving.batch_page, name="certificate-batch"),
    path("giay-chung-nhan/dot/<int:key>/in.pdf", giving.batch_print, name="print-certificates"),
    path("giay-chung-nhan/dot/<int:key>/tat-ca.zip", giving.batch_files, name="certificate-files"),
    path("giay-chung-nhan/<str:serial>/", mine.one, name="certificate"),
    path("giay-chung-nhan/<str:serial>/giay.pdf", mine.pdf, name="certificate-pdf"),
    path("giay-chung-nhan/<str:serial>/giay.png", mine.picture, name="certificate-picture"),
    path("giay-chung-nhan/<str:serial>/thu-hoi/", ending.revoke_page, name="revoke-certificate"),
    path("giay-chung-nhan/<str:serial>/cap-lai/", ending.replace_page, name="replace-certificate"),
]

"""Addresses of these pages. Those of links are short: they travel in messages."""

from django.urls import path

from sangkien.files.workshop.sizes import LARGE, SMALL
from sangkien.web.confirmations import author, employer, overview, verbs

urlpatterns = [
    path("xn/<str:token>/", author.author, name="author-link"),
    path("xn/<str:token>/dang-ten/", author.author_consent, name="author-consent"),
    path("xn/<str:token>/anh/<int:pk>/lon.jpg", author.photo, {"side": LARGE}, name="author-photo-large"),
    path("xn/<str:token>/anh/<int:pk>/nho.jpg", author.photo, {"side": SMALL}, name="author-photo-small"),
    path("doanh-nghiep/<str:token>/", employer.employer, name="employer-link"),
    path("xac-nhan/<slug:code>/", overview.overview, name="confirmations"),
    path("xac-nhan/<slug:code>/doanh-nghiep/", verbs.ask_employer, name="ask-employer"),
    path("xac-nhan/<slug:code>/thu-hoi/", verbs.revoke_employer_link, name="revoke-employer-link"),
    path("xac-nhan/<slug:code>/lien-ket-moi/", verbs.renew_author_link, name="renew-author-link"),
    path("xac-nhan/<slug:code>/phieu/<int:position>/", verbs.consent_slip, name="consent-slip"),
    path("xac-nhan/<slug:code>/ma/<int:position>/", verbs.consent_code, name="consent-code"),
    path("xac-nhan/<slug:code>/rut-dong-y/", verbs.withdraw_consent, name="withdraw-consent"),
]

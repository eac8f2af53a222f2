"""Every address of the product. Addresses are Vietnamese without marks; names are English."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("gui/", include("sangkien.web.submit.urls")),  # first: what is sent in a rush passes by nothing else
    path("tep/", include("sangkien.web.files.urls")),
    path("", include("sangkien.web.public.urls")),
    path("", include("sangkien.web.people.urls")),
    path("", include("sangkien.web.review.urls")),
    path("", include("sangkien.web.search.urls")),
    path("goc-loc/", include("sangkien.web.kept.urls")),
    path("", include("sangkien.web.recognition.urls")),
    path("", include("sangkien.web.confirmations.urls")),
    path("", include("sangkien.web.consents.urls")),
    path("", include("sangkien.web.stories.urls")),
    path("", include("sangkien.web.spreading.urls")),
    path("", include("sangkien.web.helping.urls")),
    path("nhap-excel/", include("sangkien.web.intake.urls")),
    path("cham-diem/", include("sangkien.web.councils.urls")),
    path("hoi-dong/", include("sangkien.web.sittings.urls")),
    path("pham-vi/", include("sangkien.web.scopes.urls")),
    path("ban-viec/", include("sangkien.web.desks.urls")),
    path("viec/", include("sangkien.web.jobs.urls")),
    path("ngay-lam-viec/", include("sangkien.web.workdays.urls")),
    path("", include("sangkien.web.data.urls")),
    path("bang/", include("sangkien.web.board.urls")),
    path("", include("sangkien.web.standings.urls")),
    path("xep-loai/", include("sangkien.web.grading.urls")),
    path("chi-tieu/", include("sangkien.web.targets.urls")),
    path("van-ban/", include("sangkien.web.registry.urls")),
    path("", include("sangkien.web.certificates.urls")),
    path("thu-lao/", include("sangkien.web.rewards.urls")),
    path("chi-dao/", include("sangkien.web.steering.urls")),
    path("khen-thuong/", include("sangkien.web.honours.urls")),
    path("huong-dan/bai/", include("sangkien.web.guidance.urls")),
    path("", include("sangkien.web.difficulties.urls")),
    path("", include("sangkien.web.directory.urls")),
    path("", include("sangkien.web.gatherings.urls")),
    path("", include("sangkien.web.evidence.urls")),
    path("", include("sangkien.web.programmes.urls")),
    path("to-chuc/sap-xep/", include("sangkien.web.reforms.urls")),
    path("to-chuc/", include("sangkien.web.organisations.urls")),
]
handler400 = "sangkien.web.errors.bad_request"
handler403 = "sangkien.web.errors.forbidden"
handler404 = "sangkien.web.errors.not_found"
handler500 = "sangkien.web.errors.failed"

"""Addresses of these pages."""

from django.urls import URLPattern, path

from sangkien.web.submit import arriving, by_code, discarding, keeping, offline, resume, shared_phone, views, whole

urlpatterns: list[URLPattern] = [
    path("", views.start, name="start"),
    path("may/", shared_phone.whose_phone, name="whose-phone"),
    path("mang/", keeping.network, name="network"),
    path("tiep/", resume.resume, name="resume"),
    path("tiep/<str:code>/", resume.resume, name="resume-with"),
    path("sw.js", offline.worker, name="service-worker"),
    path("sang-kien.webmanifest", offline.manifest, name="manifest"),
    path("ngoai-tuyen/<slug:programme>/<int:number>/<slug:language>/<slug:who>/", offline.offline, name="offline"),
    path("bien-nhan/<slug:code>/", views.receipt, name="receipt"),
    path("<uuid:key>/gui-ca-bai/", whole.whole, name="send-whole"),
    path("<uuid:key>/dien-thoai/", by_code.phone, name="send-phone"),
    path("<uuid:key>/ma/", by_code.code, name="send-code"),
    path("<uuid:key>/tep/", arriving.arrived, name="file-arrived"),
    path("<uuid:key>/luu/", keeping.copy, name="draft-copy"),
    path("<uuid:key>/bo/", discarding.discard, name="form-discard"),
    path("<uuid:key>/tiep/", views.form_on, name="form-on"),
    path("<uuid:key>/<slug:step>/luu/", keeping.keep, name="keep-step"),
    path("<uuid:key>/<slug:step>/", views.form_step, name="form-step"),
]

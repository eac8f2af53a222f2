"""Addresses of these pages."""

from django.urls import URLPattern, path

from sangkien.web.submit import by_code, views, whole

urlpatterns: list[URLPattern] = [
    path("", views.start, name="start"),
    path("bien-nhan/<slug:code>/", views.receipt, name="receipt"),
    path("<uuid:key>/gui-ca-bai/", whole.whole, name="send-whole"),
    path("<uuid:key>/dien-thoai/", by_code.phone, name="send-phone"),
    path("<uuid:key>/ma/", by_code.code, name="send-code"),
    path("<uuid:key>/<slug:step>/", views.form_step, name="form-step"),
]

"""Addresses of these pages."""

from django.urls import path

from sangkien.web.recognition import views

urlpatterns = [
    path("cong-nhan/<slug:code>/", views.of_one, name="recognition-help"),
    path("cong-nhan/nhap/<uuid:key>/", views.of_draft, name="recognition-help-draft"),
    path("co-so/cong-nhan/", views.of_several, name="recognition-several"),
]

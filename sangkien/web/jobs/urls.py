"""Addresses of these pages."""

from django.urls import URLPattern, path

from sangkien.web.jobs import views

urlpatterns: list[URLPattern] = [
    path("", views.jobs, name="jobs"),
    path("danh-sach.<form:form>", views.jobs_file, name="jobs-file"),
    path("<uuid:key>/", views.job, name="job"),
    path("<uuid:key>/tien-do/", views.how_far, name="how-far"),
    path("<uuid:key>/dung/", views.cancel, name="cancel-job"),
    path("<uuid:key>/lam-tiep/", views.go_on, name="go-on-with-job"),
]

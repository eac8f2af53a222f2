"""Addresses of these pages."""

from django.urls import URLPattern, path

from sangkien.web.scopes import criteria, views

urlpatterns: list[URLPattern] = [
    path("", views.requests, name="scopes"),
    path("danh-sach.<form:form>", views.requests_file, name="scopes-file"),
    path("tieu-chi/", criteria.criteria, name="scope-criteria"),
    path("tieu-chi.<form:form>", criteria.criteria_file, name="scope-criteria-file"),
    path("ho-so/<slug:code>/", views.dossier, name="scope-of-dossier"),
    path("<int:key>/", views.request_page, name="scope-request"),
    path("<int:key>/viec/", views.task, name="scope-task"),
]

"""Addresses of search."""

from django.urls import URLPattern, path

from sangkien.web.search import taking, views

urlpatterns: list[URLPattern] = [
    path("tim/", views.search, name="search"),
    path("tim/danh-sach.<form:form>", taking.search_file, name="search-file"),
]

"""Addresses of search."""

from django.urls import URLPattern, path

from sangkien.web.search import views

urlpatterns: list[URLPattern] = [path("tim/", views.search, name="search")]

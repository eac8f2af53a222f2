"""Addresses of these pages."""

from django.urls import URLPattern, path

from sangkien.web.directory import ask

urlpatterns: list[URLPattern] = [
    path("gui/<uuid:key>/noi-lam-viec/nho-tim/", ask.ask, name="ask-for-workplace"),
]

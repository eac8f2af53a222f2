"""Addresses of these pages."""

from django.urls import URLPattern, path

from sangkien.web.councils import views

urlpatterns: list[URLPattern] = [
    path("", views.to_score, name="to-score"),
    path("da-cham/", views.scored, name="scored"),
    path("<slug:code>/", views.score, name="score"),
]

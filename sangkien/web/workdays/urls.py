"""Addresses of these pages."""

from django.urls import URLPattern, path

from sangkien.web.workdays import views

urlpatterns: list[URLPattern] = [
    path("", views.days, name="workdays"),
    path("ghi/", views.declare, name="declare-day"),
    path("<int:key>/bo/", views.retract, name="retract-day"),
    path("hoan-tac/<int:key>/", views.undo, name="undo-retract"),
]

"""Addresses of the tree."""

from django.urls import URLPattern, path

from sangkien.web.organisations import views

urlpatterns: list[URLPattern] = [
    path("", views.tree, name="tree"),
    path("<slug:code>/", views.unit_page, name="unit"),
    path("<slug:code>/ap-phich/", views.poster, name="unit-poster"),
]

"""Addresses of the tree."""

from django.urls import URLPattern, path

from sangkien.web.organisations import taking, views

urlpatterns: list[URLPattern] = [
    path("", views.tree, name="tree"),
    path("<slug:code>/", views.unit_page, name="unit"),
    path("<slug:code>/truc-thuoc.<form:form>", taking.below_file, name="below-file"),
    path("<slug:code>/ap-phich/", views.poster, name="unit-poster"),
]

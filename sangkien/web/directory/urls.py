"""Addresses of these pages."""

from django.urls import URLPattern, path

from sangkien.web.directory import alike, ask, requests

urlpatterns: list[URLPattern] = [
    path("gui/<uuid:key>/noi-lam-viec/nho-tim/", ask.ask, name="ask-for-workplace"),
    path("yeu-cau/", requests.requests, name="workplace-requests"),
    path("yeu-cau.<form:form>", requests.requests_file, name="workplace-requests-file"),
    path("yeu-cau/<int:pk>/", requests.one_request, name="workplace-request"),
    path("yeu-cau/<int:pk>/gan/", requests.link, name="link-workplace"),
    path("yeu-cau/<int:pk>/them/", requests.create, name="create-workplace"),
    path("yeu-cau/<int:pk>/tu-choi/", requests.refuse, name="refuse-workplace"),
    path("don-vi-trung/", alike.alike, name="alike-units"),
    path("don-vi-trung/da-xem/", alike.apart, name="apart-units"),
    path("don-vi-trung/khong-trung/", alike.tell_apart, name="tell-units-apart"),
    path("don-vi-trung/xem-lai/", alike.take_back, name="take-back"),
]

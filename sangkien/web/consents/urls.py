"""Addresses of these pages."""

from django.urls import path

from sangkien.web.consents import mine

urlpatterns = [
    path("toi/dong-y/", mine.mine, name="my-consents"),
    path("toi/dong-y.<form:form>", mine.mine_as_file, name="my-consents-file"),
    path("toi/dong-y/<slug:code>/", mine.answer, name="my-consent"),
]

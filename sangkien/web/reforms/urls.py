"""Addresses of the decisions on the organisation."""

from django.urls import URLPattern, path

from sangkien.web.reforms import decision, log, wizard

urlpatterns: list[URLPattern] = [
    path("", log.log, name="reforms"),
    path("danh-sach.<form:form>", log.log_file, name="reforms-file"),
    path("moi/", wizard.new, name="new-reform"),
    path("moi/thuc-hien/", wizard.run, name="run-reform"),
    path("<slug:code>/", decision.decision, name="reform"),
    path("<slug:code>/hoan-tac/", decision.undo, name="undo-reform"),
]

"""Addresses of these pages."""

from django.urls import URLPattern, path

from sangkien.web.targets import decisions, dividing, quarters, taking, views

urlpatterns: list[URLPattern] = [
    path("", views.own_targets, name="targets"),
    path("<slug:code>/", views.targets_page, name="targets-of"),
    path("<slug:code>/quy/", quarters.quarter_page, name="quarter-targets"),
    path("<slug:code>/chi-tieu.<form:form>", taking.targets_file, name="targets-file"),
    path("<slug:code>/dang-ky/<slug:stage>/<slug:indicator>/", views.pledge_page, name="pledge-target"),
    path("<slug:code>/giao/<slug:stage>/<slug:indicator>/", dividing.choose, name="divide-target"),
    path("<slug:code>/giao/<slug:stage>/<slug:indicator>/bang/", dividing.table, name="divide-table"),
    path("<slug:code>/quyet-dinh/<int:key>/", decisions.decision, name="target-decision"),
    path("<slug:code>/quyet-dinh/<int:key>/phu-luc.xlsx", decisions.as_xlsx, name="target-decision-xlsx"),
    path("<slug:code>/quyet-dinh/<int:key>/thu-hoi/", decisions.withdraw_page, name="withdraw-target-decision"),
]

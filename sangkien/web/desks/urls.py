"""Addresses of these pages."""

from django.urls import URLPattern, path

from sangkien.web.desks import figures, late, naming, taking, verbs, work

urlpatterns: list[URLPattern] = [
    path("", work.my_work, name="my-work"),
    path("vang-mat/", work.be_away, name="be-away"),
    path("vang-mat/<int:key>/", work.be_back, name="be-back"),
    path("giao-viec/", work.switch_sharing, name="switch-sharing"),
    path("qua-han/", late.late_below, name="late-below"),
    path("qua-han.<form:form>", taking.late_file, name="late-file"),
    path("qua-han/<int:key>/nhac/", late.remind, name="remind"),
    path("qua-han/<int:key>/nhan/", late.take_over, name="take-over"),
    path("cho-nguoi/", naming.waiting, name="waiting-for-somebody"),
    path("cho-nguoi.<form:form>", taking.waiting_file, name="waiting-file"),
    path("so-lieu/", figures.desk_figures, name="desk-figures"),
    path("so-lieu.<form:form>", taking.figures_file, name="desk-figures-file"),
    path("<slug:code>/nhan/", verbs.take, name="take"),
    path("<slug:code>/chuyen/", verbs.pass_on, name="pass-on"),
    path("<slug:code>/tra/", verbs.release, name="release"),
    path("<slug:code>/cu-nguoi/", naming.name_reviewer, name="name-reviewer"),
    path("<slug:code>/chuyen-lai/", verbs.give_back, name="give-back"),
]

"""Addresses of these pages."""

from django.urls import URLPattern, path

from sangkien.web.intake import bringing, entering, files, lists, piles, taking, understood

urlpatterns: list[URLPattern] = [
    path("", lists.batches, name="intake"),
    path("danh-sach.<form:form>", taking.batches_file, name="intake-file"),
    path("moi/", bringing.bring, name="intake-bring"),
    path("mau.xlsx", files.blank, name="intake-blank"),
    path("lo/<int:pk>/", entering.of_a_job, name="intake-of-job"),
    path("<uuid:key>/", entering.batch, name="intake-batch"),
    path("<uuid:key>/cot/", understood.understood, name="intake-understood"),
    path("<uuid:key>/dong/", piles.rows, name="intake-rows"),
    path("<uuid:key>/can-sua/", piles.troubles, name="intake-troubles"),
    path("<uuid:key>/can-sua.xlsx", files.marked, name="intake-given-back"),
    path("<uuid:key>/ghi-loi/", files.make, name="intake-make"),
    path("tep/<uuid:key>.xlsx", files.made, name="intake-made"),
    path("<uuid:key>/lai/", bringing.bring_again, name="intake-again"),
    path("<uuid:key>/nhap/", entering.enter, name="intake-enter"),
    path("<uuid:key>/ket-qua/", entering.result, name="intake-result"),
    path("<uuid:key>/hoan-tac/", entering.undo, name="intake-undo"),
    path("<uuid:key>/bo/", entering.put_away, name="intake-put-away"),
]

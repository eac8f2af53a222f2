"""Addresses of these pages."""

from django.urls import URLPattern, path

from sangkien.web.programmes import by_file, copying, editing, extending, overview, stretches, trying, versions

urlpatterns: list[URLPattern] = [
    path("thiet-lap/", overview.programmes, name="shape-programmes"),
    path("thiet-lap/moi/", by_file.new, name="found-programme"),
    path("thiet-lap/<slug:code>/", overview.programme, name="shape-programme"),
    path("thiet-lap/<slug:code>/chuong-trinh.yaml", overview.as_file, name="programme-file"),
    path("thiet-lap/<slug:code>/tep/", by_file.change, name="programme-by-file"),
    path("thiet-lap/<slug:code>/phan/<slug:slug>/", editing.section, name="programme-section"),
    path("thiet-lap/<slug:code>/ban/", versions.versions, name="programme-versions"),
    path("thiet-lap/<slug:code>/gia-han/", extending.extension, name="programme-extension"),
    path("thiet-lap/<slug:code>/sao-chep/", copying.copy, name="copy-programme"),
    path("thiet-lap/<slug:code>/chay-thu/<slug:task>/", trying.trial, name="programme-trial"),
    path("dot-cao-diem/", stretches.stretches, name="stretches"),
    path("dot-cao-diem/moi/", stretches.new, name="open-stretch"),
    path("dot-cao-diem/<int:key>/", stretches.change, name="change-stretch"),
]

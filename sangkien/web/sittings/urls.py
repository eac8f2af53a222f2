"""Addresses of these pages."""

from django.urls import URLPattern, path

from sangkien.web.sittings import councils, sitting

urlpatterns: list[URLPattern] = [
    path("", councils.councils, name="councils"),
    path("danh-sach.<form:form>", councils.councils_file, name="councils-file"),
    path("<int:key>/", councils.council, name="council"),
    path("<int:key>/phien-hop.<form:form>", councils.sittings_file, name="sittings-file"),
    path("<int:key>/thanh-vien/", councils.seat, name="seat-member"),
    path("<int:key>/thanh-vien/<int:row>/thoi/", councils.unseat, name="unseat-member"),
    path("<int:key>/trieu-tap/", councils.plan, name="plan-sitting"),
    path("phien/<int:key>/", sitting.sitting, name="sitting"),
    path("phien/<int:key>/viec/", sitting.task, name="sitting-task"),
    path("phien/<int:key>/lich/", sitting.move, name="move-sitting"),
    path("phien/<int:key>/noi-dung/", sitting.put, name="put-matter"),
    path("noi-dung/<int:key>/viec/", sitting.matter_task, name="matter-task"),
]

"""Addresses of these pages."""

from django.urls import URLPattern, path

from sangkien.web.evidence import inspections, taking, verifying

urlpatterns: list[URLPattern] = [
    path("hau-kiem/", inspections.inspections, name="inspections"),
    path("hau-kiem.<form:form>", taking.inspections_file, name="inspections-file"),
    path("hau-kiem/moi/", inspections.plan_inspection, name="plan-inspection"),
    path("hau-kiem/<slug:code>/", inspections.inspection, name="inspection"),
    path("hau-kiem/<slug:code>/du-lieu.json", inspections.inspection_data, name="inspection-data"),
    path("hau-kiem/<slug:code>/rut-mau/", inspections.draw_inspection, name="draw-inspection"),
    path("hau-kiem/<slug:code>/mau/", inspections.sample, name="inspection-sample"),
    path("hau-kiem/<slug:code>/mau.<form:form>", taking.sample_file, name="sample-file"),
    path("hau-kiem/<slug:code>/mau/<int:position>/", inspections.judge_sampled, name="judge-sampled"),
    path("danh-gia-lai/", verifying.values_due, name="values-due"),
    path("danh-gia-lai/den-han.<form:form>", verifying.values_due_file, name="values-due-file"),
    path("danh-gia-lai/<slug:code>/", verifying.verify_value, name="verify-value"),
    path("danh-gia-lai/<slug:code>/phieu/", verifying.value_sheet, name="value-sheet"),
]

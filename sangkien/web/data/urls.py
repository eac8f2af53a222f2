"""Addresses of data out."""

from django.urls import path, register_converter

from sangkien.web.data import charts, embedded, opening
from sangkien.web.data.charts import PictureConverter

register_converter(PictureConverter, "picture")

urlpatterns = [
    path("du-lieu-mo/", opening.open_data, name="open-data"),
    path("du-lieu-mo/<slug:code>/<slug:table>.<form:form>", opening.open_file, name="open-file"),
    path("bieu-do/<picture:asked>.<str:ending>", charts.chart, name="chart"),
    path("nhung/<slug:code>/", embedded.counter, name="counter"),
    path("nhung/<slug:code>.svg", embedded.badge, name="badge"),
]

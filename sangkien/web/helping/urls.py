"""Addresses of these pages."""

from django.urls import path

from sangkien.web.helping import entry, log

urlpatterns = [
    path("co-so/nhap-thay/", entry.entry, name="enter-for"),
    path("co-so/nhap-thay/so/", log.log, name="entered-for"),
    path("co-so/nhap-thay/so.<form:form>", log.log_file, name="entered-for-file"),
]

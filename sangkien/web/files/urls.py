"""Addresses of files."""

from django.urls import path

from sangkien.files.workshop.sizes import LARGE, SMALL
from sangkien.web.files import sending, views

urlpatterns = [
    path("", sending.begin, name="upload-begin"),
    path("<uuid:key>/<int:offset>/", sending.piece, name="upload-piece"),
    path("<int:pk>/", views.paper, name="paper"),
    path("<int:pk>/lon.jpg", views.preview, {"side": LARGE}, name="preview-large"),
    path("<int:pk>/nho.jpg", views.preview, {"side": SMALL}, name="preview-small"),
]

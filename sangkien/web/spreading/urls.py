"""Addresses of these pages."""

from django.urls import path

from sangkien.web.spreading import public, views

urlpatterns = [
    path("bo-suu-tap/", public.collections, name="collections"),
    path("viec-nho/", public.small, name="small-things"),
    path("nhan-rong/", views.wishes, name="wishes"),
    path("nhan-rong.<form:form>", views.wishes_file, name="wishes-file"),
    path("nhan-rong/hoi/<slug:code>/", views.ask, name="wish-ask"),
    path("nhan-rong/<int:pk>/", views.wish, name="wish"),
    path("nhan-rong/<int:pk>/viec/", views.task, name="wish-task"),
    path("nhan-rong/<int:pk>/minh-chung/", views.proof, name="wish-proof"),
]

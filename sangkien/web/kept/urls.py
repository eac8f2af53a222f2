"""Addresses of what somebody keeps."""

from django.urls import URLPattern, path

from sangkien.web.kept import views

urlpatterns: list[URLPattern] = [
    path("<slug:slug>/", views.kept, name="kept-views"),
    path("<slug:slug>/<int:pk>/", views.kept, name="kept-views"),
    path("<slug:slug>/luu/", views.save, name="save-view"),
    path("<slug:slug>/hoan-tac/", views.restore, name="restore-view"),
    path("<slug:slug>/<int:pk>/ten/", views.rename, name="rename-view"),
    path("<slug:slug>/<int:pk>/dau-tien/", views.put_first, name="put-view-first"),
    path("<slug:slug>/<int:pk>/xoa/", views.forget, name="forget-view"),
]

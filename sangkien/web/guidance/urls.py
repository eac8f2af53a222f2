"""Addresses of these pages."""

from django.urls import URLPattern, path

from sangkien.web.guidance import views

urlpatterns: list[URLPattern] = [
    path("", views.articles, name="guidance"),
    path("viet/", views.write, name="write-article"),
    path("<slug:code>/", views.article, name="article"),
    path("<slug:code>/y-kien/", views.opinion, name="article-opinion"),
    path("<slug:code>/sua/", views.revise, name="revise-article"),
    path("<slug:code>/go/", views.take_back, name="take-back-article"),
]

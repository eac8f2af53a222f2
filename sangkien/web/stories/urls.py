"""Addresses of these pages."""

from django.urls import path

from sangkien.files.workshop.sizes import LARGE, SMALL
from sangkien.web.stories import desk, public, sheet

urlpatterns = [
    path("cau-chuyen/", public.stories, name="stories"),
    path("cau-chuyen.<form:form>", public.stories_file, name="stories-file"),
    path("cau-chuyen/moi.atom", public.feed, name="stories-feed"),
    path("cau-chuyen/<slug:slug>/", public.one, name="story"),
    path("cau-chuyen/<slug:slug>/anh/<int:pk>/", public.picture, {"side": LARGE}, name="story-picture"),
    path("cau-chuyen/<slug:slug>/anh/<int:pk>/nho/", public.picture, {"side": SMALL}, name="story-picture-small"),
    path("cau-chuyen/<slug:slug>/chia-se/<slug:size>.png", public.card, name="story-card"),
    path("cau-chuyen/<slug:slug>/treo-tuong/<slug:paper>.pdf", public.poster, name="story-poster"),
    path("sang-kien/<slug:code>/chia-se/<slug:size>.png", public.initiative_card, name="initiative-card"),
    path("chia-se/<slug:size>.png", public.common_card, name="common-card"),
    path("truyen-thong/", desk.desk, name="story-desk"),
    path("truyen-thong.<form:form>", desk.desk_file, name="story-desk-file"),
    path("truyen-thong/chon/", desk.choose, name="story-choose"),
    path("truyen-thong/bat-dau/", desk.begin, name="story-begin"),
    path("truyen-thong/<int:pk>/", desk.work, name="story-work"),
    path("truyen-thong/<int:pk>/viet/", desk.write, name="story-write"),
    path("truyen-thong/<int:pk>/viec/", desk.task, name="story-task"),
    path("truyen-thong/<int:pk>/anh/<int:key>/", desk.photo, name="story-photo"),
    path("truyen-thong/<int:pk>/phong-van/", sheet.interview_sheet, name="story-interview"),
]

"""Addresses of the board."""

from django.urls import path

from sangkien.web.board import silent, views

urlpatterns = [
    path("", views.own_board, name="board"),
    path("<slug:code>/", views.board_of, name="board-of"),
    path("<slug:code>/so-lieu.csv", views.board_csv, name="board-csv"),
    path("<slug:code>/goc-nhin/", views.crossviews_of, name="board-crossviews"),
    path("<slug:code>/goc-nhin.csv", views.crossview_csv, name="board-crossview-csv"),
    path("<slug:code>/chua-gui/", silent.silent_units, name="silent-units"),
    path("<slug:code>/chua-gui/nhac/", silent.remind, name="nudge-units"),
]

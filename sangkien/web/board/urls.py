"""Addresses of the board."""

from django.urls import path

from sangkien.web.board import views

urlpatterns = [
    path("", views.own_board, name="board"),
    path("<slug:code>/", views.board_of, name="board-of"),
    path("<slug:code>/so-lieu.csv", views.board_csv, name="board-csv"),
]

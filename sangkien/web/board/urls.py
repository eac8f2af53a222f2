"""Addresses of the board."""

from django.urls import path

from sangkien.web.board import views

urlpatterns = [
    path("", views.own_board, name="board"),
    path("<str:code>/", views.board_of, name="board-of"),
    path("<str:code>/so-lieu.csv", views.board_csv, name="board-csv"),
]

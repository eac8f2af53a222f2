"""Addresses of the board."""

from django.urls import path

from sangkien.web.board import silent, views

urlpatterns = [
    path("", views.own_board, name="board"),
    path("<slug:code>/", views.board_of, name="board-of"),
    path("<slug:code>/so-lieu.<form:form>", views.board_file, name="board-file"),
    path("<slug:code>/goc-nhin/", views.crossviews_of, name="board-crossviews"),
    path("<slug:code>/chua-gui/", silent.silent_units, name="silent-units"),
    path("<slug:code>/chua-gui.<form:form>", silent.silent_file, name="silent-file"),
    path("<slug:code>/chua-gui/nhac/", silent.remind, name="nudge-units"),
    path("<slug:code>/goc-nhin.<form:form>", views.crossview_file, name="board-crossview-file"),
]

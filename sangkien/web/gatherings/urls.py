"""Addresses of update days. `/n/…` is short, since it stands behind QR codes and is typed from posters."""

from django.urls import URLPattern, path

from sangkien.web.gatherings import kiosk, officers, settling, visiting

urlpatterns: list[URLPattern] = [
    path("n/", visiting.code_box, name="gathering-code"),
    path("n/<str:code>/", visiting.gathering, name="gathering"),
    path("n/<str:code>/bat-dau/", visiting.begin_there, name="gathering-begin"),
    path("n/<str:code>/man-hinh/", visiting.screen, name="gathering-screen"),
    path("n/<str:code>/kiosk/", kiosk.kiosk, name="kiosk"),
    path("n/<str:code>/kiosk/bat-dau/", kiosk.kiosk_begin, name="kiosk-begin"),
    path("n/<str:code>/kiosk/tam-dung/", kiosk.kiosk_pause, name="kiosk-pause"),
    path("n/<str:code>/kiosk/thoat/", kiosk.kiosk_leave, name="kiosk-leave"),
    path("ngay-hoi/", officers.update_days, name="update-days"),
    path("ngay-hoi.<form:form>", officers.update_days_file, name="update-days-file"),
    path("ngay-hoi/moi/", settling.new_update_day, name="new-update-day"),
    path("ngay-hoi/<slug:code>/", officers.update_day, name="update-day"),
    path("ngay-hoi/<slug:code>/sua/", settling.change_update_day, name="change-update-day"),
    path("ngay-hoi/<slug:code>/huy/", settling.cancel_update_day, name="cancel-update-day"),
    path("ngay-hoi/<slug:code>/ap-phich-<slug:paper>.pdf", officers.poster, name="update-day-poster"),
]

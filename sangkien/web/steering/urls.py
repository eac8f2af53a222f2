"""Addresses of these pages."""

from django.urls import URLPattern, path

from sangkien.web.steering import closing, launching, made, overview, revoking

urlpatterns: list[URLPattern] = [
    path("", overview.own_steering, name="steering"),
    path("thu-hoi/ho-so/<slug:code>/", revoking.revoke_recognition_page, name="revoke-recognition"),
    path("thu-hoi/khen-thuong/<int:key>/", revoking.revoke_honour_page, name="revoke-honour"),
    path("thu-hoi/<int:key>/", revoking.withdrawal_page, name="withdrawal"),
    path("<slug:code>/", overview.steering_page, name="steering-of"),
    path("<slug:code>/phat-dong/", launching.launch_page, name="launch-campaign"),
    path("<slug:code>/phat-dong/<int:key>/", made.launched_page, name="launched-campaign"),
    path("<slug:code>/phat-dong/<int:key>/ap-phich-<slug:paper>.pdf", made.poster, name="campaign-poster"),
    path("<slug:code>/phat-dong/<int:key>/rut-lai/", made.recall_campaign, name="recall-campaign"),
    path("<slug:code>/tong-ket/<slug:phase>/", closing.close_page, name="close-phase"),
    path("<slug:code>/tong-ket/<slug:phase>/<int:number>/", made.closed_page, name="closed-phase"),
]

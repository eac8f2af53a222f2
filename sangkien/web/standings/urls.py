"""Addresses of tables, frozen tables and clusters."""

from django.urls import path

from sangkien.web.standings import keeping, published, snapshots, taking, views

urlpatterns = [
    path("xep-hang/", views.own_standing, name="own-standing"),
    path("xep-hang/cum/<slug:code>/", views.cluster_standing, name="cluster-standing"),
    path("xep-hang/<slug:code>/", views.standing, name="standing"),
    path("xep-hang/<slug:code>/khen-quy/", views.quarter, name="quarter"),
    path("xep-hang/cum/<slug:code>/bang.<form:form>", taking.cluster_file, name="cluster-file"),
    path("xep-hang/<slug:code>/bang.<form:form>", taking.standing_file, name="standing-file"),
    path("xep-hang/<slug:code>/khen-quy/bang.<form:form>", taking.quarter_file, name="quarter-file"),
    path("xep-hang/<slug:code>/chot-so/", snapshots.freeze, name="freeze"),
    path("xep-hang/<slug:code>/chot-quy/", snapshots.freeze_quarter, name="freeze-quarter"),
    path("xep-hang/<slug:code>/da-cong-bo/", published.published, name="published"),
    path("xep-hang/<slug:code>/da-cong-bo/bo/", published.take_off, name="strike-published"),
    path("xep-hang/<slug:code>/da-chot/", snapshots.snapshots, name="snapshots"),
    path("xep-hang/<slug:code>/da-chot.<form:form>", taking.snapshots_file, name="snapshots-file"),
    path("xep-hang/<slug:code>/da-chot/<int:number>/", snapshots.snapshot, name="snapshot"),
    path("xep-hang/<slug:code>/da-chot/<int:number>/doi-chieu/", snapshots.check, name="check-snapshot"),
    path("xep-hang/<slug:code>/da-chot/<int:number>/bang.json", snapshots.snapshot_sealed, name="snapshot-json"),
    path("xep-hang/<slug:code>/da-chot/<int:number>/bang.<form:form>", snapshots.snapshot_file, name="snapshot-file"),
    path("cum-thi-dua/", keeping.clusters, name="clusters"),
    path("cum-thi-dua.<form:form>", taking.clusters_file, name="clusters-file"),
    path("cum-thi-dua/<slug:code>/", keeping.cluster, name="cluster"),
    path("cum-thi-dua/<slug:code>/them/", keeping.admit, name="admit-member"),
    path("cum-thi-dua/<slug:code>/truong-cum/", keeping.hand_on, name="hand-on-lead"),
    path("cum-thi-dua/<slug:code>/dua-ra/<int:key>/", keeping.dismiss, name="dismiss-member"),
]

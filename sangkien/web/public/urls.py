"""Addresses that need no account."""

from django.urls import path

from sangkien.web.public import health, home, initiatives, milestones, programme, sitemap

urlpatterns = [
    path("", home.home, name="home"),
    path("sang-kien/", initiatives.listed, name="initiatives"),
    path("sang-kien/<slug:code>/", initiatives.one, name="initiative"),
    path("chuong-trinh/", programme.current_one, name="programme"),
    path("chuong-trinh/<slug:code>/", programme.one, name="programme-of"),
    path("chuong-trinh/<slug:code>/so-lieu.csv", programme.open_figures, name="programme-csv"),
    path("chuong-trinh/<slug:code>/moc/<int:nth>/", milestones.milestone, name="milestone"),
    path("robots.txt", sitemap.robots, name="robots"),
    path("sitemap.xml", sitemap.maps, name="sitemaps"),
    path("sitemap-<int:nth>.xml", sitemap.one, name="sitemap"),
    path("livez", health.livez, name="livez"),
    path("readyz", health.readyz, name="readyz"),
]

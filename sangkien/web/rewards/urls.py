"""Addresses of these pages."""

from django.urls import URLPattern, path

from sangkien.web.rewards import views

urlpatterns: list[URLPattern] = [
    path("", views.ledger_page, name="rewards"),
    path("so.<form:form>", views.ledger_file, name="rewards-file"),
    path("tinh/", views.calculator, name="reward-calculator"),
    path("thoa-thuan/", views.agreement_page, name="reward-agreement"),
    path("sang-kien/<slug:code>/", views.of_one, name="rewards-of"),
    path("khoan/<int:key>/chi/", views.pay_page, name="pay-reward"),
    path("khoan/<int:key>/rut/", views.take_back_page, name="take-back-reward"),
    path("chi/<int:key>/hoan/", views.give_back_page, name="give-back-reward"),
]

"""Addresses of these pages."""

from django.urls import URLPattern, path

from sangkien.web.honours import candidates, complaints, nominations, own, rounds, taking, terms

urlpatterns: list[URLPattern] = [
    path("", rounds.rounds_page, name="honours"),
    path("dot-xet.<form:form>", taking.rounds_file, name="honour-rounds-file"),
    path("mo/", rounds.open_page, name="open-honour-round"),
    path("dieu-kien/", terms.terms_page, name="honour-terms"),
    path("dieu-kien/<slug:form_code>/", terms.set_page, name="set-honour-terms"),
    path("dot/<int:key>/", rounds.round_page, name="honour-round"),
    path("dot/<int:key>/de-nghi.<form:form>", taking.nominations_file, name="nominations-file"),
    path("dot/<int:key>/<slug:form>/", candidates.candidates_page, name="honour-candidates"),
    path("dot/<int:key>/<slug:form>/de-nghi/", candidates.nominate_page, name="nominate"),
    path("dot/<int:key>/<slug:form>/de-nghi-khac/", candidates.other_page, name="nominate-other"),
    path("de-nghi/<int:key>/minh-chung/<int:exhibit>/", nominations.exhibit, name="nomination-exhibit"),
    path("de-nghi/<int:key>/", nominations.nomination_page, name="nomination"),
    path("de-nghi/<int:key>/rut/", nominations.withdraw_nomination, name="withdraw-nomination"),
    path("de-nghi/<int:key>/ket-luan/", nominations.conclude_nomination, name="conclude-nomination"),
    path("de-nghi/<int:key>/bieu-quyet/", nominations.follow_vote, name="follow-vote"),
    path("de-nghi/<int:key>/phien-hop/", nominations.put_nomination, name="put-nomination"),
    path("de-nghi/<int:key>/kien-nghi/", nominations.plead_page, name="plead-for-unit"),
    path("de-nghi/<int:key>/khieu-nai/", complaints.complain_page, name="complain-of"),
    path("de-nghi/<int:key>/khieu-nai/<int:other>/", complaints.close_page, name="close-complaint"),
    path("kien-nghi/<int:key>/", nominations.answer_page, name="answer-plea"),
    path("lich-su/", own.history_page, name="honours-of-unit"),
    path("lich-su.<form:form>", taking.history_file, name="honours-of-unit-file"),
    path("danh-sach/", own.public_page, name="public-honours"),
    path("danh-sach.<form:form>", taking.public_file, name="public-honours-file"),
    path("cua-toi/", own.my_honours, name="my-honours"),
    path("cua-toi/<slug:question>/", own.say_wish, name="say-wish"),
    path("cua-toi/<int:key>/kien-nghi/", own.my_plea, name="my-plea"),
]

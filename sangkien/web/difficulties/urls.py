"""Addresses of these pages."""

from django.urls import URLPattern, path

from sangkien.web.difficulties import asking, desk, digest, own, verbs

urlpatterns: list[URLPattern] = [
    path("kho-khan/", asking.ask_page, name="ask-difficulty"),
    path("kho-khan/tra-cuu/", own.find, name="find-difficulty"),
    path("kho-khan/<slug:code>/", own.page, name="my-difficulty"),
    path("kho-khan/<slug:code>/noi-them/", own.say_more, name="say-more"),
    path("kho-khan/<slug:code>/y-kien/", own.judge, name="judge-answer"),
    path("vuong-mac/", desk.queue, name="difficulties"),
    path("vuong-mac/danh-sach.<form:form>", desk.queue_file, name="difficulties-file"),
    path("vuong-mac/so-lieu/", digest.figures, name="difficulty-figures"),
    path("vuong-mac/so-lieu/bao-cao/", digest.digest, name="digest-difficulties"),
    path("vuong-mac/<slug:code>/", desk.one_page, name="difficulty"),
    path("vuong-mac/<slug:code>/tra-loi/", verbs.answer, name="answer-difficulty"),
    path("vuong-mac/<slug:code>/hoi-lai/", verbs.ask_back, name="ask-back"),
    path("vuong-mac/<slug:code>/ghi-chu/", verbs.note, name="note-difficulty"),
    path("vuong-mac/<slug:code>/chuyen-len/", verbs.hand_up, name="hand-up-difficulty"),
    path("vuong-mac/<slug:code>/giao-lai/", verbs.hand_down, name="hand-down-difficulty"),
    path("vuong-mac/<slug:code>/gop/", verbs.group, name="group-difficulty"),
    path("vuong-mac/<slug:code>/tach/", verbs.stand_alone, name="part-difficulty"),
    path("vuong-mac/<slug:code>/gac/", verbs.set_aside, name="set-aside-difficulty"),
    path("vuong-mac/<slug:code>/xem-lai/", verbs.take_up, name="take-up-difficulty"),
    path("vuong-mac/<slug:code>/thanh-bai/", verbs.make_a_lesson, name="teach-difficulty"),
]

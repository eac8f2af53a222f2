"""Addresses of these pages."""

from django.urls import URLPattern, path

from sangkien.web.review import bulk, comparing, late, shortcuts, taking, ticking, verbs, views

urlpatterns: list[URLPattern] = [
    path("co-so/", views.grassroots, name="grassroots"),
    path("co-so/ap-phich/", views.poster, name="poster"),
    path("duyet/", views.queue, name="queue"),
    path("duyet/danh-sach.<form:form>", taking.queue_file, name="queue-file"),
    path("duyet/gui-muon/", late.late_arrivals, name="late-arrivals"),
    path("duyet/gui-muon.<form:form>", late.late_arrivals_file, name="late-arrivals-file"),
    path("duyet/nhieu/", bulk.several, name="several"),
    path("duyet/phim-tat/", shortcuts.shortcuts, name="shortcuts"),
    path("duyet/<slug:code>/kiem-tra/", ticking.tick, name="tick"),
    path("duyet/<slug:code>/gui-muon/", late.answer_late, name="answer-late"),
    path("duyet/<slug:code>/", views.review, name="review"),
    path("duyet/<slug:code>/so-sanh/<slug:other>/", comparing.comparison, name="comparison"),
    path("duyet/<slug:code>/so-sanh/<slug:other>/khong-trung/", comparing.tell_apart, name="tell-apart"),
    path("duyet/<slug:code>/xac-nhan/", verbs.confirm, name="confirm"),
    path("duyet/<slug:code>/de-nghi/", verbs.endorse, name="endorse"),
    path("duyet/<slug:code>/hop-le/", verbs.validate, name="validate"),
    path("duyet/<slug:code>/ket-luan/", verbs.conclude, name="conclude"),
    path("duyet/<slug:code>/tra-lai/", verbs.send_back, name="send-back"),
    path("duyet/<slug:code>/khong-du-dieu-kien/", verbs.refuse, name="refuse"),
    path("duyet/<slug:code>/trung/", verbs.mark_duplicate, name="mark-duplicate"),
    path("duyet/<slug:code>/quyet-dinh/", comparing.note_listing, name="note-listing"),
    path("duyet/<slug:code>/nhan/", verbs.answer, name="answer"),
    path("duyet/<slug:code>/chuyen/", verbs.reroute, name="reroute"),
    path("duyet/<slug:code>/chuyen-ve/", verbs.hand_back, name="hand-back"),
    path("duyet/<slug:code>/dinh-chinh/", verbs.correct, name="correct"),
    path("duyet/<slug:code>/hoan-tac/", verbs.undo, name="undo"),
]

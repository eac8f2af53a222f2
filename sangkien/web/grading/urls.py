"""Addresses of grading."""

from django.urls import path

from sangkien.web.grading import appeals, council, criteria, exhibits, opening, rounds, sheets, steps, taking

urlpatterns = [
    path("", rounds.gradings, name="gradings"),
    path("danh-sach.<form:form>", taking.gradings_file, name="gradings-file"),
    path("moi/", opening.new, name="open-grading"),
    path("tieu-chi/", criteria.every, name="criteria-sets"),
    path("tieu-chi.<form:form>", taking.criteria_file, name="criteria-file"),
    path("tieu-chi/moi/", criteria.new, name="new-criteria"),
    path("tieu-chi/<slug:code>/", criteria.one, name="criteria"),
    path("tieu-chi/<slug:code>/tieu-chi.yaml", criteria.as_file, name="criteria-yaml"),
    path("tieu-chi/<slug:code>/sua/", criteria.change, name="change-criteria"),
    path("tieu-chi/<slug:code>/tep/", criteria.change_by_file, name="criteria-by-file"),
    path("<int:key>/", rounds.grading, name="grading"),
    path("<int:key>/ket-qua.<form:form>", taking.grading_file, name="grading-file"),
    path("<int:key>/chuyen/", steps.move, name="move-grading"),
    path("<int:key>/thong-nhat/", steps.agree, name="agree-grading"),
    path("<int:key>/hoi-dong/", council.put_list, name="table-grading"),
    path("<int:key>/<slug:code>/", sheets.sheet, name="grading-sheet"),
    path("<int:key>/<slug:code>/bang-diem.<form:form>", taking.sheet_file, name="grading-sheet-file"),
    path("<int:key>/<slug:code>/minh-chung/", exhibits.attach, name="attach-exhibit"),
    path("<int:key>/<slug:code>/minh-chung/<int:exhibit_key>/", exhibits.exhibit, name="exhibit"),
    path("<int:key>/<slug:code>/minh-chung/<int:exhibit_key>/bo/", exhibits.take_away, name="take-exhibit-away"),
    path("<int:key>/<slug:code>/bieu-quyet-rieng/", council.set_apart, name="set-grading-apart"),
    path("<int:key>/<slug:code>/khieu-nai/", appeals.appeal, name="appeal-grading"),
    path("<int:key>/<slug:code>/khieu-nai/<int:appeal_key>/", appeals.answer, name="answer-grading"),
]

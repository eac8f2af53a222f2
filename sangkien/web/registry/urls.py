"""Addresses of these pages. A paper is reached by its key, since it has no number while it is drafted."""

from django.urls import URLPattern, path

from sangkien.web.registry import beginning, drafting, files, life, lists, registers, taking

urlpatterns: list[URLPattern] = [
    path("", lists.own_papers, name="papers"),
    path("<int:key>/", lists.paper_page, name="official-paper"),
    path("<int:key>/sua/", drafting.edit, name="edit-paper"),
    path("<int:key>/so-lieu/", drafting.take_again, name="refreeze-paper"),
    path("<int:key>/lam-mau/", drafting.keep_as_template, name="adapt-template"),
    path("<int:key>/lay-so/", life.take_number, name="number-paper"),
    path("<int:key>/ban-hanh/", life.issue_page, name="issue-paper"),
    path("<int:key>/giao-chi-tieu/", life.give_targets, name="give-by-paper"),
    path("<int:key>/huy/", life.cancel_page, name="cancel-paper"),
    path("<int:key>/thu-hoi/", life.withdraw_page, name="withdraw-paper"),
    path("<int:key>/bo/", life.discard_draft, name="discard-paper"),
    path("<int:key>/van-ban.docx", files.as_docx, name="paper-docx"),
    path("<int:key>/van-ban.pdf", files.as_pdf, name="paper-pdf"),
    path("<slug:code>/", lists.papers_page, name="papers-of"),
    path("<slug:code>/van-ban.<form:form>", taking.papers_file, name="papers-file"),
    path("<slug:code>/soan/", beginning.begin, name="draft-paper"),
    path("<slug:code>/soan/<slug:template>/", beginning.begin_from, name="draft-paper-from"),
    path("<slug:code>/tieu-de/", registers.heading_page, name="paper-heading"),
    path("<slug:code>/so-di/", registers.outgoing_page, name="outgoing"),
    path("<slug:code>/so-di.<form:form>", taking.outgoing_file, name="outgoing-file"),
    path("<slug:code>/so-di/<int:key>/", registers.number_page, name="kept-number"),
    path("<slug:code>/so-den/", registers.incoming_page, name="incoming"),
    path("<slug:code>/so-den.<form:form>", taking.incoming_file, name="incoming-file"),
    path("<slug:code>/so-den/<int:key>/", registers.receive_paper, name="receive-paper"),
]

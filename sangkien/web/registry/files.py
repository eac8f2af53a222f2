"""A paper as a file: for Word, to go on editing or to print, and as PDF."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from sangkien.documents import decree30
from sangkien.documents.printed import pdf
from sangkien.registry.models import OfficialPaper
from sangkien.registry.queries import printed
from sangkien.registry.rules import OFFICERS
from sangkien.web.doors import Request, wearing
from sangkien.web.files.names import file_name
from sangkien.web.registry.asked import paper_of

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@wearing(*OFFICERS)
@require_safe
def as_docx(request: Request, key: int) -> HttpResponse:
    """For Word."""
    paper = paper_of(request, key)
    return _file(paper, decree30.docx(printed(paper, on=request.visit.actor.on)), _DOCX, "docx")


@wearing(*OFFICERS)
@require_safe
def as_pdf(request: Request, key: int) -> HttpResponse:
    """To print and to keep. An issued paper bears the moment it was issued, so its file is always the same."""
    paper, visit = paper_of(request, key), request.visit
    made = pdf(printed(paper, on=visit.actor.on), at=paper.issued_at or visit.now)
    return _file(paper, made, "application/pdf", "pdf")


def _file(paper: OfficialPaper, content: bytes, kind: str, ending: str) -> HttpResponse:
    number = getattr(paper, "outgoing", None)
    name = file_name(f"{paper.get_kind_display()} {number.line if number else f'(dự thảo {paper.pk})'}", ending)
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    answer["Cache-Control"] = "private, no-store"
    return answer

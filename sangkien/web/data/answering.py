"""Sending a table as a file in the form that its address ends with."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from django.http import StreamingHttpResponse
from django.urls import register_converter
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.web.data import comma, documents, parquet, workbook
from sangkien.web.data.sheets import Sheet
from sangkien.web.middleware import Visit
from sangkien.web.templatetags.components import moment


@dataclass(frozen=True)
class Form:
    """A form of file: the end of its name, what it is called, its type, and what writes it."""

    ending: str
    name: str | Promise
    type: str
    pieces: Callable[[Sheet], Iterator[bytes]]


FORMS = {
    form.ending: form
    for form in (
        Form("csv", "CSV", "text/csv; charset=utf-8", comma.pieces),
        Form("xlsx", "Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", workbook.pieces),
        Form("json", "JSON", "application/json", documents.pieces),
        Form("parquet", gettext_lazy("Tệp để phân tích (Parquet)"), "application/vnd.apache.parquet", parquet.pieces),
    )
}


class FormConverter:
    """`<form:form>` in an address: the ending of one of the forms."""

    regex = "|".join(FORMS)

    def to_python(self, value: str) -> Form:
        """The form by its ending."""
        return FORMS[value]

    def to_url(self, value: Form | str) -> str:
        """Its ending."""
        return value.ending if isinstance(value, Form) else value


register_converter(FormConverter, "form")


def send(sheet: Sheet, form: Form, *, by: Visit | None = None) -> StreamingHttpResponse:
    """The sheet as a file to be saved, sent while it is written, in the language of the request; what was taken from
    behind a door says by whom and when."""
    if by is not None:
        sheet = replace(sheet, facts=[*sheet.facts, (_("Người tải"), _taker(by))])
    response = StreamingHttpResponse(_spoken(form.pieces(sheet), translation.get_language()), content_type=form.type)
    response["Content-Disposition"] = f'attachment; filename="{sheet.name}.{form.ending}"'
    return response


def _taker(visit: Visit) -> str:
    """ "Đặng Quốc Đông, 09:00 18/05/2022"."""
    return f"{visit.person.full_name if visit.person else ''}, {moment(visit.now)}"


def content(sheet: Sheet, form: Form) -> bytes:
    """The whole file at once, for what is short and kept."""
    return b"".join(form.pieces(sheet))


def _spoken(pieces: Iterator[bytes], language: str | None) -> Iterator[bytes]:
    """The pieces, each made in that language: the request is over by the time that they are asked for."""
    while True:
        with translation.override(language):
            piece = next(pieces, None)
        if piece is None:
            return
        yield piece

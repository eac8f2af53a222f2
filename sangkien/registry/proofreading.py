"""Everything in the words of a draft that keeps it from its number, each at its box."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from sangkien.base.problems import Problem
from sangkien.documents.printed import unprintable
from sangkien.registry.filling import loose_braces, open_fields, open_prompts, unknown_fields
from sangkien.registry.models import OfficialPaper
from sangkien.registry.pasting import markup_in
from sangkien.registry.sentences import Facts
from sangkien.registry.wording import Said

LONGEST_SUBJECT = 300
LONGEST_BODY = 200_000  # what 83 unions wrote, gathered
FILLED = ("subject", "addressees", "bases", "body", "recipients")


def missing_in_words(paper: OfficialPaper, facts: Facts | None, said: Said) -> Iterator[Problem]:
    """What is wrong with what the drafter wrote, and with what the paper says once it is filled in (`said`)."""
    yield from _wrong_length(said)
    for name in FILLED:
        yield from _wrong_fields(name, getattr(paper, name), facts)
        yield from _wrong_marks(name, getattr(paper, name))
    yield from _left_open(paper)
    yield from _wrong_letters(said)


def no_subject(subject: str) -> list[Problem]:
    """A paper without one would not be found in any register."""
    return [] if subject.strip() else [Problem(code="empty", field="subject", text=_("Ghi trích yếu của văn bản"))]


def _wrong_length(said: Said) -> Iterator[Problem]:
    yield from no_subject(said.subject)
    if len(said.subject) > LONGEST_SUBJECT:
        text = _("Trích yếu dài quá %(n)s chữ cái khi điền số liệu vào. Anh/chị rút gọn nhé") % {"n": LONGEST_SUBJECT}
        yield Problem(code="subject_long", field="subject", text=text)
    if not said.body:
        yield Problem(code="empty", field="body", text=_("Ghi nội dung của văn bản"))


def _wrong_fields(box: str, text: str, facts: Facts | None) -> Iterator[Problem]:
    for unknown in unknown_fields(text):
        said = _("Không có mục {%(name)s}. Các mục dùng được có ở trang sửa dự thảo.") % {"name": unknown}
        yield Problem(code="unknown_field", field=box, text=said)
    for field in open_fields(text, facts):
        said = _("Mục {%(name)s} chưa có trong số liệu đã chốt cho văn bản này.") % {"name": field.name}
        yield Problem(code="open_field", field=box, text=said)
    for words in loose_braces(text):
        said = _("Ngoặc { } chưa đủ đôi: %(words)s. Anh/chị khép lại hoặc xóa đi.") % {"words": words}
        yield Problem(code="loose_brace", field=box, text=said)


def _wrong_marks(box: str, text: str) -> Iterator[Problem]:
    """What was pasted is words, not the format that they had elsewhere."""
    if marks := markup_in(text):
        told = _("Có mã định dạng dán vào từ nơi khác: %(marks)s. Anh/chị xóa đi, hoặc dán lại ở dạng chữ thường.")
        yield Problem(code="markup", field=box, text=told % {"marks": " ".join(marks[:5])})


def _left_open(paper: OfficialPaper) -> list[Problem]:
    text = _("Phần này chưa viết: %(prompt)s. Anh/chị viết hoặc xóa dòng ấy.")
    return [
        Problem(code="left_open", field="body", text=text % {"prompt": prompt}) for prompt in open_prompts(paper.body)
    ]


def _wrong_letters(said: Said) -> Iterator[Problem]:
    written = {
        "subject": said.subject,
        "addressees": "".join(said.addressees),
        "bases": "".join(said.bases),
        "body": "".join(piece.text for paragraph in said.body for piece in paragraph),
        "recipients": "".join(said.recipients),
        "title": "".join([*said.signature, said.signer]),
        "beside": "".join(said.beside),
        "": "".join(cell for row in said.annex.rows for cell in row) if said.annex else "",
    }
    for name, text in written.items():
        if letters := unprintable(text):
            told = _("Phông chữ của văn bản không có: %(letters)s. Anh/chị viết cách khác.") % {
                "letters": " ".join(letters[:10])
            }
            yield Problem(code="unprintable", field=name, text=told)

"""Who writes guidance, and what an article must say."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.accounts.models import Role
from sangkien.accounts.permissions import Permission, Rule
from sangkien.base.problems import Problem
from sangkien.guidance.topics import topics

WRITING = (Role.REVIEWER, Role.LEADER, Role.ADMINISTRATOR)
LONGEST_TITLE, LONGEST_BODY = 150, 20_000

WRITE = Permission(
    "guidance.write",
    gettext_lazy("viết bài hướng dẫn của đơn vị"),
    [Rule(role=role, at="pk") for role in WRITING],
)
REVISE = Permission(
    "guidance.revise",
    gettext_lazy("sửa, gỡ bài hướng dẫn"),
    [*(Rule(role=role, at="owner") for role in WRITING), Rule(role=Role.ADMINISTRATOR, when=Q(owner=None))],
)


@dataclass(frozen=True, kw_only=True)
class Written:
    """What an article says, clean: Markdown in Vietnamese, and in English or not at all."""

    title: str
    body: str
    title_en: str = ""
    body_en: str = ""
    topics: Sequence[str] = ()


def missing(written: Written) -> list[Problem]:
    """Everything that keeps these words from being published, each tied to a field."""
    return [*_words(written), *_english(written), *_about(written)]


def _words(written: Written) -> Iterator[Problem]:
    if not any(c.isalpha() for c in written.title):
        yield Problem(code="no_title", field="title", text=_("Ghi tên bài, ngắn gọn như người đọc sẽ hỏi"))
    if not any(c.isalpha() for c in written.body):
        yield Problem(code="no_body", field="body", text=_("Viết nội dung bài"))


def _english(written: Written) -> Iterator[Problem]:
    if bool(written.title_en) != bool(written.body_en):
        field = "body_en" if written.title_en else "title_en"
        text = _("Bản tiếng Anh cần cả tên bài và nội dung, hoặc để trống cả hai")
        yield Problem(code="half_english", field=field, text=text)


def _about(written: Written) -> Iterator[Problem]:
    if not written.topics or not set(written.topics) <= set(topics()):
        text = _("Chọn ít nhất một chủ đề, để bài hiện ở nơi người ta cần")
        yield Problem(code="no_topic", field="topics", text=text)

"""What waits for a worker, one thing to do after another: the top of my page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sangkien.accounts.permissions import Actor
from sangkien.base.days import format_moment
from sangkien.initiatives.states import State
from sangkien.review.queries import with_news
from sangkien.web.people import shelf
from sangkien.web.submit.phone import shown_code
from sangkien.web.talk import ANCHOR

_MOST_NEWS = 20


@dataclass(frozen=True)
class Task:
    """One thing to do. `tag`, `tone`, `picture`: what kind it is; `title` whose; `text` what is asked; `label` of the
    button and its `url`, which is posted to when it `posts`; `more`: the address of the page that tells all, `less`: of
    the one where it is put away; `code`: of the dossier, since two may have one title."""

    tag: str
    tone: str
    picture: str
    title: str
    text: str
    label: str
    url: str
    posts: bool = False
    more: str = ""
    less: str = ""
    code: str = ""


def tasks_on(page: int, lines: Sequence[shelf.DossierLine], *, actor: Actor) -> list[Task]:
    """The tasks on a page of my page: what came back stands on the page of its dossier, messages and drafts on the
    first. What a union waits for stands before what only oneself does."""
    returned = [_returned(line) for line in lines if line.initiative.state == State.RETURNED]
    return [*returned, *_news(actor), *_drafts(actor)] if page == 1 else returned


def _returned(line: shelf.DossierLine) -> Task:
    code, n = line.initiative.code, line.asked
    text = ngettext(
        "Công đoàn đề nghị bổ sung %(n)s mục, xong là gửi lại được ngay.",
        "Công đoàn đề nghị bổ sung %(n)s mục, xong là gửi lại được ngay.",
        n,
    )
    return Task(
        tag=str(State.RETURNED.label),
        tone="gold",
        picture="rotate-ccw",
        title=line.initiative.title,
        text=" ".join(filter(None, [text % {"n": n}, _said_of_news(line.news)])),
        label=_("Bổ sung ngay"),
        url=reverse("complete", args=[code]),
        posts=True,
        more=reverse("dossier", args=[code]),
        code=code,
    )


def _news(actor: Actor) -> Iterable[Task]:
    found = with_news(actor).exclude(state=State.RETURNED).order_by("-waiting_since", "-pk")
    for line in shelf.lines_of(found.select_related(*shelf.LINE)[:_MOST_NEWS], actor=actor):
        yield Task(
            tag=_("Tin nhắn"),
            tone="blue",
            picture="message-square",
            title=line.initiative.title,
            text=_said_of_news(line.news),
            label=_("Đọc tin"),
            url=reverse("dossier", args=[line.initiative.code]) + ANCHOR,
            code=line.initiative.code,
        )


def _said_of_news(n: int) -> str:
    """ "2 tin nhắn mới từ công đoàn."; nothing for none."""
    if not n:
        return ""
    return ngettext("%(n)s tin nhắn mới từ công đoàn.", "%(n)s tin nhắn mới từ công đoàn.", n) % {"n": n}


def _drafts(actor: Actor) -> Iterable[Task]:
    for line in shelf.drafts_of(actor.somebody, on=actor.on):
        saved = {"at": format_moment(line.draft.saved_at), "age": line.age, "programme": line.draft.programme.name}
        saved["code"] = shown_code(line.draft.resume_code)
        yield Task(
            tag=_("Bản nháp"),
            tone="blue",
            picture="pencil",
            title=line.title,
            text=_("%(programme)s · trên máy chủ, lưu lúc %(at)s (%(age)s) · mã viết tiếp %(code)s") % saved,
            label=_("Viết tiếp"),
            url=line.way_on,
            less=reverse("form-discard", args=[line.draft.key]),
        )

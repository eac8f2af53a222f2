"""The talk about a dossier as both sides' pages show it."""

from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy

from sangkien.accounts.permissions import Actor
from sangkien.initiatives.models import Initiative
from sangkien.review.queries import unread_in
from sangkien.review.rules import LONGEST_MESSAGE, talk_closes
from sangkien.review.talking import mark_read
from sangkien.web.forms import Questions
from sangkien.web.naming import Naming
from sangkien.web.submit.fields import TextField

ANCHOR = "#trao-doi"
_SHOWN = 50  # the last lines of a long talk; the earlier ones are a click away


class MessageForm(Questions):
    """One message."""

    prefix = "tin"
    needed = {"text": gettext_lazy("Viết điều anh/chị muốn hỏi hoặc trả lời")}

    text = TextField(
        most=LONGEST_MESSAGE,
        lines=True,
        label=gettext_lazy("Tin nhắn"),
        help_text=gettext_lazy("Chỉ người của hồ sơ và công đoàn đang xem hồ sơ đọc được. Tin đã gửi không sửa được."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    @property
    def written(self) -> str:
        """What was written, once it could be read."""
        return str(self.cleaned_data["text"])


@dataclass(frozen=True)
class Said:
    """One line of the talk; `ours` when the reader's own side wrote it."""

    at: datetime
    who: str
    text: str
    ours: bool


@dataclass(frozen=True)
class Talk:
    """The lines, oldest first; `earlier` how many more there are; `new` how many were not read yet; `open` while one
    may still write."""

    lines: list[Said]
    earlier: int
    new: int
    open: bool


def talk_about(initiative: Initiative, *, actor: Actor, whole: bool = False, reads: bool = True) -> Talk:
    """The talk as the actor reads it: a hat as an officer, without one as the dossier's own people. From now on it is
    read, unless nobody `reads` it yet. Four queries; a few more where something is new or the talk is long."""
    new = unread_in([initiative.pk], actor).get(initiative.pk, 0)
    if new and reads:
        mark_read(initiative, by=actor)
    said = initiative.messages.select_related("by").order_by("-pk")
    shown = list(said if whole else said[:_SHOWN])
    earlier = said.count() - len(shown) if len(shown) == _SHOWN else 0
    naming = Naming(shown, for_officers=actor.hat is not None)
    own = actor.unit.pk if actor.unit else None
    lines = [Said(line.at, naming.who(line), line.text, line.unit_id == own) for line in reversed(shown)]
    closes = talk_closes(initiative)
    return Talk(lines, earlier, new, closes is None or actor.on <= closes)

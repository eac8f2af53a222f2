"""What is typed at the story desk."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.base.days import VIETNAM
from sangkien.base.problems import NotUnderstood
from sangkien.consents.models import Purpose
from sangkien.consents.rules import ASKED
from sangkien.consents.words import name_of
from sangkien.initiatives.models import Author
from sangkien.initiatives.parts import mark_of
from sangkien.stories.models import Edition, Moment, Series, Story
from sangkien.stories.rules import (
    LONGEST_BODY,
    LONGEST_HEADLINE,
    LONGEST_LEAD,
    LONGEST_NOTE,
    LONGEST_QUOTE,
    MOST_QUOTES,
)
from sangkien.stories.texts import Quote, Text
from sangkien.stories.words import theme_choices
from sangkien.web.forms import Questions
from sangkien.web.submit.fields import ReadField, TextField, choice_field, choices_field, day_field

_MARKDOWN = gettext_lazy(
    "Dòng trống để xuống đoạn. ## trước dòng là tiêu đề nhỏ, - là gạch đầu dòng, **đậm**, > là lời dẫn."
)


class TextForm(Questions):
    """A story's text; of each quote what was said and by whom."""

    needed = {"headline": gettext_lazy("Đặt tít cho câu chuyện")}
    headline = TextField(
        most=LONGEST_HEADLINE,
        label=gettext_lazy("Tít"),
        help_text=gettext_lazy("Nói hiệu quả trước, ví dụ: Hai chốt nam châm cứu 11 giây mỗi chiếc túi"),
    )
    lead = TextField(
        most=LONGEST_LEAD,
        lines=True,
        label=gettext_lazy("Sapô"),
        help_text=gettext_lazy("Một, hai câu: ai, làm gì, được gì"),
    )
    body = TextField(
        most=LONGEST_BODY,
        lines=True,
        label=gettext_lazy("Bài"),
        help_text=_MARKDOWN,
        widget=forms.Textarea(attrs={"rows": 18}),
    )
    theme = choice_field([], select=True, label=gettext_lazy("Chủ đề"))
    series = TextField(
        most=120, label=gettext_lazy("Loạt bài"), help_text=gettext_lazy("Để trống nếu không thuộc loạt nào")
    )

    def __init__(self, *args: Any, authors: Sequence[Author], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].choices = [("", _("Chưa chọn")), *theme_choices()]  # type: ignore[attr-defined]
        who = [("0", _("Người khác")), *((str(n), one.full_name) for n, one in enumerate(authors, start=1))]
        for n in range(1, MOST_QUOTES + 1):
            self._ask_for_quote(n, who)

    def _ask_for_quote(self, n: int, who: list[tuple[str, str]]) -> None:
        lines = forms.Textarea(attrs={"rows": 2})
        label = _("Lời trích %(n)s") % {"n": n}
        self.fields[f"quote_{n}"] = TextField(most=LONGEST_QUOTE, lines=True, label=label, widget=lines)
        self.fields[f"who_{n}"] = choice_field(who, select=True, label=_("Ai nói"))
        hint = _("Nếu là người khác: chức danh, không ghi tên")
        self.fields[f"role_{n}"] = TextField(most=120, label=_("Chức danh"), help_text=hint)

    @property
    def told(self) -> Text:
        """What was typed."""
        said = self.cleaned_data
        quotes = [
            Quote(said[f"quote_{n}"], int(said.get(f"who_{n}") or 0), said[f"role_{n}"])
            for n in range(1, MOST_QUOTES + 1)
            if said.get(f"quote_{n}")
        ]
        return Text(said["headline"], said["lead"], said["body"], tuple(quotes))

    @property
    def quotes(self) -> list[tuple[Any, Any, Any]]:
        """The boxes of each quote."""
        return [(self[f"quote_{n}"], self[f"who_{n}"], self[f"role_{n}"]) for n in range(1, MOST_QUOTES + 1)]


def as_typed(story: Story, edition: Edition, authors: Sequence[Author]) -> dict[str, Any]:
    """What is stored, as it would be typed."""
    places = {mark_of(author): nth for nth, author in enumerate(authors, start=1)}
    typed = {name: getattr(edition, name) for name in ("headline", "lead", "body")}
    typed |= {"theme": story.theme, "series": story.series.title if story.series else ""}
    for n, quote in enumerate(edition.quotes, start=1):
        typed |= {
            f"quote_{n}": quote["text"],
            f"role_{n}": quote["role"],
            f"who_{n}": str(places.get(quote["mark"], 0)),
        }
    return typed


class NoteForm(Questions):
    """Why it goes back, or is taken off."""

    note = TextField(most=LONGEST_NOTE, label=gettext_lazy("Lý do"))


def _hour(typed: str) -> time:
    digits = typed.strip().replace("h", ":").replace("g", ":").rstrip(":")
    hour, _colon, minute = digits.partition(":")
    if not (hour.isascii() and hour.isdigit() and (not minute or (minute.isascii() and minute.isdigit()))):
        raise NotUnderstood("unreadable", _("Ghi giờ, ví dụ 07:30"))
    if int(hour) > 23 or int(minute or 0) > 59:
        raise NotUnderstood("unreadable", _("Ghi giờ, ví dụ 07:30"))
    return time(int(hour), int(minute or 0))


class MomentForm(Questions):
    """When it is published."""

    needed = {"day": gettext_lazy("Ghi ngày đăng"), "hour": gettext_lazy("Ghi giờ đăng, ví dụ 07:30")}
    day = day_field(label=gettext_lazy("Ngày đăng"))
    hour = ReadField(
        _hour,
        label=gettext_lazy("Giờ đăng"),
        widget=forms.TextInput(attrs={"class": "input-short", "autocomplete": "off"}),
        help_text=gettext_lazy("Ví dụ 07:30"),
    )

    def answered(self, name: str) -> bool:
        """Midnight is an answer."""
        return self.cleaned_data.get(name) is not None

    @property
    def moment(self) -> datetime:
        """In Vietnam's time."""
        return datetime.combine(self.cleaned_data["day"], self.cleaned_data["hour"], tzinfo=VIETNAM)

    def box_of(self, field: str) -> str:
        """What an action says of the moment stands at its day."""
        return "day" if field == "moment" else field


class PictureForm(Questions):
    """A picture: who took it, and whose face is seen."""

    needed = {"photo": gettext_lazy("Chọn một ảnh"), "credit": gettext_lazy("Ghi tên người chụp ảnh")}
    photo = forms.FileField(
        label=gettext_lazy("Ảnh"), required=False, widget=forms.FileInput(attrs={"accept": "image/*"})
    )
    moment = choice_field(
        [(one.value, one.label) for one in Moment], select=True, label=gettext_lazy("Chụp gì"), initial=Moment.AFTER
    )
    caption = TextField(most=200, label=gettext_lazy("Chú thích"))
    credit = TextField(most=120, label=gettext_lazy("Người chụp"))
    mark = choice_field(
        [],
        select=True,
        label=gettext_lazy("Thấy rõ mặt ai"),
        help_text=gettext_lazy(
            "Chỉ dùng ảnh không ai nhận ra được, hoặc ảnh của tác giả đã đồng ý. Ảnh có người khác thì cắt bớt."
        ),
    )

    def __init__(self, *args: Any, authors: Sequence[Author], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        faces = [("", _("Không thấy rõ mặt ai")), *((mark_of(one), one.full_name) for one in authors)]
        self.fields["mark"].choices = faces  # type: ignore[attr-defined]  # a choice field has them


class SlipForm(Questions):
    """A signed slip: who signed, and to what."""

    needed = {"slip": gettext_lazy("Chọn ảnh chụp phiếu"), "purposes": gettext_lazy("Chọn ít nhất một mục đã ký")}
    who = choice_field([], select=True, label=gettext_lazy("Ai ký"))
    purposes = choices_field([], label=gettext_lazy("Đồng ý những gì"))
    slip = forms.FileField(label=gettext_lazy("Ảnh chụp phiếu đã ký"), required=False)

    def __init__(self, *args: Any, authors: Sequence[Author], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = [(mark_of(one), one.full_name) for one in authors]  # type: ignore[attr-defined]
        self.fields["purposes"].choices = [(one.value, name_of(one)) for one in ASKED]  # type: ignore[attr-defined]

    @property
    def agreed(self) -> list[Purpose]:
        """What was ticked."""
        return [Purpose(one) for one in self.cleaned_data["purposes"]]


def known_series(story: Story) -> list[str]:
    """The titles of the union's series, to be picked up again."""
    return list(Series.objects.filter(unit=story.unit_id).order_by("-pk").values_list("title", flat=True)[:20])

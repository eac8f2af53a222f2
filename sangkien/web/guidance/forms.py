"""What is typed about guidance."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sangkien.guidance.models import Edition
from sangkien.guidance.rules import LONGEST_BODY, LONGEST_TITLE, Written
from sangkien.guidance.topics import topics
from sangkien.web.forms import Questions
from sangkien.web.submit.fields import TextField, choices_field


class ArticleForm(Questions):
    """An article: Markdown in Vietnamese, in English if one likes, and what it is about."""

    title = TextField(
        most=LONGEST_TITLE, label=_("Tên bài"), help_text=_("Như người đọc sẽ hỏi, ví dụ: Ảnh không gửi lên được")
    )
    body = TextField(
        most=LONGEST_BODY,
        lines=True,
        label=_("Nội dung"),
        help_text=_("Viết như nói. ## là đề mục, - là gạch đầu dòng, ** hai bên là chữ đậm, [chữ](/gui/) là liên kết."),
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    topics = choices_field([], label=_("Hiện ở đâu"))
    title_en = TextField(most=LONGEST_TITLE, label=_("Tên bài bằng tiếng Anh"))
    body_en = TextField(
        most=LONGEST_BODY, lines=True, label=_("Nội dung bằng tiếng Anh"), widget=forms.Textarea(attrs={"rows": 8})
    )
    version = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["topics"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(code, topic.label) for code, topic in topics().items()]

    @classmethod
    def of(cls, edition: Edition) -> "ArticleForm":
        """What it says now, to be said otherwise."""
        names = ("title", "body", "title_en", "body_en", "topics")
        return cls(initial={name: getattr(edition, name) for name in names} | {"version": edition.number})

    @property
    def written(self) -> Written:
        """For a form that is valid."""
        said = self.cleaned_data
        texts = {name: said.get(name) or "" for name in ("title", "body", "title_en", "body_en")}
        return Written(topics=tuple(said.get("topics") or ()), **texts)

    @property
    def seen(self) -> int:
        """A broken number counts as very old, so that nothing is overwritten."""
        return int(self.cleaned_data.get("version") or 0)

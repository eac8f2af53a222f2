"""What is typed about difficulties."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from sangkien.base.problems import NotUnderstood
from sangkien.base.text import one_line
from sangkien.difficulties.rules import LONGEST_NAME, LONGEST_TEXT, Asked
from sangkien.directory.queries import highest_reviewing
from sangkien.guidance.topics import kinds, steps
from sangkien.initiatives.models import Initiative
from sangkien.organisations.models import Organisation
from sangkien.organisations.queries import chain
from sangkien.organisations.search import MOST_LETTERS, Found, search_workplaces
from sangkien.web.directory.fields import drop_down, grouped, in_order, kind_names, unit_of
from sangkien.web.forms import Questions
from sangkien.web.people.forms import read_tail
from sangkien.web.submit.fields import ReadField, TextField, choice_field, phone_field

_SHOWN = 8  # units that are found
_PICTURES = "image/jpeg,image/png,image/heic,image/heif"


class _Several(forms.FileInput):
    allow_multiple_selected = True


def read_code(typed: str) -> str:
    """A code as it is printed: "kk bcdfgh" is KK-BCDFGH."""
    letters = "".join(c for c in one_line(typed).upper() if c.isalnum()).removeprefix("KK")
    if len(letters) != 6 or not letters.isascii() or not letters.isalpha():
        raise NotUnderstood("unreadable", _("Mã vướng mắc gồm KK và sáu chữ cái, ví dụ KK-BCDFGH"))
    return f"KK-{letters}"


@dataclass(frozen=True)
class Place:
    """A union that is offered, with those above it."""

    code: str
    name: str
    chain: Sequence[str]


def places(codes: Sequence[str], *, on: date) -> list[Place]:
    """Those of these codes that exist that day, in their order. Two queries for each, of which there are few."""
    found = {unit.code: unit for unit in Organisation.objects.on(on).filter(code__in=codes)}
    above = {code: [link.short_name for link in chain(unit, on)] for code, unit in found.items()}
    return [Place(code, above[code][0], above[code]) for code in codes if above.get(code)]


class AskForm(Questions):
    """What is in the way, where one works, who asks. The units that were found, and those that are known already, are
    offered; who finds none takes the union of the province."""

    kind = choice_field([], label=_("Anh/chị đang vướng ở đâu?"))
    text = TextField(
        most=LONGEST_TEXT,
        lines=True,
        label=_("Kể cho công đoàn nghe"),
        help_text=_("Đang làm đến đâu, thấy gì, muốn được giúp gì. Bấm micro trên bàn phím để nói cũng được."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    photos = forms.FileField(
        required=False,
        label=_("Ảnh chụp màn hình, giấy tờ"),
        help_text=_("Nhiều nhất 3 ảnh. Đừng chụp khuôn mặt người khác khi chưa hỏi họ."),
        widget=_Several(attrs={"accept": _PICTURES}),
    )
    voice = forms.FileField(
        required=False,
        label=_("Ghi âm lời nói"),
        help_text=_("Ngại gõ chữ thì ghi âm bằng điện thoại rồi chọn tệp ở đây, không quá 10 MB."),
        widget=forms.FileInput(attrs={"accept": "audio/*,.m4a,.mp3,.ogg,.amr,.wav,.webm,.3gp"}),
    )
    q = TextField(
        most=MOST_LETTERS,
        label=_("Tên công ty, nhà máy, trường, bệnh viện"),
        widget=forms.TextInput(attrs={"autocomplete": "organization", "type": "search", "class": "input"}),
    )
    unit = choice_field([], label=_("Chọn đúng nơi anh/chị làm việc"))
    area = drop_down(label=_("Không thấy tên nơi tôi làm: gửi tới công đoàn tỉnh, ngành"))
    full_name = TextField(
        most=LONGEST_NAME, label=_("Họ và tên"), widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    phone = phone_field(
        label=_("Số di động"),
        help_text=_("Để công đoàn trả lời, và để anh/chị xem lại bằng bốn số cuối"),
        attrs={"autocomplete": "tel"},
    )
    # Taken as they come: a broken key is one that nobody has yet, a broken step none.
    key = forms.Field(widget=forms.HiddenInput, required=False)
    step = forms.Field(widget=forms.HiddenInput, required=False)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, on: date, known: Sequence[Place], signed_in: bool, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self._on, self._known, self._signed_in = on, known, signed_in
        self._offer("kind", [(code, kind.label) for code, kind in kinds().items()])
        self._offer("unit", [(one.code, one.name) for one in self.found])
        areas = in_order(grouped(self._areas, kind_names()), kind_names())
        self._offer("area", [("", _("– Chọn –")), *areas])
        if signed_in:
            del self.fields["full_name"], self.fields["phone"]

    def clean_step(self) -> str:
        """Where it arose, if that is a step of the form."""
        slug = str(self.cleaned_data["step"])
        return slug if slug in steps() else ""

    @property
    def hints(self) -> dict[str, str]:
        """A line below each kind."""
        return {code: kind.hint for code, kind in kinds().items()}

    @property
    def chains(self) -> dict[str, str]:
        """Below each unit, to which unions it belongs."""
        return {one.code: " → ".join(one.chain[1:]) for one in self.found}

    @cached_property
    def searched(self) -> str:
        """What was asked for, as far as it can be read."""
        return one_line(str(self._typed("q"))[:MOST_LETTERS].replace("\0", ""))

    @cached_property
    def found(self) -> list[Place | Found]:
        """What is offered: what answers to the search, else what is known."""
        if not self.searched:
            return list(self._known)
        chosen = [one for one in self._known if one.code == self._typed("unit")]
        found = search_workplaces(self.searched, self._on, _SHOWN)
        offered: list[Place | Found] = [*found, *chosen]
        return list({one.code: one for one in offered}.values())

    @cached_property
    def form_key(self) -> UUID:
        """By which the same form sent twice is one."""
        try:
            return UUID(str(self._typed("key")))
        except ValueError:
            return uuid4()

    def said(self, *, dossier: Initiative | None) -> Asked:
        """What was understood; what could not be read is left out. One query at most."""
        read = {name: self.cleaned_data.get(name) or "" for name in ("kind", "text", "full_name", "phone", "step")}
        return Asked(key=self.form_key, unit=self._unit(), dossier=dossier, **read)

    def _unit(self) -> Organisation | None:
        code = self.cleaned_data.get("unit")
        if code:
            return Organisation.objects.on(self._on).filter(code=code).first()
        return unit_of(self._areas, str(self.cleaned_data.get("area") or ""))

    @cached_property
    def _areas(self) -> list[Organisation]:
        return highest_reviewing(self._on)

    def _typed(self, name: str) -> Any:
        source = self.data if self.is_bound else self.initial
        return source.get(name, "") or ""

    def _offer(self, name: str, choices: Iterable[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices)


class FindForm(Questions):
    """The code of a difficulty and the end of a telephone number."""

    needed = {"code": _("Ghi mã, ví dụ KK-BCDFGH"), "tail": _("Ghi bốn số cuối điện thoại, ví dụ 5678")}

    code = ReadField(
        read_code,
        label=_("Mã vướng mắc"),
        help_text=_("Hiện ra khi gửi xong và có trong tin nhắn, ví dụ KK-BCDFGH"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    tail = ReadField(
        read_tail,
        label=_("Bốn số cuối điện thoại"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric", "class": "input-tiny"}),
    )


class WordsForm(Questions):
    """Some words and the version that they were written upon."""

    needed = {"text": _("Viết vài lời để người khác hiểu")}

    text = TextField(most=LONGEST_TEXT, lines=True, label=_("Lời"), widget=forms.Textarea(attrs={"rows": 4}))
    version = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, label: Any = None, hint: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if label:
            self.fields["text"].label = label
        self.fields["text"].help_text = hint

    @property
    def words(self) -> str:
        """What was written, once it could be read."""
        return str(self.cleaned_data.get("text") or "")

    @property
    def seen(self) -> int:
        """A broken version counts as very old, so that nothing is overwritten."""
        return int(self.cleaned_data.get("version") or 0)

    def box_of(self, field: str) -> str:
        return "text" if field == "reason" else field


class AnswerForm(WordsForm):
    """An answer, perhaps with an article to read on."""

    article = choice_field([], select=True, label=_("Kèm bài hướng dẫn"))

    def __init__(self, *args: Any, articles: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["article"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("– Không kèm –")), *articles]


class GroupForm(WordsForm):
    """Under which one it lies from now on."""

    needed = {"leading": _("Chọn vướng mắc giống nhau")}

    leading = choice_field([], label=_("Gộp vào"))

    def __init__(self, *args: Any, alike: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["text"]
        field = self.fields["leading"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(alike)

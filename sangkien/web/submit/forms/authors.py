"""Page 2: who made it, and whose it is to what part."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from sangkien.base import phones
from sangkien.base.numbers import WHOLE, format_share
from sangkien.base.problems import Problem
from sangkien.initiatives.content import AuthorEntry, Job
from sangkien.initiatives.rules import LONGEST_NAME, MOST_AUTHORS
from sangkien.web.submit.fields import TextField, choice_field, phone_field, share_field
from sangkien.web.submit.forms.base import Asking, Row, StepForm
from sangkien.web.submit.sheet import Answers, Sheet, keepable

ME, GROUP = "me", "group"
ASPECTS = ("full_name", "share", "phone", "job", "department")
_NUMBERED = re.compile(rf"author-([1-9][0-9]?)-({'|'.join(ASPECTS)})")


class AuthorForm(Asking):
    """One author; `alone` when the whole initiative is theirs and no share is asked."""

    full_name = TextField(most=LONGEST_NAME, label=gettext_lazy("Họ và tên"))
    phone = phone_field(label=gettext_lazy("Số điện thoại"))
    department = TextField(most=LONGEST_NAME, label=gettext_lazy("Bộ phận, chuyền, tổ"))
    share = share_field(label=gettext_lazy("Đóng góp"))

    def __init__(self, sheet: Sheet, typed: Answers, *, number: int, alone: bool, checked: bool) -> None:
        prefix = f"author-{number}"
        answers = {f"{prefix}-{name}": value for name, value in typed.items()}
        self.number, self.alone = number, alone
        super().__init__(sheet, answers if checked else typed, checked=checked, prefix=prefix)

    def compose(self) -> None:
        self.fields["job"] = choice_field(
            [("", _("Chọn công việc")), *Job.choices], select=True, label=_("Công việc chính")
        )
        self.order_fields(ASPECTS)
        self.optional = {"phone", "department", "job"}
        self.units = {"share": "%"}

    def clean(self) -> dict[str, Any]:
        """In a group everybody has a share; nobody is an author without a name."""
        if self.alone:
            self.errors.pop("share", None)
        elif "share" not in self.errors and self.said("share") == "":
            self.add_error("share", _("Ghi phần đóng góp, ví dụ 50"))
        if "full_name" not in self.errors and not self.said("full_name"):
            self.add_error("full_name", _("Ghi họ và tên tác giả"))
        return self.cleaned_data

    def entry(self) -> AuthorEntry:
        """The author as the dossier names them."""
        share = WHOLE if self.alone else self.said("share", 0)
        return AuthorEntry(share=share, **{name: self.said(name) for name in ASPECTS if name != "share"})

    def row(self) -> Row:
        """One line of the last page."""
        label = _("Tác giả") if self.alone else _("Tác giả %(number)s") % {"number": self.number}
        wrong = bool(self.errors)
        first_wrong = next(iter(self.errors), "full_name")
        field = self.add_prefix(first_wrong)
        return Row(label, self._described(), field, self.focus(field), wrong)

    def _described(self) -> str:
        entry = self.entry()
        phone = phones.show(entry.phone) if entry.phone else ""
        job = str(Job(entry.job).label) if entry.job else ""
        portion = format_share(entry.share, get_language() or "vi")
        share = "" if self.alone else _("đóng góp %(share)s") % {"share": portion}
        told = ", ".join(piece for piece in (entry.department, job) if piece)
        return "\n".join(piece for piece in (entry.full_name, phone, told, share) if piece)


class MyselfForm(AuthorForm):
    """Whoever writes is the first author: the browser may fill in their name and number."""

    def compose(self) -> None:
        super().compose()
        for name, token in {"full_name": "name", "phone": "tel"}.items():
            self.fields[name].widget.attrs["autocomplete"] = token


class AuthorsForm(StepForm):
    """One author or several, whose shares make up exactly 100 %."""

    number = 2
    whole = WHOLE

    def compose(self) -> None:
        self.fields["who"] = choice_field(self._who(), turns_on=[GROUP], label=_("Đây là sáng kiến của"))

    def fit(self) -> None:
        self.initial = {"who": ME} | self.answers
        self.alone = self.answers.get("who") != GROUP
        self.everybody = [self._author(typed, number) for number, typed in enumerate(self._at_hand(), start=1)]
        self.authors = self.everybody[:1] if self.alone else self.everybody
        self.problems: dict[str, str] = {}

    def _author(self, typed: Answers, number: int) -> AuthorForm:
        # Of one author alone the others are kept, but nobody asks about them.
        checked = self.is_bound and not (self.alone and number > 1)
        form = MyselfForm if number == 1 and not self.sheet.helping else AuthorForm
        return form(self.sheet, typed, number=number, alone=self.alone, checked=checked)

    def _at_hand(self) -> list[Answers]:
        """Whoever was named, and room for a second, who shows as soon as somebody says "a group"."""
        named: list[Answers] = self.answers.get("authors") or [{}]
        return named if len(named) > 1 else [*named, {}]

    def _who(self) -> list[tuple[str, str]]:
        if self.sheet.helping:
            return [(ME, _("Một người")), (GROUP, _("Một nhóm"))]
        return [(ME, _("Chỉ mình tôi")), (GROUP, _("Một nhóm, trong đó có tôi"))]

    @property
    def on(self) -> bool:
        """Is it a group, as far as is known now?"""
        return not self.alone

    @property
    def left(self) -> int:
        """How much of the whole is not shared out yet, in hundredths of a percent; below 0 when too much is."""
        given = (_readable_share(author) for author in self.answers.get("authors", []))
        return WHOLE - sum(given)

    @property
    def over(self) -> int:
        """How much more than the whole is shared out."""
        return -self.left

    def typed(self, post: QueryDict) -> Answers:
        first, *others = _authors_in(post) or [{}]
        return super().typed(post) | {"authors": [first, *(other for other in others if _says_something(other))]}

    def holds(self, field: str) -> bool:
        return field in ("authors", "shares") or field.startswith("author-") or super().holds(field)

    def unreadable(self) -> list[Problem]:
        theirs = [problem for author in self.authors for problem in author.unreadable()]
        return theirs + super().unreadable()

    def put(self, problems: Iterable[Problem]) -> None:
        problems = list(problems)
        self.problems = {p.field: p.text for p in problems if p.field in ("authors", "shares")}
        super().put(problems)

    def focus(self, field: str) -> str:
        for author in self.authors:
            if field.startswith(f"{author.prefix}-"):
                return author.focus(field)
        return super().focus(field)

    def part(self) -> dict[str, Any]:
        return {"authors": tuple(author.entry() for author in self.authors)}

    def rows(self) -> list[Row]:
        questions = [row for row in super().rows() if row.field != "who"]
        return [author.row() for author in self.authors] + questions


def add_author(authors: list[Answers]) -> list[Answers]:
    """One more, empty, up to as many as a dossier may have."""
    return [*authors, {}] if len(authors) < MOST_AUTHORS else authors


def remove_author(authors: list[Answers], number: int) -> list[Answers]:
    """Without the one of that number; somebody always stays."""
    return [author for place, author in enumerate(authors, start=1) if place != number] or [{}]


def share_evenly(authors: list[Answers]) -> list[Answers]:
    """Equal shares in exact hundredths; what cannot be divided goes to the first."""
    each, rest = divmod(WHOLE, len(authors))
    shares = [each + rest, *[each] * (len(authors) - 1)]
    return [author | {"share": plain_share(share)} for author, share in zip(authors, shares, strict=True)]


def plain_share(hundredths: int) -> str:
    """A share as it is typed: 3333 is "33,33"."""
    return format_share(hundredths).rstrip("\u00a0%")


def _authors_in(post: QueryDict) -> list[Answers]:
    """The authors of the page in their order; numbers left out in between close up."""
    found: dict[int, Answers] = {}
    for key in post:
        if match := _NUMBERED.fullmatch(key):
            found.setdefault(int(match[1]), {})[match[2]] = keepable(post.get(key) or "")
    return [found[number] for number in sorted(found)]


def _says_something(author: Answers) -> bool:
    return bool("".join(author.values()).strip())


def _readable_share(author: Answers) -> int:
    try:
        return share_field().clean(author.get("share", "")) or 0
    except forms.ValidationError:
        return 0

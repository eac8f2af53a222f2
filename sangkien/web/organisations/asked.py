"""What an address asks of the tree: which day, and which words."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy

from sangkien.base.days import day_of, format_day, parse_day
from sangkien.base.problems import NotUnderstood
from sangkien.base.text import one_line
from sangkien.organisations.search import MOST_LETTERS
from sangkien.web.doors import Request


class DayForm(forms.Form):
    """The day whose tree is shown; empty: today. Days to come are asked for as well: a reform is decided ahead."""

    ngay = forms.CharField(
        label=gettext_lazy("Xem cây của ngày"),
        required=False,
        max_length=30,
        error_messages={"max_length": gettext_lazy("Ghi ngày, tháng, năm bằng số, ví dụ 31/05/2022")},
    )

    def clean_ngay(self) -> date | None:
        """The day that was typed."""
        typed = self.cleaned_data["ngay"].strip()
        if not typed:
            return None
        try:
            return parse_day(typed)
        except NotUnderstood as no:
            raise forms.ValidationError(no.text) from None


@dataclass(frozen=True)
class Asked:
    """The answer to an address. `words` is what is searched for; empty without a search."""

    form: DayForm
    today: date
    words: str

    @property
    def day(self) -> date:
        """The day to show: today while what was typed cannot be read."""
        return self.form.cleaned_data.get("ngay") or self.today

    @property
    def is_today(self) -> bool:
        """Is it the tree of today?"""
        return self.day == self.today

    @property
    def typed(self) -> str:
        """What stands in the field of the day."""
        return str(self.form["ngay"].value()) if self.form.errors else format_day(self.day)

    @property
    def same_day(self) -> str:
        """What links to other unions end in, so that the reader stays on the day."""
        return self.link(self.day)

    @property
    def status(self) -> int:
        """422 when the day could not be read."""
        return 422 if self.form.errors else 200

    def link(self, day: date) -> str:
        """What the address of a page on another day ends in."""
        return "" if day == self.today else f"?ngay={format_day(day)}"


def read(request: Request) -> Asked:
    """What is asked."""
    form = DayForm({"ngay": request.GET.get("ngay", "")})
    form.is_valid()
    return Asked(form, today=day_of(request.visit.now), words=one_line(request.GET.get("q", "")[:MOST_LETTERS]))

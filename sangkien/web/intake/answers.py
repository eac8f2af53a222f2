"""What holds for every row of a list: the answers that the form asks for and that lists rarely have a column for. The
decision of a list belongs to its table (layout.py); who issued those that its rows name is asked here."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.base.days import format_day
from sangkien.initiatives.content import BenefitKind
from sangkien.initiatives.rules import LONGEST_ISSUER, LONGEST_TEXT
from sangkien.programmes.models import Edition, TermList
from sangkien.web.forms import Questions
from sangkien.web.submit.fields import TextField, choice_field, choices_field, day_field

_LISTS = {"kind": TermList.KIND, "field": TermList.FIELD, "recognition_form": TermList.RECOGNITION}
_DAYS = ("applied_on",)
_ITEMS = {  # what the edition may have left out of its form
    "kind": "kind",
    "field": "field",
    "applied_on": "applied_on",
    "before": "before",
    "after": "after",
    "benefit_kind": "benefit",
    "effects": "benefit",
    "recognition_form": "recognition",
    "recognition_issuer": "recognition",
}


class AnswersForm(Questions):
    """Asked once for the whole list. None is needed: a row that lacks something says so itself."""

    recognition_issuer = TextField(
        most=LONGEST_ISSUER,
        label=gettext_lazy("Cơ quan ban hành quyết định"),
        help_text=gettext_lazy("Cho dòng ghi số quyết định mà không ghi ai ban hành."),
    )
    applied_on = day_field(label=gettext_lazy("Bắt đầu áp dụng từ ngày"))
    before = TextField(most=LONGEST_TEXT, lines=True, label=gettext_lazy("Trước đây làm thế nào, vướng gì?"))
    after = TextField(most=LONGEST_TEXT, lines=True, label=gettext_lazy("Bây giờ làm thế nào?"))

    def __init__(self, *args: Any, edition: Edition, units: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        """`units`, by code and name: those that a row may be of which names none; none where it is clear."""
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self._offer(edition)
        if units:
            choices = [("", _("– Theo từng dòng –")), *units]
            self.fields["unit"] = choice_field(choices, select=True, label=_("Dòng không ghi đơn vị là của"))
        self.order_fields([
            "unit", "recognition_form", "kind", "field", "recognition_issuer", "applied_on", "benefit_kind", "effects",
            "before", "after",
        ])  # fmt: skip
        for name, item in _ITEMS.items():
            if name in self.fields and not edition.asks(item):
                del self.fields[name]

    def _offer(self, edition: Edition) -> None:
        terms = edition.terms()
        nothing = ("", _("– Theo từng dòng –"))
        labels = {
            "kind": _("Loại giải pháp"),
            "field": _("Lĩnh vực"),
            "recognition_form": _("Hình thức công nhận"),
        }
        for name, which in _LISTS.items():
            offered = [(code, term.label) for (kind, code), term in terms.items() if kind == which]
            self.fields[name] = choice_field([nothing, *offered], select=True, label=labels[name])
        effects = [(code, term.label) for (kind, code), term in terms.items() if kind == TermList.EFFECT]
        if effects:
            self.fields["effects"] = choices_field(effects, label=_("Sáng kiến còn giúp được gì?"))
        kinds = [
            nothing,
            *((str(code), str(label)) for code, label in BenefitKind.choices if code != BenefitKind.MONEY),
        ]
        self.fields["benefit_kind"] = choice_field(
            kinds, select=True, label=_("Dòng không ghi số tiền"), help_text=_("Dòng có số tiền thì theo số tiền ấy.")
        )

    @property
    def answers(self) -> dict[str, Any]:
        """For a form that is valid: what was said, as JSON can say it."""
        said = {name: value for name, value in self.cleaned_data.items() if value}
        return said | {name: said[name].isoformat() for name in _DAYS if name in said}


def shown(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Answers as they were typed."""
    days = {name: format_day(date.fromisoformat(answers[name])) for name in _DAYS if answers.get(name)}
    return {**answers, **days}

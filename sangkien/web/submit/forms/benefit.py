"""Page 4: what good it does, in money where that can be computed (letter of phase 2, item 3)."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from sangkien.base.numbers import format_dong, format_dong_short, in_words
from sangkien.base.problems import Problem
from sangkien.evidence.norms import asked_again
from sangkien.evidence.oddness import Odd
from sangkien.initiatives.content import BenefitEntry, BenefitKind, BenefitPeriod
from sangkien.initiatives.reckoning import formula
from sangkien.initiatives.rules import LONGEST_TEXT
from sangkien.programmes.models import TermList
from sangkien.web.submit.fields import TextField, choice_field, choices_field, money_field
from sangkien.web.submit.forms.base import Row, StepForm
from sangkien.web.submit.forms.reckoning import LineForm, lines_in
from sangkien.web.submit.sheet import Answers, keepable

AMOUNT, LINES = "amount", "lines"

_HINTS = {
    BenefitKind.MONEY: gettext_lazy("Tiết kiệm hoặc tăng thu: nguyên liệu, điện, nhân công, hàng lỗi"),
    BenefitKind.NOT_COMPUTABLE: gettext_lazy("Vẫn gửi được, công đoàn sẽ giúp anh/chị tính sau"),
    BenefitKind.SOCIAL: gettext_lazy("Cho cộng đồng, người bệnh, học sinh, môi trường sống"),
}
_IN_MONEY = ("benefit_way", "benefit_vnd", "benefit_cost", "benefit_period", "benefit_sure", "benefit_method")
_DONG = money_field()
_BY_LINES = {"benefit_lines", "benefit_vnd"}


class BenefitForm(StepForm):
    """Kind of benefit; the amount, known or reckoned from lines, and how it was worked out; other effects."""

    number = 4
    odd: Odd | None = None

    benefit_vnd = money_field(
        label=gettext_lazy("Giá trị làm lợi trong một năm"),
        help_text=gettext_lazy("Ước tính cũng được, công đoàn cơ sở sẽ giúp kiểm tra"),
    )
    benefit_cost = money_field(
        label=gettext_lazy("Chi phí để làm sáng kiến"),
        help_text=gettext_lazy("Mua sắm, vật tư, công làm. Số này được trừ ra."),
    )
    benefit_sure = forms.CharField(required=False, widget=forms.CheckboxInput(), label="")
    benefit_method = TextField(
        most=LONGEST_TEXT,
        lines=True,
        label=gettext_lazy("Cách tính"),
        help_text=gettext_lazy("Ví dụ: tiết kiệm 11 giây mỗi túi × 900 túi mỗi ngày × 300 ngày"),
    )

    def compose(self) -> None:
        self.fields["benefit_kind"] = choice_field(
            list(BenefitKind.choices), turns_on=[BenefitKind.MONEY], label=_("Lợi ích tính được bằng tiền không?")
        )
        self.fields["benefit_way"] = choice_field(
            [(AMOUNT, _("Tôi biết số tiền")), (LINES, _("Tính giúp tôi"))], label=_("Giá trị làm lợi")
        )
        self.fields["benefit_period"] = choice_field(list(BenefitPeriod.choices), label=_("Giá trị đó tính cho"))
        self.fields["effects"] = choices_field(
            self.sheet.choices(TermList.EFFECT), label=_("Sáng kiến còn giúp được gì?")
        )
        if not self.sheet.terms.get(TermList.EFFECT):
            del self.fields["effects"]
        self.order_fields(["benefit_kind", "benefit_way", "benefit_vnd", "benefit_cost", "benefit_period"])
        self._say_more()
        self.hide("benefit", "benefit_kind", *_IN_MONEY)

    def fit(self) -> None:
        self.by_lines = self.answers.get("benefit_way") == LINES
        self.initial = {"benefit_way": AMOUNT} | self.answers
        self.problem = ""
        if "benefit_vnd" in self.fields:
            self._read_back()

    def _say_more(self) -> None:
        self.hints = {
            "benefit_kind": {code: str(hint) for code, hint in _HINTS.items()},
            "benefit_way": {LINES: _("Ghi từng khoản: số lượng × đơn giá, máy cộng lại")},
            "effects": self.sheet.hints(TermList.EFFECT),
        }
        self.units = {"benefit_vnd": _("đồng"), "benefit_cost": _("đồng")}
        self.optional = {"benefit_method", "benefit_cost", "benefit_period", "effects"}

    # The reckoning --------------------------------------------------------------------------------------------

    @cached_property
    def lines(self) -> list[LineForm]:
        """Each line as its own questions."""
        return [self._line(typed, number) for number, typed in enumerate(self._at_hand(), start=1)]

    def _at_hand(self) -> list[Answers]:
        """The lines that were written, or room for the first."""
        return self.answers.get("lines") or [{}]

    def _line(self, typed: Answers, number: int) -> LineForm:
        asked = self.on and self.by_lines and _says(typed)
        return LineForm(self.sheet, typed, number=number, checked=self.is_bound and asked)

    @cached_property
    def entries(self) -> tuple[BenefitEntry, ...]:
        """The lines as they are saved; none while one of them is not understood: a sum of some would mislead."""
        if not self.by_lines:
            return ()
        forms = [LineForm(self.sheet, typed, number=1, checked=True) for typed in self._at_hand() if _says(typed)]
        entries = [form.entry() for form in forms]
        return tuple(entry for entry in entries if entry) if all(entries) else ()

    @cached_property
    def amount(self) -> int | None:
        """The benefit in đồng, known or reckoned; None while there is none."""
        if not self.by_lines:
            return _readable_amount(self.answers.get("benefit_vnd", "")) or None
        entries = self.entries
        return sum(entry.amount for entry in entries) - self.cost if entries else None

    @cached_property
    def cost(self) -> int:
        """What it cost to make, in đồng: part of the reckoning only."""
        return _readable_amount(self.answers.get("benefit_cost", "")) if self.by_lines else 0

    @property
    def formula(self) -> str:
        """The reckoning in one line; empty while there is none."""
        return formula(self.entries, cost=self.cost, total=self.amount or 0, language=get_language() or "vi")

    @property
    def in_words(self) -> str:
        """The amount in words, so that a zero too many is seen."""
        return _in_words(self.amount) if self.amount and self.amount > 0 else ""

    # Reading it back ------------------------------------------------------------------------------------------

    @property
    def words(self) -> dict[str, str]:
        return {} if self.by_lines else {"benefit_vnd": self.in_words}

    def _read_back(self) -> None:
        """Above the programme's `confirm_above`, or far from what is usual, a box to tick that the amount is meant."""
        amount = self.amount
        self.odd = self.sheet.odd(amount) if self.on else None
        if not amount or (amount <= self.sheet.edition.confirm_above and self.odd is None):
            del self.fields["benefit_sure"]
            return
        box, meant = self.own("benefit_sure"), str(amount)
        box.label = _("Đúng, mỗi năm làm lợi %(words)s") % {"words": self.in_words.lower()}
        box.help_text = format_dong(amount, get_language() or "vi")
        box.widget = forms.CheckboxInput(attrs={"value": meant}, check_test=lambda ticked: ticked == meant)

    def clean(self) -> dict[str, Any]:
        super().clean()
        if "benefit_sure" in self.fields and self.on and self.answers.get("benefit_sure") != str(self.amount):
            self.add_error("benefit_sure", self._why_asked())
        return self.cleaned_data

    def _why_asked(self) -> str:
        if self.odd:
            sure = _("Nếu đúng, anh/chị đọc lại bằng chữ rồi đánh dấu xác nhận giúp")
            return f"{asked_again(self.odd)} {sure}"
        most = format_dong_short(self.sheet.edition.confirm_above, get_language() or "vi")
        text = _("Số tiền này lớn hơn %(most)s. Anh/chị đọc lại bằng chữ rồi đánh dấu xác nhận giúp")
        return text % {"most": most}

    # What was typed -------------------------------------------------------------------------------------------

    def typed(self, post: QueryDict) -> Answers:
        """A tick counts too when it comes together with the amount it is about, as it does from a phone that was
        without a network: the page has no box for it yet. Whoever wrote only lines wants them added up."""
        tick = {"benefit_sure": keepable(str(post["benefit_sure"]))} if "benefit_sure" in post else {}
        typed = super().typed(post) | {"lines": lines_in(post)} | tick
        only_lines = typed["lines"] and not str(typed.get("benefit_vnd", "")).strip()
        return typed | {"benefit_way": LINES} if only_lines else typed

    def holds(self, field: str) -> bool:
        return field == "benefit_lines" or field.startswith("line-") or super().holds(field)

    def unreadable(self) -> list[Problem]:
        if not (self.on and self.by_lines):
            return super().unreadable()
        written = [line for line in self.lines if line.is_bound]
        text = _("Ghi ít nhất một dòng: khoản gì, số lượng, đơn giá")
        nothing = [] if written else [Problem(code="no_lines", field="benefit_vnd", text=text)]
        return [*nothing, *(problem for line in written for problem in line.unreadable()), *super().unreadable()]

    def put(self, problems: Iterable[Problem]) -> None:
        problems = list(problems)
        here = _BY_LINES if self.by_lines else set()
        self.problem = next((problem.text for problem in problems if problem.field in here), "")
        super().put(problem for problem in problems if problem.field not in here)

    def focus(self, field: str) -> str:
        for line in self.lines:
            if field.startswith(f"{line.prefix}-"):
                return line.focus(field)
        return "id_benefit_lines" if self.by_lines and field in _BY_LINES else super().focus(field)

    @property
    def on(self) -> bool:
        """Is an amount asked for, as far as is known now?"""
        return bool(self.answers.get("benefit_kind") == BenefitKind.MONEY)

    def beside_the_point(self) -> set[str]:
        if self.said("benefit_kind") != BenefitKind.MONEY:
            return set(_IN_MONEY) & set(self.fields)
        return {"benefit_vnd" if self.by_lines else "benefit_cost"} & set(self.fields)

    def part(self) -> dict[str, Any]:
        in_money = self.said("benefit_kind") == BenefitKind.MONEY
        return {
            "benefit_kind": self.said("benefit_kind"),
            "benefit_vnd": (self.amount if self.by_lines else self.said("benefit_vnd", None)) if in_money else None,
            "benefit_lines": self.entries if in_money else (),
            "benefit_cost": self.said("benefit_cost", 0),
            "benefit_period": self.said("benefit_period"),
            "benefit_method": self.said("benefit_method"),
            "effects": tuple(self.said("effects", ())),
        }

    def rows(self) -> list[Row]:
        rows = [row for row in super().rows() if row.field not in ("benefit_way", "benefit_sure") or row.unreadable]
        if not (self.on and self.by_lines):
            return rows
        wrong = any(line.errors for line in self.lines)
        value = "\n".join(filter(None, [self.formula, self.in_words]))
        label = str(self.fields["benefit_vnd"].label or "")
        reckoned = Row(label, value, "benefit_lines", self.focus("benefit_lines"), wrong)
        return [*rows[:1], reckoned, *rows[1:]]

    def printed(self, name: str) -> str:
        if name in ("benefit_vnd", "benefit_cost") and self.said(name):
            amount = format_dong(self.said(name), get_language() or "vi")
            return "\n".join(filter(None, [amount, self.words.get(name, "")]))
        return super().printed(name)


def _says(line: Answers) -> bool:
    return any(str(value).strip() for value in line.values())


def _readable_amount(typed: str) -> int:
    try:
        return _DONG.clean(typed) or 0
    except forms.ValidationError:
        return 0


def _in_words(amount: int) -> str:
    return in_words(amount, "en", "VND") if get_language() == "en" else in_words(amount)

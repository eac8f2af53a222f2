"""Page 5: how it was recognised, and the decision's number, date, issuer and copy where there is one."""

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.files.models import Purpose, StoredFile
from sangkien.initiatives.content import Recognition
from sangkien.initiatives.rules import LONGEST_ISSUER, LONGEST_NUMBER
from sangkien.programmes.models import TermList
from sangkien.web.files.limits import limits_for
from sangkien.web.submit.fields import TextField, choice_field, day_field
from sangkien.web.submit.forms.base import StepForm

PAPER = "recognition_paper"
_DETAILS = ("recognition_number", "recognised_on", "recognition_issuer", PAPER)


class RecognitionForm(StepForm):
    """Hình thức công nhận (letter of phase 2, item 3)."""

    number = 5
    kept = (PAPER,)

    recognition_number = TextField(
        most=LONGEST_NUMBER, label=gettext_lazy("Số quyết định"), help_text=gettext_lazy("Ví dụ 41/QĐ-TT")
    )
    recognised_on = day_field(label=gettext_lazy("Ngày ban hành"), help_text=gettext_lazy("Ví dụ 12/4/2022"))
    recognition_issuer = TextField(
        most=LONGEST_ISSUER,
        label=gettext_lazy("Nơi ban hành"),
        help_text=gettext_lazy("Ví dụ: Công ty TNHH May Tiến Thuận"),
    )
    recognition_paper = forms.FileField(
        required=False,
        label=gettext_lazy("Ảnh hoặc tệp quyết định"),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/heic,image/heif,application/pdf,.docx"}),
    )

    def compose(self) -> None:
        forms_of_it = self.sheet.choices(TermList.RECOGNITION)
        self.fields["recognition_form"] = choice_field(
            forms_of_it, turns_on=self.with_paper, label=_("Hình thức công nhận")
        )
        self.order_fields(["recognition_form"])
        most = limits_for(self.sheet.edition, Purpose.PAPER)
        self.fields[PAPER].help_text = _("Chụp rõ cả trang. Nhận %(kinds)s, không quá %(most)s MB.") % {
            "kinds": most.said,
            "most": most.megabytes,
        }
        self.hints = {"recognition_form": self.sheet.hints(TermList.RECOGNITION)}
        self.hide("recognition", "recognition_form", *_DETAILS)
        self.optional.add(PAPER)

    @cached_property
    def paper(self) -> StoredFile | None:
        """The copy that the server has kept. Reads: one query."""
        kept = self.answers.get(PAPER)
        return StoredFile.objects.filter(pk=kept).first() if kept else None

    @property
    def with_paper(self) -> set[str]:
        """The forms of recognition that come with a decision on paper."""
        return {term.code for term in self.sheet.terms.get(TermList.RECOGNITION, []) if term.needs_paper}

    @property
    def on(self) -> bool:
        """Is there a decision on paper, as far as is known now?"""
        return self.answers.get("recognition_form") in self.with_paper

    def beside_the_point(self) -> set[str]:
        has_paper = self.said("recognition_form") in self.with_paper
        return set() if has_paper else set(_DETAILS) & set(self.fields)

    def part(self) -> dict[str, Any]:
        sent = PAPER in self.fields and PAPER not in self.beside_the_point()
        return {
            "recognition": Recognition(
                form=self.said("recognition_form"),
                number=self.said("recognition_number"),
                on=self.said("recognised_on", None),
                issuer=self.said("recognition_issuer"),
                paper=self.paper.pk if self.paper and sent else None,
            )
        }

    def printed(self, name: str) -> str:
        if name == PAPER:
            return self.paper.name if self.paper else ""
        return super().printed(name)

"""Page 5: photos, how it was recognised, the decision's number, date, issuer and copy where there is one, and the
papers that the programme asks for."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.files.models import Purpose
from sangkien.initiatives.content import PAPER, PAPER_PREFIX, PHOTOS, PaperEntry, Recognition
from sangkien.initiatives.rules import LONGEST_ISSUER, LONGEST_NUMBER
from sangkien.programmes.models import TermList
from sangkien.web.submit.fields import TextField, choice_field, day_field
from sangkien.web.submit.forms.files import Attached, FileForm
from sangkien.web.submit.questions import said

_DETAILS = ("recognition_number", "recognised_on", "recognition_issuer", PAPER)


class RecognitionForm(FileForm):
    """Ảnh; hình thức công nhận (letter of phase 2, item 3)."""

    number = 5

    recognition_number = TextField(
        most=LONGEST_NUMBER, label=gettext_lazy("Số quyết định"), help_text=gettext_lazy("Ví dụ 41/QĐ-TT")
    )
    recognised_on = day_field(label=gettext_lazy("Ngày ban hành"), help_text=gettext_lazy("Ví dụ 12/04/2022"))
    recognition_issuer = TextField(
        most=LONGEST_ISSUER,
        label=gettext_lazy("Nơi ban hành"),
        help_text=gettext_lazy("Ví dụ: Công ty TNHH May Tiến Thuận"),
    )

    with_paper: set[str]
    """The forms of recognition that come with a decision on paper."""

    def compose(self) -> None:
        self.ask_for_photos()
        self.with_paper = {term.code for term in self.sheet.terms.get(TermList.RECOGNITION, []) if term.needs_paper}
        forms_of_it = self.sheet.choices(TermList.RECOGNITION)
        self.fields["recognition_form"] = choice_field(
            forms_of_it, turns_on=self.with_paper, label=_("Hình thức công nhận")
        )
        self.fields[PAPER] = self.file_field(Purpose.PAPER, _("Ảnh hoặc tệp quyết định"), _("Chụp rõ cả trang."))
        self.order_fields([*PHOTOS, "recognition_form"])
        self.hints = {"recognition_form": self.sheet.hints(TermList.RECOGNITION)}
        self.hide("recognition", "recognition_form", *_DETAILS)
        self.optional.add(PAPER)
        for paper in self.sheet.edition.papers:
            self._ask_for(paper)
        self.kept = tuple(name for name in (*PHOTOS, PAPER, *self._named()) if name in self.fields)

    def fit(self) -> None:
        self.leave_out_photos_of_a_secret()

    def _ask_for(self, paper: dict[str, Any]) -> None:
        name = PAPER_PREFIX + paper["code"]
        self.fields[name] = self.file_field(
            Purpose.PAPER, said(paper["name"]), " ".join([said(paper["hint"]), self._when(paper)])
        )
        if not paper["required"]:
            self.optional.add(name)

    def _when(self, paper: dict[str, Any]) -> str:
        """With which forms of recognition it goes; empty when always."""
        names = [name for code, name in self.sheet.choices(TermList.RECOGNITION) if code in paper["when"]]
        return _("Dành cho: %(forms)s.") % {"forms": "; ".join(names)} if names else ""

    def _named(self) -> dict[str, str]:
        """The papers that the programme asks for: code by the name of their field."""
        return {PAPER_PREFIX + paper["code"]: paper["code"] for paper in self.sheet.edition.papers}

    @property
    def decision(self) -> Attached | None:
        """The copy of the decision."""
        return self.attached(PAPER) if PAPER in self.fields else None

    @property
    def papers(self) -> list[Attached]:
        """The papers that the programme asks for."""
        return [self.attached(name) for name in self._named()]

    @property
    def on(self) -> bool:
        """Is there a decision on paper, as far as is known now?"""
        return self.answers.get("recognition_form") in self.with_paper

    def beside_the_point(self) -> set[str]:
        form = self.said("recognition_form")
        wanted = {paper["code"] for paper in self.sheet.edition.papers_for(form)}
        left_out = {name for name, code in self._named().items() if code not in wanted}
        return left_out | (set() if form in self.with_paper else set(_DETAILS) & set(self.fields))

    def part(self) -> dict[str, Any]:
        left_out = self.beside_the_point()
        files = {name: kept[0].pk for name, kept in self.kept_files.items() if kept and name not in left_out}
        return {
            "recognition": Recognition(
                form=self.said("recognition_form"),
                number=self.said("recognition_number"),
                on=self.said("recognised_on", None),
                issuer=self.said("recognition_issuer"),
                paper=files.get(PAPER),
            ),
            "photos": self.photo_entries(),
            "papers": tuple(
                PaperEntry(code=code, file=files[name]) for name, code in self._named().items() if name in files
            ),
        }

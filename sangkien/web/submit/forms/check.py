"""Page 6: everything once more, and what the author agrees to."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.base.text import one_line
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.rules import no_such_record
from sangkien.web.submit.forms.authors import GROUP
from sangkien.web.submit.forms.base import Row, StepForm
from sangkien.web.submit.questions import said
from sangkien.web.submit.sheet import Answers

AUTHORS = "tac-gia"  # where the draft keeps who made it: `steps` cannot be asked, it is made of the forms


class CheckForm(StepForm):
    """One box, never ticked beforehand. Nobody consents for others: who helps a colleague is not asked, and a
    dossier that came back keeps what its authors said; the dossier's page is where they change it."""

    number = 6

    upgrade_of = forms.CharField(required=False, label=gettext_lazy("Nâng cấp từ sáng kiến"))
    publish_name = forms.BooleanField(
        required=False,
        label=gettext_lazy("Tôi đồng ý cho đăng tên tôi cùng sáng kiến"),
        help_text=gettext_lazy("Không chọn vẫn gửi được. Anh/chị đổi ý lúc nào cũng được, ở trang hồ sơ của mình."),
    )

    def compose(self) -> None:
        if self.sheet.helping:
            del self.fields["publish_name"]
        elif consent := said(self.sheet.edition.texts.get("consent")):
            self.fields["publish_name"].label = consent

    def fit(self) -> None:
        if self.sheet.draft.correcting:
            self.fields.pop("publish_name", None)
        if "publish_name" in self.fields and self._several():
            box = self.own("publish_name")
            if not self.sheet.edition.texts.get("consent"):
                box.label = _("Tôi và các đồng tác giả đồng ý cho đăng tên cùng sáng kiến")
            box.help_text = _(
                "Chọn khi mọi tác giả có tên trong hồ sơ đều đã đồng ý. Không chọn vẫn gửi được. "
                "Anh/chị đổi ý lúc nào cũng được, ở trang hồ sơ của mình."
            )

    def typed(self, post: QueryDict) -> Answers:
        """A page that did not ask for the earlier record leaves what was chosen."""
        typed = super().typed(post)
        return typed if "upgrade_of" in post else typed | {"upgrade_of": self.answers.get("upgrade_of", "")}

    def clean_upgrade_of(self) -> int | None:
        """The record of that code; whether the author may name it, the action asks."""
        code = one_line(self.cleaned_data["upgrade_of"])[:40]
        found = Initiative.objects.filter(code=code).values_list("pk", flat=True).first() if code else None
        if code and found is None:
            raise forms.ValidationError(no_such_record().text, code="no_such_record")
        return found

    def part(self) -> dict[str, Any]:
        correcting = self.sheet.draft.correcting
        publish = correcting.publish_name if correcting else self.said("publish_name", False)
        return {"publish_name": publish, "upgrade_of": self.said("upgrade_of", None) or None}

    def rows(self) -> list[Row]:
        return []

    def _several(self) -> bool:
        said = self.sheet.draft.answers.get(AUTHORS, {})
        return said.get("who") == GROUP and len(said.get("authors", [])) > 1

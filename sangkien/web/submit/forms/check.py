"""Page 6: everything once more, and what the author agrees to."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.web.submit.forms.authors import GROUP
from sangkien.web.submit.forms.base import Row, StepForm
from sangkien.web.submit.questions import said

AUTHORS = "tac-gia"  # where the draft keeps who made it: `steps` cannot be asked, it is made of the forms


class CheckForm(StepForm):
    """One box, never ticked beforehand. Nobody consents for others: who helps a colleague is not asked, and a
    dossier that came back keeps what its authors said; the dossier's page is where they change it."""

    number = 6

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

    def part(self) -> dict[str, Any]:
        correcting = self.sheet.draft.correcting
        if correcting:
            return {"publish_name": correcting.publish_name}
        return {"publish_name": self.said("publish_name", False)}

    def rows(self) -> list[Row]:
        return []

    def _several(self) -> bool:
        said = self.sheet.draft.answers.get(AUTHORS, {})
        return said.get("who") == GROUP and len(said.get("authors", [])) > 1

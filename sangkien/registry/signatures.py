"""Thẩm quyền ký: in whose place somebody signs, and the forms that belong to it (Decree 30/2020, article 13 and
Appendix I): TM. before a body that leads together, KT. before the office of its head, TL. and TUQ. before whoever told
them to."""

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.base.problems import Problem
from sangkien.base.text import fold


class Authority(models.TextChoices):
    """In whose place somebody signs (Decree 30/2020, article 13)."""

    OWN = "OWN", gettext_lazy("Ký theo chức vụ của mình")
    TM = "TM", gettext_lazy("TM. (thay mặt tập thể)")
    KT = "KT", gettext_lazy("KT. (ký thay)")
    TL = "TL", gettext_lazy("TL. (thừa lệnh)")
    TUQ = "TUQ", gettext_lazy("TUQ. (thừa ủy quyền)")


_A_PERSON = ("chu tich", "pho ", "giam doc", "truong ", "thu truong")


def wrong_form(authority: str, on_behalf: str, title: str) -> list[Problem]:
    """What does not go together: a body signs through TM., its head is stood in for through KT., by somebody else."""
    whose, own = fold(on_behalf), fold(title)
    if authority == Authority.TM and whose.startswith(_A_PERSON):
        text = _("TM. là thay mặt tập thể: ghi tên tập thể, ví dụ Ban Thường vụ. Ký thay cấp trưởng thì chọn KT.")
        return [Problem(code="no_body", field="on_behalf", text=text)]
    if authority == Authority.KT and not whose.startswith(_A_PERSON):
        text = _("KT. là ký thay người đứng đầu: ghi chức vụ của người ấy, ví dụ Chủ tịch")
        return [Problem(code="no_head", field="on_behalf", text=text)]
    if authority == Authority.KT and whose == own:
        text = _("Người đứng đầu không ký thay chính mình. Anh/chị chọn TM. hoặc ghi chức vụ của cấp phó")
        return [Problem(code="own_head", field="title", text=text)]
    return []

"""Two records beside each other, field by field."""

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sangkien.base.days import day_of, format_day
from sangkien.base.numbers import format_dong, format_share
from sangkien.initiatives.models import Initiative
from sangkien.web.review.desk import names_of
from sangkien.web.review.differences import marked
from sangkien.web.review.dossier import effects_of


@dataclass(frozen=True)
class Compared:
    """One field of both; the words that differ are marked."""

    label: str
    one: SafeString
    other: SafeString
    same: bool


def compared(one: Initiative, other: Initiative, *, known: bool) -> list[Compared]:
    """Every field that either of the two has. `known`: the hat may open the other; else only what is public
    of it is shown, and its authors only with their consent."""
    names = names_of([one.unit_id, other.unit_id], on=one.chain_on)
    left = _sides(one, names.get(one.unit_id) or one.unit.code, open_=True)
    right = _sides(other, names.get(other.unit_id) or other.unit.code, open_=known)
    return [_compared(label, left[label], right[label]) for label in left if left[label] or right[label]]


def _compared(label: str, one: str, other: str) -> Compared:
    first, second = marked(one, other)
    return Compared(label, first, second, same=one == other)


def _sides(initiative: Initiative, unit: str, *, open_: bool) -> dict[str, str]:
    return {
        _("Tên sáng kiến"): initiative.title,
        _("Tác giả"): _authors(initiative, open_=open_),
        _("Đơn vị"): unit,
        _("Trước đây"): initiative.before,
        _("Bây giờ"): initiative.after,
        _("Hiệu quả"): initiative.effect,
        _("Giá trị làm lợi"): _benefit(initiative),
        _("Cách tính"): initiative.benefit_method,
        _("Lợi ích ngoài tiền"): "; ".join(effects_of(initiative)),
        _("Công nhận"): _recognition(initiative, open_=open_),
        _("Ngày áp dụng"): format_day(initiative.applied_on) if initiative.applied_on else "",
        _("Ngày gửi"): format_day(day_of(initiative.submitted_at)),
    }


def _authors(initiative: Initiative, *, open_: bool) -> str:
    if not (open_ or initiative.publish_name):
        return _("Tác giả chưa đồng ý công bố tên")
    language = get_language() or "vi"
    shares = [f"{one.full_name} ({format_share(one.share, language)})" for one in initiative.credited]
    return ", ".join(shares)


def _benefit(initiative: Initiative) -> str:
    if initiative.benefit_vnd is None:
        return str(initiative.get_benefit_kind_display())
    return format_dong(initiative.benefit_vnd, get_language() or "vi")


def _recognition(initiative: Initiative, *, open_: bool) -> str:
    form = initiative.recognition.label if initiative.recognition else ""
    if not (open_ and initiative.recognition_number):
        return form
    text = _("%(form)s số %(number)s ngày %(day)s, %(issuer)s")
    day = format_day(initiative.recognised_on) if initiative.recognised_on else "…"
    issuer = initiative.recognition_issuer
    return text % {"form": form, "number": initiative.recognition_number, "day": day, "issuer": issuer}

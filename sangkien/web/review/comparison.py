"""Two records beside each other, field by field."""

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sangkien.base.days import day_of, format_day
from sangkien.base.numbers import format_dong, format_share
from sangkien.consents.queries import may_be_named
from sangkien.initiatives.models import Initiative
from sangkien.similarity.reading import quoted_rules
from sangkien.web.public.cards import card
from sangkien.web.review.desk import names_of
from sangkien.web.review.differences import marked
from sangkien.web.review.dossier import effects_of


@dataclass(frozen=True)
class Compared:
    """One field of both; the words that differ are marked, what only quotes a rule is greyed."""

    label: str
    one: SafeString
    other: SafeString
    same: bool


def compared(one: Initiative, other: Initiative, *, known: bool) -> list[Compared]:
    """Every field that either of the two has. `known`: the actor may see all of the other; else it is shown as
    the public sees it."""
    names = names_of([one.unit_id, other.unit_id], on=one.chain_on)
    left = _whole(one, names.get(one.unit_id) or one.unit.code)
    right = (_whole if known else _public)(other, names.get(other.unit_id) or other.unit.code)
    return [
        _compared(label, text, right.get(label, "")) for label, text in left.items() if text or right.get(label, "")
    ]


def _compared(label: str, one: str, other: str) -> Compared:
    first, second = marked(one, other, aside=quoted_rules)
    return Compared(label, first, second, same=one == other)


def _whole(initiative: Initiative, unit: str) -> dict[str, str]:
    return {
        _("Tên sáng kiến"): initiative.title,
        _("Tác giả"): _authors(initiative),
        _("Đơn vị"): unit,
        **_told(initiative),
        _("Công nhận"): _recognition(initiative),
        _("Ngày gửi"): format_day(day_of(initiative.submitted_at)),
    }


def _public(initiative: Initiative, unit: str) -> dict[str, str]:
    """What stands on its public page: the card, and unless it is restricted what its people tell."""
    shown = card(initiative, unit=unit, named=may_be_named([initiative])[initiative.pk])
    told = {} if shown.restricted else _told(initiative) | {_("Công nhận"): _form(initiative)}
    return {
        **told,
        _("Tên sáng kiến"): shown.title,
        _("Tác giả"): capfirst(shown.authors),
        _("Đơn vị"): shown.unit,
        _("Hiệu quả"): shown.effect,
    }


def _told(initiative: Initiative) -> dict[str, str]:
    return {
        _("Trước đây"): initiative.before,
        _("Bây giờ"): initiative.after,
        _("Hiệu quả"): initiative.effect,
        _("Giá trị làm lợi"): _benefit(initiative),
        _("Cách tính"): initiative.benefit_method,
        _("Lợi ích ngoài tiền"): "; ".join(effects_of(initiative)),
        _("Ngày áp dụng"): format_day(initiative.applied_on) if initiative.applied_on else "",
    }


def _authors(initiative: Initiative) -> str:
    language = get_language() or "vi"
    shares = [f"{one.full_name} ({format_share(one.share, language)})" for one in initiative.credited]
    return ", ".join(shares)


def _benefit(initiative: Initiative) -> str:
    if initiative.benefit_vnd is None:
        return str(initiative.get_benefit_kind_display())
    return format_dong(initiative.benefit_vnd, get_language() or "vi")


def _form(initiative: Initiative) -> str:
    return initiative.recognition.label if initiative.recognition else ""


def _recognition(initiative: Initiative) -> str:
    form = _form(initiative)
    if not initiative.recognition_number:
        return form
    text = _("%(form)s số %(number)s ngày %(day)s, %(issuer)s")
    day = format_day(initiative.recognised_on) if initiative.recognised_on else "…"
    issuer = initiative.recognition_issuer
    return text % {"form": form, "number": initiative.recognition_number, "day": day, "issuer": issuer}

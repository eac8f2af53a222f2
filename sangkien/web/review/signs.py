"""What is odd about a dossier, in words: a few on its line, and a sentence why."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from sangkien.base.numbers import format_dong_short
from sangkien.confirmations.helping import Habit, oddities
from sangkien.confirmations.queries import Standing
from sangkien.evidence.norms import told
from sangkien.evidence.oddness import Odd
from sangkien.initiatives.models import Initiative
from sangkien.organisations.models import Organisation
from sangkien.triage.models import Flag, Kind
from sangkien.triage.signs import Fact
from sangkien.web.confirmations.flags import flags_for

_LOOKS: Mapping[Kind, tuple[str, str]] = {
    Kind.ALIKE: ("red", "git-merge"),
    Kind.VALUE: ("red", "circle-alert"),
    Kind.AUTHORS: ("red", "users"),
    Kind.UNIT: ("gold", "map-pin"),
    Kind.HELPER: ("gold", "users"),
    Kind.DECISION: ("gold", "award"),
    Kind.LARGE: ("gold", "circle-alert"),
    Kind.LAST_MINUTE: ("grey", "clock"),
}


@dataclass(frozen=True)
class Sign:
    """Something that an officer should see before opening a dossier; `why` is a sentence, empty where `text` says all.
    `flag`: its kind, for what moves the dossier forward."""

    text: str
    tone: str
    picture: str
    why: str = ""
    flag: str = ""


def signs_of(initiatives: Sequence[Initiative], *, on: date) -> dict[int, list[Sign]]:
    """Of each dossier (by its key), the gravest first. Two queries, whatever their number."""
    flags = list(Flag.objects.filter(place__in=[one.pk for one in initiatives]))
    units = {fact["unit"] for flag in flags for fact in flag.facts if "unit" in fact}
    names = {unit.pk: unit.short_name for unit in Organisation.objects.filter(pk__in=units).named(on=on)}
    order = list(Kind)
    flags.sort(key=lambda flag: order.index(Kind(flag.kind)))
    signs = {one.pk: _plain(one) for one in initiatives}
    for flag in flags:
        signs[flag.place_id].append(_sign(flag, names))
    return signs


def _plain(initiative: Initiative) -> list[Sign]:
    """What moves nothing forward: it is restricted, or asks to have been sent earlier."""
    signs = []
    if initiative.restricted:
        signs.append(Sign(_("Hạn chế công bố"), "grey", "lock"))
    if (late := getattr(initiative, "late", None)) and late.accepted is None:
        signs.append(Sign(_("Gửi muộn do mất mạng"), "gold", "clock"))
    return signs


def _sign(flag: Flag, names: Mapping[int, str]) -> Sign:
    kind = Kind(flag.kind)
    tone, picture = _LOOKS[kind]
    said = [sentence for fact in flag.facts for sentence in _said(kind, fact, names)]
    return Sign(str(kind.label), tone, picture, why=capfirst("; ".join(said)), flag=kind)


def _said(kind: Kind, fact: Fact, names: Mapping[int, str]) -> Iterable[str]:
    if kind == Kind.HELPER:
        return oddities(Habit(**{name: value for name, value in fact.items() if name != "code"}))
    if kind == Kind.AUTHORS:
        return flags_for([Standing(fact["code"])] * fact["n"])
    saying = _SAYINGS[fact["code"]]
    return [saying(fact, names) if callable(saying) else str(saying)]


def _before_applied(fact: Fact, _names: Mapping[int, str]) -> str:
    text = "quyết định ban hành trước ngày áp dụng %(days)s ngày"
    return ngettext(text, text, fact["days"]) % {"days": fact["days"]}


def _alike(fact: Fact, _names: Mapping[int, str]) -> str:
    text = ngettext(
        "giống %(percent)s %% một hồ sơ khác", "%(n)s hồ sơ khác giống, nhiều nhất %(percent)s %%", fact["n"]
    )
    return text % {"percent": fact["percent"], "n": fact["n"]}


def _photo_again(fact: Fact, _names: Mapping[int, str]) -> str:
    return ngettext("có ảnh đã dùng ở %(n)s hồ sơ khác", "có ảnh đã dùng ở %(n)s hồ sơ khác", fact["n"]) % {
        "n": fact["n"]
    }


def _named_by_others(fact: Fact, _names: Mapping[int, str]) -> str:
    text = ngettext(
        "quyết định còn được ghi ở %(n)s hồ sơ khác", "quyết định còn được ghi ở %(n)s hồ sơ khác", fact["n"]
    )
    return text % {"n": fact["n"]}


def _other_day(fact: Fact, _names: Mapping[int, str]) -> str:
    text = ngettext(
        "%(n)s hồ sơ khác ghi quyết định ấy ngày khác", "%(n)s hồ sơ khác ghi quyết định ấy ngày khác", fact["n"]
    )
    return text % {"n": fact["n"]}


def _large(fact: Fact, _names: Mapping[int, str]) -> str:
    return _("ghi %(amount)s một năm") % {"amount": format_dong_short(fact["dong"], get_language() or "vi")}


def _odd_value(fact: Fact, _names: Mapping[int, str]) -> str:
    odd = Odd(**{name: value for name, value in fact.items() if name != "code"})
    return told(odd).rstrip(".")


def _contradicted(fact: Fact, _names: Mapping[int, str]) -> str:
    said = format_dong_short(fact["said"], get_language() or "vi")
    return _("doanh nghiệp nêu một giá trị khác: %(said)s") % {"said": said}


def _author_elsewhere(fact: Fact, names: Mapping[int, str]) -> str:
    return _("hồ sơ gần nhất của cùng số điện thoại thuộc %(unit)s") % {"unit": names.get(fact["unit"], "")}


def _issuer_elsewhere(fact: Fact, names: Mapping[int, str]) -> str:
    return _("nơi ban hành quyết định là nơi làm việc của %(unit)s") % {"unit": names.get(fact["unit"], "")}


def _last_minute(fact: Fact, _names: Mapping[int, str]) -> str:
    hours, minutes = divmod(fact["minutes"], 60)
    left = _("%(hours)s giờ %(minutes)s phút") % {"hours": hours, "minutes": minutes}
    return _("gửi trước khi giai đoạn khép lại %(left)s") % {"left": left}


_SAYINGS: Mapping[str, str | Promise | Callable[[Fact, Mapping[int, str]], str]] = {
    "not_recognised": gettext_lazy("nơi làm việc chưa công nhận sáng kiến"),
    "no_number": gettext_lazy("thiếu số quyết định"),
    "no_day": gettext_lazy("thiếu ngày quyết định"),
    "no_issuer": gettext_lazy("thiếu nơi ban hành quyết định"),
    "number_without_digits": gettext_lazy("số quyết định không có chữ số nào"),
    "no_scan": gettext_lazy("từ 3 tỷ đồng mà chưa có bản chụp quyết định"),
    "alike": _alike,
    "photo_again": _photo_again,
    "named_by_others": _named_by_others,
    "other_day": _other_day,
    "before_applied": _before_applied,
    "large": _large,
    "odd_value": _odd_value,
    "value_contradicted": _contradicted,
    "author_elsewhere": _author_elsewhere,
    "issuer_elsewhere": _issuer_elsewhere,
    "last_minute": _last_minute,
}

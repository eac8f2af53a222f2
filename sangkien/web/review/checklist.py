"""Điều cần xem: what an officer looks at, by the rules of the dossier's edition, with what the machine can tell of it.

Ticking is for oneself and one's colleagues: nothing depends on it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sangkien.base.days import format_day
from sangkien.base.numbers import format_share
from sangkien.initiatives.content import WHOLE, BenefitKind, Moment
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.rules import most_photos
from sangkien.triage.models import Kind, Tick
from sangkien.web.review.signs import Sign

PEOPLE, APPLIED, PHOTOS, BENEFIT, RECOGNITION, PAPERS, ALIKE = ITEMS = (
    "people",
    "applied",
    "photos",
    "benefit",
    "recognition",
    "papers",
    "alike",
)
# The flags that belong to an item.
_FLAGS: Mapping[str, set[Kind]] = {
    PEOPLE: {Kind.UNIT, Kind.AUTHORS, Kind.HELPER},
    BENEFIT: {Kind.VALUE, Kind.LARGE},
    RECOGNITION: {Kind.DECISION},
    ALIKE: {Kind.ALIKE},
}


@dataclass(frozen=True)
class Item:
    """One thing to look at. `asks` what to look for, `told` what the dossier says, `why` what is odd about it; `tick`:
    who has looked since its authors last changed anything."""

    code: str
    asks: str
    told: str
    why: Sequence[str]
    tick: Tick | None


def checklist(initiative: Initiative, signs: Sequence[Sign], *, alike: int) -> list[Item]:
    """The items in the order of the page; what the edition does not ask for is left out. `alike`: how many records read
    like it. Five queries."""
    ticks = read_by(initiative)
    return [
        Item(code, asks, told, _why(code, signs), ticks.get(code))
        for code, asks, told in _items(initiative, alike=alike)
    ]


def read_by(initiative: Initiative) -> Mapping[str, Tick]:
    """What was looked at since its authors last changed it, by the item. Two queries."""
    sent = initiative.events.filter(verb__in=["submit", "resubmit"]).order_by("-version").first()
    since = sent.version if sent else 1
    return {tick.item: tick for tick in initiative.ticks.filter(version__gte=since).select_related("by")}


def _why(code: str, signs: Sequence[Sign]) -> list[str]:
    return [sign.why for sign in signs if sign.flag in _FLAGS.get(code, set())]


def _items(initiative: Initiative, *, alike: int) -> Iterator[tuple[str, str, str]]:
    edition = initiative.edition
    yield PEOPLE, _("Tác giả là người của đơn vị, phần đóng góp hợp lý"), _people(initiative)
    if edition.asks("applied_on"):
        yield APPLIED, _("Đã áp dụng thật, trong thời gian chương trình quy định"), _applied(initiative)
    if most_photos(edition) and not initiative.restricted:
        yield PHOTOS, _("Ảnh cho thấy đúng việc được kể"), _photos(initiative)
    yield BENEFIT, _("Giá trị làm lợi có cách tính, con số hợp lý"), _benefit(initiative)
    if edition.asks("recognition"):
        yield RECOGNITION, _("Quyết định công nhận khớp với bản chụp: số, ngày, nơi ban hành"), _recognition(initiative)
    if asked := edition.papers_for(initiative.recognition.code if initiative.recognition else ""):
        yield PAPERS, _("Giấy tờ kèm theo đủ và đúng"), _papers(initiative, {paper["code"] for paper in asked})
    yield ALIKE, _("Không trùng với hồ sơ khác"), _alike(alike)


def _people(initiative: Initiative) -> str:
    authors = initiative.credited
    text = ngettext("%(n)s tác giả", "%(n)s tác giả", len(authors)) % {"n": len(authors)}
    total = sum(author.share for author in authors)
    return text if total == WHOLE else f"{text}, {format_share(total)}"


def _applied(initiative: Initiative) -> str:
    day, window = initiative.applied_on, initiative.edition.applied
    if day is None:
        return _("Chưa ghi ngày áp dụng")
    said = format_day(day)
    if not window:
        return said
    if day in window:
        return _("%(day)s, trong thời gian quy định") % {"day": said}
    return _("%(day)s, ngoài thời gian quy định %(window)s") % {"day": said, "window": _days(window)}


def _days(window: DateRange) -> str:
    last = format_day(window.upper.fromordinal(window.upper.toordinal() - 1)) if window.upper else "…"
    return f"{format_day(window.lower) if window.lower else '…'} – {last}"


def _photos(initiative: Initiative) -> str:
    moments = list(initiative.photos.values_list("moment", flat=True))
    if not moments:
        return _("Không có ảnh kèm theo")
    counts = {"before": moments.count(Moment.BEFORE), "after": moments.count(Moment.AFTER)}
    return _("%(before)s ảnh trước đây, %(after)s ảnh bây giờ") % counts


def _benefit(initiative: Initiative) -> str:
    if initiative.benefit_kind != BenefitKind.MONEY:
        return str(initiative.get_benefit_kind_display()) or _("Chưa ghi lợi ích")
    if initiative.benefit_lines.exists():
        return _("Có bảng tính, cộng đúng bằng giá trị đã ghi")
    return _("Có lời kể cách tính") if initiative.benefit_method else _("Tác giả chưa ghi cách tính")


def _recognition(initiative: Initiative) -> str:
    term = initiative.recognition
    if term is None or not term.needs_paper:
        return term.label if term else _("Chưa ghi")
    return _("Có bản chụp kèm theo") if initiative.recognition_paper_id else _("Không có bản chụp kèm theo")


def _papers(initiative: Initiative, asked: set[str]) -> str:
    given = set(initiative.papers.values_list("code", flat=True)) & asked
    return _("%(given)s trên %(asked)s loại giấy tờ") % {"given": len(given), "asked": len(asked)}


def _alike(alike: int) -> str:
    if not alike:
        return _("Chưa thấy hồ sơ nào giống")
    return ngettext("%(n)s hồ sơ giống, xem ở trên", "%(n)s hồ sơ giống, xem ở trên", alike) % {"n": alike}

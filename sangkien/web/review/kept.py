"""Góc lọc: the views of the queue that everybody has, with how many lie in each, and the one that comes first."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from sangkien.accounts.permissions import Actor
from sangkien.base.numbers import format_int
from sangkien.initiatives.models import Initiative
from sangkien.review.queries import overdue, queue, with_news
from sangkien.triage.models import Kind
from sangkien.web.kept.beside import View
from sangkien.web.review.sieve import ANY_FLAG, WHOLE, WHOSE, Sieve, flagged
from sangkien.web.stretches import MOST_COUNTED, counted

_MOST_BESIDE = 99  # beside the list it is enough to know that it is many


def said(count: int, *, most: int = MOST_COUNTED) -> str:
    """Up to `most` exactly: 23, 1.000, "hơn 1.000"."""
    if count > most:
        return _("hơn %(n)s") % {"n": format_int(most)}
    return format_int(count)


def views_of(actor: Actor, sieve: Sieve) -> list[View]:
    """Those that everybody has; of the kinds of flags those that occur. A query for each."""
    waiting = queue(actor)
    views = [
        _view(_("Tất cả hồ sơ chờ"), Sieve(), sieve, waiting),
        _view(_("Quá hạn"), Sieve(late=True), sieve, overdue(waiting, on=actor.on)),
        *_by_officer(actor, sieve, waiting),
        _view(_("Tin chưa đọc"), Sieve(news=True), sieve, with_news(actor)),
        _view(_("Có dấu hiệu"), Sieve(flag=ANY_FLAG), sieve, flagged(waiting, ANY_FLAG)),
    ]
    kinds = [_view(str(kind.label), Sieve(flag=kind), sieve, flagged(waiting, kind)) for kind in Kind]
    return [*views, *(view for view in kinds if view.count != "0" or view.current)]


def _by_officer(actor: Actor, now: Sieve, waiting: "QuerySet[Initiative]") -> list[View]:
    """Whose work it is, once anything was given to somebody."""
    names = [("toi", _("Của tôi")), ("khac", _("Của đồng nghiệp")), ("chua", _("Chưa giao"))]
    own, others, free = (_view(label, Sieve(whose=whose), now, WHOSE[whose](waiting, actor)) for whose, label in names)
    given = own.count != "0" or others.count != "0" or now.whose
    return [own, free, others] if given else []


def _view(label: str, of: Sieve, now: Sieve, rows: "QuerySet[Initiative]") -> View:
    return View(label, of.query or WHOLE, of == now, said(counted(rows, most=_MOST_BESIDE), most=_MOST_BESIDE))


def comes_first(actor: Actor) -> str:
    """The end of the address with which the queue begins for this officer; empty for the whole. One query."""
    first = actor.somebody.views.filter(is_default=True).first()
    return first.query if first else ""

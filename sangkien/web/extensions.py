"""Why an end lies later than planned, in one sentence: on the programme's page, where the form begins, on the board."""

from datetime import date

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from sangkien.base.days import format_day, format_moment
from sangkien.base.statements import Lookup
from sangkien.programmes.models import Extension, Phase, Programme


def extensions_of(programme: Programme, phase: Phase | None) -> list[str]:
    """What extended this phase (None: a programme without phases), the last day first. One query, and one more where
    there was an outage."""
    standing = _STANDING(programme.pk, phase.pk if phase else None)
    prefetch_related_objects(standing, "outage")
    return [told(extension) for extension in standing]


_STANDING = Lookup(
    Extension,
    "programme_id = %s AND phase_id IS NOT DISTINCT FROM %s::bigint AND withdrawn_at IS NULL"
    " ORDER BY last_day DESC, id DESC",
)


def extension_on(programme: Programme, day: date) -> str:
    """What lets dossiers be sent on a day that was not planned for, or for its phase; empty where nothing does."""
    phase = programme.phases.on(day).first()
    return next(iter(extensions_of(programme, phase)), "") if programme.is_open_on(day) else ""


def told(extension: Extension) -> str:
    """Gia hạn đến hết ngày 01/06/2022, do hệ thống gián đoạn từ 21:10 31/05/2022 đến 21:40 31/05/2022."""
    until = {"day": format_day(extension.last_day)}
    if extension.outage is None:
        text = _("Gia hạn đến hết ngày %(day)s theo quyết định: %(decision)s.")
        return text % (until | {"decision": extension.decision})
    gap = {"since": format_moment(extension.outage.since), "until": format_moment(extension.outage.until)}
    return _("Gia hạn đến hết ngày %(day)s, do hệ thống gián đoạn từ %(since)s đến %(until)s.") % (until | gap)

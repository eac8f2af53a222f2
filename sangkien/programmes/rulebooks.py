"""A programme as it rules now, kept in memory: it is asked at every dossier that is sent and changes twice a year."""

from dataclasses import dataclass
from datetime import date

from sangkien.base.statements import Statement
from sangkien.programmes.models import Edition, Phase, Programme
from sangkien.workdays.calendar import Calendar
from sangkien.workdays.queries import calendar


@dataclass(frozen=True)
class Rulebook:
    """The programme, its newest edition with what its lists offer, its phases and its working days. Everybody reads the
    same one, nobody changes it."""

    programme: Programme
    edition: Edition
    phases: tuple[Phase, ...]
    calendar: Calendar

    def phase_on(self, day: date) -> Phase | None:
        """The phase of that day."""
        return next((phase for phase in self.phases if day in phase.window), None)


def rulebook(code: str) -> Rulebook | None:
    """That of the programme of this code, as the database has it at this moment: its `revision` is asked, and when that
    is another than the one in memory, everything is read again. One query, or five."""
    for key, revision in _REVISION(code):
        kept = _kept.get(key)
        if kept is None or kept.programme.revision != revision:
            kept = _kept[key] = _read(key)
        return kept
    return None


def phase_of(programme: Programme, day: date) -> Phase | None:
    """The phase of that day; none between phases. No query of a programme that came out of its rulebook, else one."""
    kept = _rulebook_of(programme)
    return kept.phase_on(day) if kept else None


def calendar_of(programme: Programme) -> Calendar:
    """Its working days; as many queries."""
    kept = _rulebook_of(programme)
    return kept.calendar if kept else Calendar(programme.week)


def _rulebook_of(programme: Programme) -> Rulebook | None:
    kept = _kept.get(programme.pk)
    if kept is None or kept.programme is not programme:
        kept = rulebook(programme.code)
    return kept


_REVISION = Statement("SELECT id, revision FROM programmes_programme WHERE code = %s")
_kept: dict[int, Rulebook] = {}


def _read(key: int) -> Rulebook:
    programme = Programme.objects.get(pk=key)  # first: what changes from here on changes the revision too
    edition = programme.edition
    edition.programme = programme
    edition.terms()
    return Rulebook(programme, edition, tuple(programme.phases.order_by("window")), calendar(programme.week))

"""What minutes and invitations are written from: what a council's sheets came to, and an update day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from sangkien.accounts.models import Appointment, Role
from sangkien.base.days import format_hour
from sangkien.base.numbers import format_int
from sangkien.base.problems import NotPossible, Problem
from sangkien.councils.queries import Scored, concluded_between, scored_between
from sangkien.councils.results import in_points
from sangkien.gatherings.models import UpdateDay
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Phase, Programme
from sangkien.registry.freezing import Taken, Told
from sangkien.registry.recognising import MOST
from sangkien.registry.sources import Source


@dataclass(frozen=True)
class OfCouncil:
    """What the council of the union scored in a programme and was concluded between two days, both included."""

    programme: Programme
    first_day: date
    as_of: date

    source = Source.COUNCIL
    phase = None

    @property
    def code(self) -> str:
        return f"{self.first_day}/{self.as_of}"

    def told(self, unit: Organisation, taken: Taken) -> Told:
        """Each dossier is a row. Raises NotPossible where nothing was concluded, or more than one paper carries. Six
        queries."""
        asked: dict[str, Any] = {"programme": self.programme, "first": self.first_day, "last": self.as_of}
        if (count := concluded_between(unit, **asked).count()) > MOST:
            text = _(
                "Trong những ngày ấy có %(count)s hồ sơ được kết luận; một biên bản ghi nhiều nhất %(most)s. Anh/chị"
                " chọn khoảng ngày ngắn hơn và lập nhiều biên bản."
            )
            said = {"count": format_int(count), "most": format_int(MOST)}
            raise NotPossible([Problem(code="list_long", field="last_day", text=text % said)])
        found = scored_between(unit, **asked)
        if not found:
            text = _("Trong những ngày ấy hội đồng chưa có hồ sơ nào được kết luận.")
            raise NotPossible([Problem(code="empty_list", field="last_day", text=text)])
        return Told(self._facts(unit, found), [_row(one) for one in found])

    def _facts(self, unit: Organisation, found: Sequence[Scored]) -> dict[str, Any]:
        seats = Appointment.objects.on(self.as_of).filter(organisation=unit, role=Role.COUNCILLOR)
        names = list(seats.order_by("person__full_name").values_list("person__full_name", flat=True).distinct())
        passed = sum(one.result.passes for one in found)
        return {
            "first_day": self.first_day.isoformat(),
            "last_day": self.as_of.isoformat(),
            "councillors": len(names),
            "names": ", ".join(names),
            "present": len({sheet.by_id for one in found for sheet in one.tally.sheets}),
            "quorum": max(one.tally.quorum for one in found),
            "count": len(found),
            "passed": passed,
            "failed": len(found) - passed,
        }


def _row(scored: Scored) -> dict[str, Any]:
    dossier, result = scored.initiative, scored.result
    return {
        "code": dossier.code,
        "title": dossier.title,
        "authors": [author.full_name for author in dossier.credited],
        "sheets": result.sheets,
        "average": f"{in_points(result.average)}/{result.most}",
        "passes": result.passes,
    }


@dataclass(frozen=True)
class OfUpdateDay:
    """An update day, as it is announced that day."""

    update_day: UpdateDay
    as_of: date

    source = Source.UPDATE_DAY
    phase: Phase | None = None

    @property
    def programme(self) -> Programme:
        return self.update_day.campaign.programme

    @property
    def code(self) -> str:
        return self.update_day.code

    def told(self, unit: Organisation, taken: Taken) -> Told:
        """Place, day, hours. No query where the campaign was read with it."""
        held = self.update_day
        return Told(
            {
                "title": held.campaign.title,
                "day": held.day.isoformat(),
                "hours": f"{format_hour(held.starts_at)} đến {format_hour(held.ends_at)}",
                "place": held.place,
                "code": held.code,
                "contact": held.contact,
            }
        )

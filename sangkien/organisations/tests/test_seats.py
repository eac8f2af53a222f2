"""Where dossiers of a union go: one statement, the same answer as the questions it puts together."""

from datetime import date, timedelta

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange

from sangkien.organisations.actions import place
from sangkien.organisations.models import Manner, Organisation, Succession, UnitKind
from sangkien.organisations.queries import chain, direct_superior
from sangkien.organisations.seats import seat
from tests.cast import LONG_AGO, NOW, TODAY, Cast

MERGED_ON = TODAY + timedelta(days=30)
DAYS = [LONG_AGO - timedelta(days=1), LONG_AGO, TODAY, MERGED_ON - timedelta(days=1), MERGED_ON, date(2030, 1, 1)]


def in_parts(unit: Organisation, on: date) -> tuple[object, ...] | None:
    """The same from the questions about the tree."""
    stands = Organisation.objects.standing_for(unit, on=on).first()
    if stands is None:
        return None
    links = chain(stands, on)
    takes = UnitKind.objects.get(code=links[0].kind).takes_dossiers
    return stands, direct_superior(stands, on), [link.organisation_id for link in links], takes


def in_one(unit: Organisation, on: date) -> tuple[object, ...] | None:
    found = seat(unit.pk, on)
    return found and (found.unit, found.superior, found.chain, found.takes_dossiers)


def merge(cast: Cast) -> None:
    """Two factories become one, and a school comes to the union of the district."""
    haemin = cast.unit("CS-HAEMIN")
    haemin.placements.update(valid=DateRange(LONG_AGO, MERGED_ON))
    heir = cast.unit("CS-MAY-TIEN-THUAN")
    Succession.objects.create(organisation=haemin, successor=heir, since=MERGED_ON, manner=Manner.MERGED)
    connection.check_constraints()
    school, district = cast.unit("CS-THPT-AN-PHUOC"), cast.unit("LDLD-NINH-PHUOC")
    place(school, parent=district, since=MERGED_ON, by=None, at=NOW)


class TestASeat:
    def test_of_a_factory_is_under_the_union_of_its_zone(self, cast: Cast) -> None:
        found = seat(cast.unit("CS-MAY-TIEN-THUAN").pk, TODAY)

        assert found is not None and found.superior is not None
        assert (found.unit.code, found.superior.code, found.takes_dossiers) == ("CS-MAY-TIEN-THUAN", "CD-KCN", True)
        assert tuple(found.chain) == cast.chain("CS-MAY-TIEN-THUAN")

    def test_is_what_the_tree_says_of_every_union_on_every_day(self, cast: Cast) -> None:
        merge(cast)

        for unit in Organisation.objects.all():
            for day in DAYS:
                assert in_one(unit, day) == in_parts(unit, day), (unit.code, day)

    def test_of_a_union_that_has_ended_is_its_heirs(self, cast: Cast) -> None:
        merge(cast)

        found = seat(cast.unit("CS-HAEMIN").pk, MERGED_ON)

        assert found is not None and found.unit == cast.unit("CS-MAY-TIEN-THUAN")

    def test_of_a_union_that_never_was_is_nowhere(self, cast: Cast) -> None:
        assert seat(0, TODAY) is None

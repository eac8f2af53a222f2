"""Địa bàn: on which place of the administrative map a union lies, the day asked for deciding which map that is.

A union lies where the first workplace that was written down for it lies. A place told on one map is looked for on the
other (before and since 1 July 2025) only as far as the map is certain: where a commune was divided nobody knows.
"""

from collections import Counter
from datetime import date
from enum import StrEnum

from django.db.models import BooleanField, ExpressionWrapper, Q

from sangkien.organisations.models import Ancestry, Commune, ExternalCode, Organisation
from sangkien.organisations.places_loading import REFORM

AREA = "ma-dia-ban"
"""The external code that ties a federation to its province (2 digits), district (3) or commune (5)."""

_FEDERATION = "PROVINCIAL"


class Level(StrEnum):
    """What kind of place: the columns of the map that hold its code and its name."""

    PROVINCE = "PROVINCE"
    DISTRICT = "DISTRICT"
    COMMUNE = "COMMUNE"

    @property
    def code_column(self) -> str:
        """The column of its code."""
        return _COLUMNS[self][0]

    @property
    def name_column(self) -> str:
        """The column of its name."""
        return _COLUMNS[self][1]


_COLUMNS = {
    Level.PROVINCE: ("province_code", "province"),
    Level.DISTRICT: ("district_code", "district"),
    Level.COMMUNE: ("code", "name"),
}
_DIGITS = {2: Level.PROVINCE, 3: Level.DISTRICT, 5: Level.COMMUNE}


def level_below(unit: Organisation, *, as_of: date) -> Level:
    """By which places the figures of a unit are told apart: provinces, or for a provincial federation and all below
    it districts while there were any, communes since. One query."""
    lines = Ancestry.objects.on(as_of, ended=True).filter(descendant=unit)
    kinds = {"ancestor__classifications__kind": _FEDERATION, "ancestor__classifications__valid__contains": as_of}
    if not lines.filter(**kinds).exists():
        return Level.PROVINCE
    return Level.DISTRICT if as_of < REFORM else Level.COMMUNE


def area_of(unit: Organisation, *, as_of: date) -> tuple[Level, list[str]] | None:
    """The places a federation stands for, by level and codes; None for a union that stands for none, or for none on
    the map of that day. Two queries."""
    ties = ExternalCode.objects.filter(organisation=unit, system=AREA).order_by("pk")
    tied = list(ties.values_list("code", flat=True))
    level = _DIGITS.get(len(tied[0])) if tied else None
    if level is None:
        return None
    there = Commune.objects.on(as_of).filter(**{f"{level.code_column}__in": tied})
    codes = sorted(set(there.values_list(level.code_column, flat=True)))
    return (level, codes) if codes else None


def names_of(codes: list[str], *, level: Level, as_of: date) -> dict[str, str]:
    """What these places are called on the map of that day; one that is not on it as it was called last, or first. Two
    of one name are told apart by their provinces. One query."""
    begun = ExpressionWrapper(Q(valid__startswith__lte=as_of), BooleanField())
    communes = Commune.objects.filter(**{f"{level.code_column}__in": codes}).order_by(begun, "valid")
    rows = communes.values_list(level.code_column, level.name_column, "province")
    called = {code: (name, province) for code, name, province in rows}
    often = Counter(name for name, _province in called.values())
    return {code: name if often[name] == 1 else f"{name}, {province}" for code, (name, province) in called.items()}


def seats(level: Level, *, as_of: date) -> str:
    """SQL of the tables `seat` (unit_id, sector, recorded, place), for WITH: every union that has a workplace, whether
    its commune was written down, and the code of the place, NULL where the map does not tell. Its parameters:
    `as_of` and `reform` (REFORM)."""
    here, there = ("before", "after") if as_of >= REFORM else ("after", "before")
    return _SEATS.format(code=level.code_column, here=here, there=there)


_SEATS = """
came AS (
    SELECT here.code, here.province_code, there.{code} AS place
    FROM organisations_communechange change
    JOIN organisations_commune here ON here.id = change.{here}_id
    JOIN organisations_commune there ON there.id = change.{there}_id
), of_commune AS (
    SELECT code, min(place) AS place FROM came GROUP BY code HAVING count(DISTINCT place) = 1
), of_province AS (
    SELECT province_code, min(place) AS place FROM came GROUP BY province_code HAVING count(DISTINCT place) = 1
), first AS (
    SELECT DISTINCT ON (organisation_id) organisation_id, sector, commune_code, commune_on
    FROM organisations_workplace ORDER BY organisation_id, id
), seat AS (
    SELECT first.organisation_id AS unit_id, first.sector, first.commune_code <> '' AS recorded,
           CASE WHEN (first.commune_on < %(reform)s) = (%(as_of)s::date < %(reform)s) THEN c.{code}
                ELSE COALESCE(of_commune.place, of_province.place) END AS place
    FROM first
    LEFT JOIN organisations_commune c ON c.code = first.commune_code AND c.valid @> first.commune_on
    LEFT JOIN of_commune ON of_commune.code = c.code
    LEFT JOIN of_province ON of_province.province_code = c.province_code
)
"""

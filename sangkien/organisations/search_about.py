"""What is said of the unions that were found: the way up, every name, the workplaces and where they lie."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from django.db import connection
from django.utils.translation import gettext as _

from sangkien.organisations.search_asked import Asked
from sangkien.organisations.search_closeness import closeness
from sangkien.organisations.search_hits import Hit


@dataclass(frozen=True)
class Told:
    """One line: a name of the union, of a workplace (with its tax code) or of a commune, and its search key."""

    name: str
    folded: str
    tax_code: str = ""


@dataclass
class About:
    """`above`: (code, name, kind) from the union itself up to the root, that day, and `shown` the words of these.
    `names`: what it was ever called, the newest first. `places`: its communes, those that they came from and those
    that they went into."""

    above: list[tuple[str, str, str]] = field(default_factory=list)
    shown: set[str] = field(default_factory=set)
    names: list[Told] = field(default_factory=list)
    workplaces: list[Told] = field(default_factory=list)
    places: list[Told] = field(default_factory=list)

    @property
    def today(self) -> str:
        """What it is called that day."""
        return self.above[0][1]


def about(units: Collection[int], on: date) -> dict[int, About]:
    """All of it for each of the units. One query."""
    known = {unit: About() for unit in units}
    with connection.cursor() as cursor:
        cursor.execute(_ABOUT, {"units": list(known), "on": on})
        for sort, unit, name, folded, code, kind in cursor.fetchall():
            _tell(known[unit], sort, Told(name, folded, code), kind)
    return known


def _tell(one: About, sort: str, told: Told, kind: str) -> None:
    if sort == "above":
        one.above.append((told.tax_code, told.name, kind))
        one.shown.update(told.folded.split())
    elif sort == "name":
        one.names.append(told)
    elif sort == "workplace":
        one.workplaces.append(told)
    else:
        one.places.append(told)


_ABOUT = """
WITH site AS (
    SELECT w.organisation_id, c.id AS commune_id FROM organisations_workplace w
    JOIN organisations_commune c ON c.code = w.commune_code AND c.valid @> w.commune_on
    WHERE w.organisation_id = ANY (%(units)s)
), place AS (
    SELECT organisation_id, commune_id FROM site
  UNION
    SELECT s.organisation_id, h.after_id FROM site s JOIN organisations_communechange h ON h.before_id = s.commune_id
  UNION
    SELECT s.organisation_id, h.before_id FROM site s JOIN organisations_communechange h ON h.after_id = s.commune_id
)
SELECT sort, unit, name, folded, code, kind FROM (
    SELECT 'above' AS sort, a.descendant_id AS unit, n.name, n.folded, o.code, c.kind_id AS kind, a.depth AS place
    FROM organisations_ancestry a
    JOIN organisations_organisation o ON o.id = a.ancestor_id
    JOIN organisations_unitname n ON n.organisation_id = a.ancestor_id AND n.valid @> %(on)s::date
    JOIN organisations_classification c ON c.organisation_id = a.ancestor_id AND c.valid @> %(on)s::date
    WHERE a.descendant_id = ANY (%(units)s) AND a.lives AND a.valid @> %(on)s::date
  UNION ALL
    SELECT 'name', n.organisation_id, n.name, n.folded, '', '', -row_number() OVER (ORDER BY n.valid)
    FROM organisations_unitname n WHERE n.organisation_id = ANY (%(units)s)
  UNION ALL
    SELECT 'workplace', w.organisation_id, w.name, w.folded, w.tax_code, '', w.id
    FROM organisations_workplace w WHERE w.organisation_id = ANY (%(units)s)
  UNION ALL
    SELECT 'place', p.organisation_id, concat_ws(', ', c.name, nullif(c.district, ''), c.province), c.folded,
           '', '', c.id
    FROM place p JOIN organisations_commune c ON c.id = p.commune_id
) told
ORDER BY sort, place
"""


@dataclass(frozen=True)
class Reason:
    """Why a union was found: `because` in words where its name does not tell, and the workplace that answers best."""

    because: str
    workplace: str


def reason(asked: Asked, hit: Hit, found: About, unit: About) -> Reason:
    """`found` is what is said of the union that was found, `unit` of the one that answers for it."""
    workplace = max(found.workplaces, key=lambda one: _close(asked, one), default=None)
    shown = workplace.name if workplace else ""
    if hit.found != hit.unit:
        return Reason(_("đã tiếp nhận %(name)s") % {"name": found.names[0].name}, shown)
    return Reason(_number(asked, hit, found) or _other_name(asked, unit) or _place(asked, unit), shown)


def _number(asked: Asked, hit: Hit, found: About) -> str:
    begun = [one.tax_code for one in found.workplaces if asked.is_number and one.tax_code.startswith(asked.words[-1])]
    if begun:
        return _("mã số thuế %(number)s") % {"number": begun[0]}
    return _("đúng mã đã gõ") if hit.certain else ""


def _other_name(asked: Asked, unit: About) -> str:
    """The old name or the workplace that answers better than today's name does."""
    today = [one for one in unit.names if one.name == unit.today]
    best = max([*today, *unit.workplaces, *unit.names], key=lambda one: _close(asked, one))
    if best in today:
        return ""
    if best in unit.workplaces:
        return _("nơi làm việc %(name)s") % {"name": best.name}
    return _("trước đây là %(name)s") % {"name": best.name}


def _place(asked: Asked, unit: About) -> str:
    """The commune of a word that neither the name nor the unions above hold."""
    silent = [word for word in asked.words if word not in unit.shown]
    best = max(unit.places, key=lambda place: _held(silent, place), default=None)
    return _("địa bàn %(place)s") % {"place": best.name} if best and _held(silent, best) else ""


def _held(words: list[str], place: Told) -> int:
    held = set(place.folded.split())
    return sum(len(word) for word in words if word in held)


def _close(asked: Asked, one: Told) -> float:
    return closeness(asked, one.folded, "")

"""Where dossiers of a union go on a day: asked at every one that is sent, so in one statement."""

from dataclasses import dataclass
from datetime import date

from sangkien.base.statements import Statement
from sangkien.organisations.models import Organisation, Ownership

_ENTERPRISES = [Ownership.PRIVATE, Ownership.FDI, Ownership.COOPERATIVE]
_NAMES_OF_FIRMS = "cty|cong ty|tap doan|xn|xi nghiep|nha may|ngan hang|nong truong|lam truong"


@dataclass(frozen=True)
class Seat:
    """The union itself, or who stands for it; its direct superior; the ids of the chain, the union first; whether a
    union of its kind takes dossiers that day; and of its first workplace, whether it lies in the sector of production
    and business, and whether it is an FDI enterprise (neither while nobody has written a workplace down)."""

    unit: Organisation
    superior: Organisation | None
    chain: list[int]
    takes_dossiers: bool
    production: bool
    foreign: bool


def seat(unit: int, on: date) -> Seat | None:
    """That of the union with this key, by the same rules as `standing_for`, `direct_superior` and `chain`; None when
    nobody stands for it that day. One query."""
    for pk, code, superior, superior_code, chain, *told in _SEAT(on, on, on, on, unit, on):
        above = Organisation(pk=superior, code=superior_code) if superior else None
        return Seat(Organisation(pk=pk, code=code), above, chain or [], *told)
    return None


def first_workplace(unit: str) -> str:
    """SQL of a row (production, is_foreign) of the union with this key. Khu vực sản xuất, kinh doanh: private and FDI
    enterprises, cooperatives, and what belongs to the State and by its name is an enterprise (Law on Enterprises
    59/2020/QH14, article 37: the name says of which kind it is)."""
    return rf"""
    SELECT ownership IN ({", ".join(f"'{one}'" for one in _ENTERPRISES)})
           OR ownership = '{Ownership.STATE}' AND folded ~ '\m({_NAMES_OF_FIRMS})\M' AS production,
           ownership = '{Ownership.FDI}' AS is_foreign
    FROM organisations_workplace WHERE organisation_id = {unit} ORDER BY id LIMIT 1"""


# The kind and the code of each union above are asked for in subqueries of their own: the database plans this once for
# all unions and days, and would else begin with the kinds of all unions of the country.
_SEAT = Statement(f"""
    SELECT unit.id, unit.code, superior.id, superior.code,
           ARRAY(SELECT up.ancestor_id FROM organisations_ancestry up
                 WHERE up.descendant_id = unit.id AND up.lives AND up.valid @> %s::date ORDER BY up.depth),
           EXISTS (SELECT 1 FROM organisations_classification c JOIN organisations_unitkind k ON k.code = c.kind_id
                   WHERE c.organisation_id = unit.id AND c.valid @> %s::date AND k.takes_dossiers),
           COALESCE(place.production, false), COALESCE(place.is_foreign, false)
    FROM organisations_ancestry stands
    JOIN organisations_organisation unit ON unit.id = stands.ancestor_id
    LEFT JOIN LATERAL (
        SELECT up.ancestor_id AS id,
               (SELECT above.code FROM organisations_organisation above WHERE above.id = up.ancestor_id) AS code
        FROM organisations_ancestry up
        WHERE up.descendant_id = unit.id AND up.depth > 0 AND up.lives AND up.valid @> %s::date
          AND (SELECT k.reviews FROM organisations_classification c JOIN organisations_unitkind k ON k.code = c.kind_id
               WHERE c.organisation_id = up.ancestor_id AND c.valid @> %s::date)
        ORDER BY up.depth LIMIT 1) superior ON true
    LEFT JOIN LATERAL ({first_workplace("unit.id")}) place ON true
    WHERE stands.descendant_id = %s AND stands.depth = 0 AND stands.valid @> %s::date""")

"""Where dossiers of a union go on a day: asked at every one that is sent, so in one statement."""

from dataclasses import dataclass
from datetime import date

from sangkien.base.statements import Statement
from sangkien.organisations.models import Organisation


@dataclass(frozen=True)
class Seat:
    """The union itself, or who stands for it; its direct superior; the ids of the chain, the union first; and whether a
    union of its kind takes dossiers that day."""

    unit: Organisation
    superior: Organisation | None
    chain: list[int]
    takes_dossiers: bool


def seat(unit: int, on: date) -> Seat | None:
    """That of the union with this key, by the same rules as `standing_for`, `direct_superior` and `chain`; None when
    nobody stands for it that day. One query."""
    for pk, code, superior, superior_code, chain, takes in _SEAT(on, on, on, on, unit, on):
        above = Organisation(pk=superior, code=superior_code) if superior else None
        return Seat(Organisation(pk=pk, code=code), above, chain or [], takes)
    return None


# The kind and the code of each union above are asked for in subqueries of their own: the database plans this once for
# all unions and days, and would else begin with the kinds of all unions of the country.
_SEAT = Statement("""
    SELECT unit.id, unit.code, superior.id, superior.code,
           ARRAY(SELECT up.ancestor_id FROM organisations_ancestry up
                 WHERE up.descendant_id = unit.id AND up.lives AND up.valid @> %s::date ORDER BY up.depth),
           EXISTS (SELECT 1 FROM organisations_classification c JOIN organisations_unitkind k ON k.code = c.kind_id
                   WHERE c.organisation_id = unit.id AND c.valid @> %s::date AND k.takes_dossiers)
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
    WHERE stands.descendant_id = %s AND stands.depth = 0 AND stands.valid @> %s::date""")

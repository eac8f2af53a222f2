"""Which entries of the ledger a unit counts as its own, in SQL."""

from sangkien.counting.queries import View

# Which entries `e` a unit counts as its own.
UNDER = {
    View.AS_THEN: "e.chain @> ARRAY[%(unit)s]::bigint[]",
    View.RESTATED: """e.unit_id IN (
        SELECT a.descendant_id FROM organisations_ancestry a
        WHERE a.ancestor_id = %(unit)s AND a.valid @> %(as_of)s::date)""",
}

"""Trọng tâm of phase 2 (production and business, FDI, direct workers), and whose a valid dossier is: what the ledger
writes down beside the count, and the same in SQL for counting anew.

What the workplace is was written into the dossier with its chain, when it was sent; who its authors are does not change
while it is valid. So what is taken off when a verdict is corrected is what was put on.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import md5

from sangkien.base.statements import Statement
from sangkien.counting.models import Measure
from sangkien.initiatives.content import Job
from sangkien.initiatives.models import Author, Initiative
from sangkien.organisations.seats import Seat


@dataclass(frozen=True)
class Credited:
    """Of the authors: their marks, and the main work of the first, who leads."""

    marks: frozenset[int]
    leads: str

    @classmethod
    def of(cls, authors: Iterable[Author]) -> "Credited":
        """Of these."""
        in_order = sorted(authors, key=lambda author: author.position)
        return cls(frozenset(mark(author.identity) for author in in_order), in_order[0].job if in_order else "")


def credited(initiative: Initiative) -> Credited:
    """Of those in the database: one query."""
    rows = _CREDITED(initiative.pk)
    return Credited(frozenset(mark(identity) for identity, _job in rows), rows[0][1] if rows else "")


_CREDITED = Statement("SELECT identity, job FROM initiatives_author WHERE initiative_id = %s ORDER BY position")


def of_workplace(seat: Seat) -> list[Measure]:
    """What the workplace of a union gives to what is valid there, in order."""
    given = {Measure.FDI: seat.foreign, Measure.PRODUCTION: seat.production}
    return [trait for trait, has in given.items() if has]


def traits_of(initiative: Initiative, credited: Credited) -> frozenset[Measure]:
    """The traits of a valid dossier."""
    direct = {Measure.DIRECT} if credited.leads == Job.DIRECT else set()
    return frozenset(Measure(trait) for trait in initiative.focus) | direct


def mark(identity: str) -> int:
    """The 64 bits by which the ledger knows a person again: of the phone number, or where there is none of the name in
    its union (`Author.identity`)."""
    return int.from_bytes(md5(identity.encode(), usedforsecurity=False).digest()[:8], "big", signed=True)


MARK = "('x' || left(md5({identity}), 16))::bit(64)::bigint"

# Of every dossier, its marks and whether a direct worker leads.
CREDITED = f"""
SELECT initiative_id, array_agg(DISTINCT {MARK.format(identity="identity")}) AS people,
       bool_or(job = '{Job.DIRECT}') FILTER (WHERE position = 1) AS direct
FROM initiatives_author GROUP BY initiative_id"""
TRAITS = "CASE WHEN {credited}.direct THEN ARRAY['DIRECT']::varchar[] ELSE '{{}}' END || {dossier}.focus"

"""Asking the index: the unions that may be meant, with what is needed to weigh them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import connection

from sangkien.organisations.search_entries import BIG

# So many are weighed at most for each way of asking. Who asks for "công ty" has to say more anyway.
MOST_WEIGHED = 120

# Codes that only machines know a union by: its place on the map, the mark of made data.
_UNKNOWN_TO_PEOPLE = ["ma-dia-ban", "du-lieu-dung"]


@dataclass(frozen=True)
class Hit:
    """The union `found` in the index, and the one that answers for it that day: itself, or who took over.

    `certain`: it was asked for by a code or tax code in full.
    """

    found: int
    unit: int
    names: str
    around: str
    members: int
    certain: bool


@dataclass(frozen=True)
class Way:
    """How the index is asked. `near`: questions that names must answer; `far` and `farther`: questions that names and
    surroundings answer together, where fewer than `enough` names do. `begun`: how a word begins that the near and the
    far ones have as well."""

    near: list[str]
    far: list[str]
    farther: list[str]
    enough: int
    begun: str = ""


@dataclass(frozen=True)
class Wanted:
    """What else is asked: codes in full, the day, unions of `every_kind` or grassroots ones, those chosen before."""

    code: str
    tax_code: str
    on: date
    every_kind: bool
    preferred: Collection[int]


def known_words(guesses: list[str]) -> frozenset[str]:
    """Those that occur in any entry. One query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT word FROM organisations_searchword WHERE word = ANY (%s)", [guesses])
        return frozenset(word for (word,) in cursor.fetchall())


def hits(way: Way, wanted: Wanted, most: int) -> list[Hit]:
    """At most about `most` for each question, big ones first: enough of these are enough. One query."""
    asked = {
        **vars(way),
        **vars(wanted),
        "preferred": list(wanted.preferred),
        "begun": f"% {way.begun}%" if way.begun else "",
        "most": max(most, MOST_WEIGHED),
        "unknown": _UNKNOWN_TO_PEOPLE,
    }
    with connection.cursor() as cursor:
        cursor.execute(_HITS, asked)
        return [Hit(*row) for row in cursor.fetchall()]


def _answers(questions: str, words: str, where: str = "true") -> str:
    """SQL: the entries whose `words` answer to any of the questions, so many for each."""
    return f"""
        SELECT e.organisation_id FROM unnest(%({questions})s::text[]) AS q (query), LATERAL (
            SELECT e.organisation_id FROM organisations_searchentry e
            WHERE organisations_words({words}) @@ q.query::tsquery AND {where}
            LIMIT %(most)s
        ) e"""


_BEGUN = "(%(begun)s = '' OR ' ' || e.names || ' ' || e.around LIKE %(begun)s)"
_BIG = f"e.members >= {BIG} AND {_BEGUN}"
_CHOSEN_BEFORE = f"e.organisation_id = ANY (%(preferred)s) AND {_BEGUN}"
_NAMES, _ALL = "e.names", "e.names, e.around"

_HITS = f"""
WITH near_big AS (
    {_answers("near", _NAMES, _BIG)}
), near AS (
    SELECT * FROM near_big
  UNION SELECT * FROM ({_answers("near", _NAMES, _BEGUN)}) answer WHERE (SELECT count(*) FROM near_big) < %(most)s
  UNION {_answers("far", _ALL, _CHOSEN_BEFORE)}
), far_big AS (
    SELECT * FROM ({_answers("far", _ALL, _BIG)}) answer WHERE (SELECT count(*) FROM near) < %(enough)s
), far AS (
    SELECT * FROM far_big
  UNION SELECT * FROM ({_answers("far", _ALL, _BEGUN)}) answer
    WHERE (SELECT count(*) FROM near) < %(enough)s AND (SELECT count(*) FROM far_big) < %(most)s
), farther AS (
    SELECT * FROM ({_answers("farther", _ALL)}) answer
    WHERE (SELECT count(*) FROM near) < %(enough)s
), certain AS (
    SELECT id AS organisation_id FROM organisations_organisation WHERE code = %(code)s
  UNION
    SELECT organisation_id FROM organisations_externalcode WHERE code = %(code)s AND system <> ALL (%(unknown)s)
  UNION
    SELECT organisation_id FROM organisations_workplace WHERE tax_code = %(tax_code)s
), hit AS (
    SELECT organisation_id, bool_or(certain) AS certain
    FROM (SELECT organisation_id, true AS certain FROM certain
          UNION ALL SELECT organisation_id, false FROM near
          UNION ALL SELECT organisation_id, false FROM far
          UNION ALL SELECT organisation_id, false FROM farther) x
    GROUP BY 1
)
SELECT e.organisation_id, a.ancestor_id, e.names, e.around, e.members, hit.certain
FROM hit
JOIN organisations_searchentry e USING (organisation_id)
JOIN organisations_ancestry a ON a.descendant_id = e.organisation_id AND a.depth = 0 AND a.valid @> %(on)s::date
JOIN organisations_classification c ON c.organisation_id = a.ancestor_id AND c.valid @> %(on)s::date
JOIN organisations_unitkind k ON k.code = c.kind_id
WHERE k.takes_dossiers OR %(every_kind)s
"""

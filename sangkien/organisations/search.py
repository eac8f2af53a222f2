"""Finding a person's grassroots union by whatever they know of it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.models import F, OuterRef, Subquery

from sangkien.organisations.keys import asked_words
from sangkien.organisations.models import Ancestry, Classification, UnitName
from sangkien.organisations.rules import compact_tax_code

MOST_LETTERS = 200  # of a question; what comes after adds nothing

# How much of a question a name must hold when no name holds its words: one slip in a word, or in one of several.
LIKENESS_OF_ONE_WORD, LIKENESS = 0.45, 0.55

# So many are weighed at most. Who asks for "công ty" has to say more anyway.
MOST_WEIGHED = 2_000


@dataclass(frozen=True)
class Found:
    """One grassroots union that may be the one. `chain`: names from the union itself up to the root.

    `workplace`: the workplace that answers best, else the union's first; empty where none is written down.
    `score`: 0 to 1, and 1 only for a code or tax code given in full.
    """

    organisation_id: int
    code: str
    name: str
    kind: str
    workplace: str
    chain: list[str]
    score: float


def search_workplaces(text: str, on: date, limit: int = 10, *, every_kind: bool = False) -> list[Found]:
    """Grassroots unions that exist that day and answer to `text`, best first. Never more than four queries.

    Answers to the union's name of any time, its workplaces' names, tax codes and codes of its own or of other
    systems; with or without marks, words in any order, the last one unfinished. Only where nothing answers so,
    what is alike: a slip of the finger, a word too many. `every_kind` looks among the unions above them too.
    """
    asked = _asked(text[:MOST_LETTERS])
    if not asked["words"]:
        return []
    asked |= {"on": on, "limit": limit, "every_kind": every_kind, "most": MOST_WEIGHED}
    hits = _hits(_HOLDING_THE_WORDS, asked) or _alike(asked)
    ways = _ways_up([unit for unit, _workplace, _score in hits], on)
    return [
        Found(unit, *ways[unit].itself, workplace, ways[unit].names, float(score)) for unit, workplace, score in hits
    ]


def _asked(text: str) -> dict[str, Any]:
    words = asked_words(text)
    return {
        "words": words,
        "every_word": " & ".join(f"'{word}':*" if word is words[-1] else f"'{word}'" for word in words),
        "key": " ".join(words),
        "code": text.strip().upper(),
        "tax_code": compact_tax_code(text) or "-",
    }


def _hits(entries: str, asked: dict[str, Any]) -> list[tuple[int, str, float]]:
    with connection.cursor() as cursor:
        cursor.execute(entries + _BEST, asked)
        found: list[tuple[int, str, float]] = cursor.fetchall()
        return found


@transaction.atomic
def _alike(asked: dict[str, Any]) -> list[tuple[int, str, float]]:
    likeness = LIKENESS if len(asked["words"]) > 1 else LIKENESS_OF_ONE_WORD
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)", [str(likeness)])
    return _hits(_ALIKE, asked)


# Names that hold every word score 0.9 and more, closer ones higher; a code is certain.
_HOLDING_THE_WORDS = """
WITH entry AS (
    (SELECT organisation_id, NULL::text AS workplace, folded FROM organisations_unitname
     WHERE to_tsvector('simple', folded) @@ to_tsquery('simple', %(every_word)s) LIMIT %(most)s)
  UNION ALL
    (SELECT organisation_id, name, folded FROM organisations_workplace
     WHERE to_tsvector('simple', folded) @@ to_tsquery('simple', %(every_word)s) LIMIT %(most)s)
), weighed AS (
    SELECT organisation_id, workplace, 0.9 + 0.09 * similarity(%(key)s, folded) AS score FROM entry
  UNION ALL
    SELECT id, NULL, 1 FROM organisations_organisation WHERE code = %(code)s
  UNION ALL
    SELECT organisation_id, NULL, 1 FROM organisations_externalcode WHERE code = %(code)s
  UNION ALL
    SELECT organisation_id, name, 1 FROM organisations_workplace WHERE tax_code = %(tax_code)s
)"""

# A word weighs as much as it is long; a little is kept for closeness as a whole.
_ALIKE = """
WITH entry AS (
    (SELECT organisation_id, NULL::text AS workplace, folded FROM organisations_unitname
     WHERE %(key)s <%% folded LIMIT %(most)s)
  UNION ALL
    (SELECT organisation_id, name, folded FROM organisations_workplace
     WHERE %(key)s <%% folded LIMIT %(most)s)
), weighed AS (
    SELECT organisation_id, workplace, 0.09 * similarity(%(key)s, folded) + 0.8 * (
        SELECT sum(length(word) * word_similarity(word, folded)) / sum(length(word))
        FROM unnest(%(words)s::text[]) AS word
    ) AS score
    FROM entry
)"""

_BEST = """, best AS (
    SELECT DISTINCT ON (organisation_id) organisation_id, workplace, score FROM weighed
    ORDER BY organisation_id, score DESC, workplace NULLS LAST
)
SELECT best.organisation_id,
    coalesce(best.workplace, (
        SELECT name FROM organisations_workplace w
        WHERE w.organisation_id = best.organisation_id ORDER BY w.id LIMIT 1), ''),
    best.score
FROM best
JOIN organisations_placement p ON p.organisation_id = best.organisation_id AND p.valid @> %(on)s::date
JOIN organisations_classification c ON c.organisation_id = best.organisation_id AND c.valid @> %(on)s::date
JOIN organisations_unitkind k ON k.code = c.kind_id
WHERE k.takes_dossiers OR %(every_kind)s
ORDER BY best.score DESC, best.organisation_id
LIMIT %(limit)s
"""


@dataclass
class _WayUp:
    """A union's own code, name and kind, and the names from itself up to the root."""

    itself: tuple[str, str, str]
    names: list[str]


def _ways_up(units: list[int], on: date) -> dict[int, _WayUp]:
    names = UnitName.objects.on(on).filter(organisation=OuterRef("ancestor"))
    kinds = Classification.objects.on(on).filter(organisation=OuterRef("ancestor"))
    lines = (
        Ancestry.objects.on(on)
        .filter(descendant__in=units)
        .annotate(code=F("ancestor__code"), name=Subquery(names.values("name")), kind=Subquery(kinds.values("kind")))
        .order_by("depth")
        .values_list("descendant", "code", "name", "kind")
    )
    ways: dict[int, _WayUp] = {}
    for unit, code, name, kind in lines:
        ways.setdefault(unit, _WayUp((code, name, kind), [])).names.append(name)
    return ways

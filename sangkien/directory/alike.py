"""Units that may stand in the tree twice: the same tax code, or the same name nearby but for one word."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sangkien.organisations.models import Organisation

# So many pairs are weighed at most; who has told apart these sees the next.
MOST = 500

# What stands in so many names of one neighbourhood that it tells none from another.
_CROWD = 40


# In a tree larger than this only names that are written the same are held against each other: its unions look
# closer at their own.
_LARGE = 20_000

# These tell no workplace from another, written out or short.
_LEGAL = (
    r"\m(cong doan co so|nghiep doan co so|nghiep doan|cong doan|cong ty|trach nhiem huu han|mot thanh vien|co phan"
    r"|cdcs|cty|tnhh|mtv|cp|thcs|thpt|kcn|kcx|ubnd|ldld)\M"
)


class Sign(TextChoices):
    """Why two units seem to be one."""

    TAX_CODE = "TAX_CODE", _("cùng mã số thuế")
    NAME = "NAME", _("tên như nhau")
    SLIP = "SLIP", _("tên chỉ khác một chữ viết lệch")
    EXTRA_WORD = "EXTRA_WORD", _("tên chỉ thừa một chữ")
    COMMUNE = "COMMUNE", _("cùng xã, phường")
    SUPERIOR = "SUPERIOR", _("cùng công đoàn cấp trên")
    TAXED_APART = "TAXED_APART", _("mã số thuế khác nhau")


@dataclass(frozen=True)
class AlikePair:
    """Two units by their ids, the older first. `score` from 0 to 1; `signs` say why."""

    one: int
    other: int
    score: float
    signs: tuple[Sign, ...]


def alike_units(top: Organisation, on: date, *, limit: int = MOST) -> list[AlikePair]:
    """Pairs of units below `top` that may be the same, the surest first; never two that were told apart. One query.

    A name counts by the words that tell workplaces apart, in any order; numbers and single letters must be the
    same ("Trường Tiểu học số 1" is not "số 2"). Words that only differ must differ by one slip of the finger, and
    whoever has two tax codes is only the same by a whole name. In a very large tree only whole names count.
    """
    with connection.cursor() as cursor:
        cursor.execute(_CANDIDATES, _asked(top, on, limit))
        rows = cursor.fetchall()
    pairs = [pair for pair in map(_weighed, rows) if pair]
    return sorted(pairs, key=lambda pair: (-pair.score, pair.one, pair.other))[:limit]


def _asked(top: Organisation, on: date, limit: int) -> dict[str, Any]:
    return {"top": top.pk, "on": on, "crowd": _CROWD, "large": _LARGE, "most": 20 * limit, "legal": _LEGAL}


def one_slip(one: str, other: str) -> bool:
    """Do the words differ by one letter too many, too few, another, or two that changed places?"""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    start = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    a, b = one[start:], other[start:]
    swapped = a[:2] == b[:2][::-1] and a[2:] == b[2:]
    return swapped or a[1:] == b[1:] or a[1:] == b or a == b[1:]


def _weighed(row: Sequence[Any]) -> AlikePair | None:
    one, other, same_tax, same_name, differing, same_commune, same_superior, taxed_apart = row
    name = Sign.NAME if same_name else _closest(differing or [])
    if not same_tax and name is None:
        return None
    signs = [Sign.TAX_CODE] * same_tax + ([name] if name else [])
    signs += [Sign.COMMUNE] * same_commune + [Sign.SUPERIOR] * same_superior + [Sign.TAXED_APART] * taxed_apart
    return AlikePair(one, other, _score(signs), tuple(signs))


def _closest(differing: Iterable[str]) -> Sign | None:
    """Of all the ways in which two names differ by a word, each "word|word", the smallest slip."""
    ways = [way.partition("|")[::2] for way in differing]
    if any(one_slip(one, other) for one, other in ways if one and other):
        return Sign.SLIP
    return Sign.EXTRA_WORD if any(not one or not other for one, other in ways) else None


# Together at most 1. A tax code of its own speaks for a union of its own.
_WEIGHTS = {
    Sign.TAX_CODE: 0.5,
    Sign.NAME: 0.4,
    Sign.SLIP: 0.25,
    Sign.EXTRA_WORD: 0.15,
    Sign.COMMUNE: 0.05,
    Sign.SUPERIOR: 0.05,
    Sign.TAXED_APART: -0.3,
}


def _score(signs: Iterable[Sign]) -> float:
    return round(sum(_WEIGHTS[sign] for sign in signs), 2)


# `unit`: the subtree of the day. `said`: the telling words of its workplaces in one order, or where none is written
# down of its own name. `hood`: a neighbourhood is a superior or a commune. `spot`: the words in one neighbourhood,
# whole and with one left out, as one number; numbers and single letters are never left out. In a large tree only what
# is written the same counts, and nothing is left out. Whom a crowd shares, nobody doubles.
_CANDIDATES = r"""
WITH unit AS MATERIALIZED (
    SELECT p.organisation_id AS id, p.parent_id
    FROM organisations_ancestry a
    JOIN organisations_placement p ON p.organisation_id = a.descendant_id AND p.valid @> %(on)s::date
    WHERE a.ancestor_id = %(top)s AND a.valid @> %(on)s::date AND a.descendant_id <> %(top)s
), size AS MATERIALIZED (
    SELECT count(*) <= %(large)s AS small FROM unit
), place AS MATERIALIZED (
    SELECT unit.id, unit.parent_id, w.folded, w.tax_code, w.commune_code
    FROM unit JOIN organisations_workplace w ON w.organisation_id = unit.id
), said AS MATERIALIZED (
    SELECT id, tax_code, ARRAY(SELECT word
                               FROM regexp_split_to_table(regexp_replace(folded, %(legal)s, ' ', 'g'), ' +') AS word
                               WHERE word <> '' ORDER BY word) AS words
    FROM place WHERE (SELECT small FROM size)
  UNION ALL
    SELECT unit.id, '', ARRAY(SELECT DISTINCT word
                          FROM regexp_split_to_table(regexp_replace(n.folded, %(legal)s, ' ', 'g'), ' +') AS word
                          WHERE word <> '' ORDER BY word)
    FROM unit
    JOIN organisations_unitname n ON n.organisation_id = unit.id AND n.valid @> %(on)s::date
    LEFT JOIN place ON place.id = unit.id
    WHERE place.id IS NULL AND (SELECT small FROM size)
), part AS (
    SELECT id, tax_code, array_to_string(words, ' ') AS rest, '' AS word FROM said WHERE words <> '{}'
  UNION ALL
    SELECT id, tax_code, array_to_string(words[:n - 1] || words[n + 1:], ' '), word
    FROM said, unnest(words) WITH ORDINALITY AS one (word, n)
    WHERE cardinality(words) > 2 AND word ~ '^[a-z]{3,}$'
  UNION ALL
    SELECT id, tax_code, folded, '' FROM place WHERE NOT (SELECT small FROM size)
), hood AS (
    SELECT id, 's' AS sort, parent_id::text AS hood FROM unit WHERE parent_id IS NOT NULL
  UNION ALL
    SELECT DISTINCT id, 'c', commune_code::text FROM place WHERE commune_code <> ''
), spot AS (
    SELECT id, tax_code, word, sort, hashtextextended(hood || sort || rest, 0) AS spot FROM part JOIN hood USING (id)
), shared AS MATERIALIZED (
    SELECT * FROM (SELECT spot.*, count(*) OVER (PARTITION BY spot) AS many FROM spot) AS counted
    WHERE many BETWEEN 2 AND %(crowd)s
), pair AS (
    SELECT a.id AS one, b.id AS other, false AS taxed, a.word = '' AND b.word = '' AS named,
        a.word || '|' || b.word AS differing, a.sort = 'c' AS commune, a.sort = 's' AS superior,
        a.tax_code <> '' AND b.tax_code <> '' AND a.tax_code <> b.tax_code AS taxed_apart
    FROM shared a JOIN shared b ON b.spot = a.spot AND b.id > a.id
    WHERE a.word = '' OR b.word = ''
        OR a.word <> b.word AND abs(length(a.word) - length(b.word)) < 2
        AND (left(a.word, 1) = left(b.word, 1) OR right(a.word, 1) = right(b.word, 1))
  UNION ALL
    SELECT a.id, b.id, true, false, NULL,
        a.commune_code <> '' AND a.commune_code = b.commune_code, a.parent_id = b.parent_id, false
    FROM place a
    JOIN place b ON b.tax_code = a.tax_code AND b.id > a.id
    JOIN (SELECT tax_code FROM place WHERE tax_code <> '' GROUP BY tax_code
          HAVING count(*) BETWEEN 2 AND %(crowd)s) AS known ON known.tax_code = a.tax_code
)
SELECT one, other, bool_or(taxed) AS taxed, bool_or(named) AS named,
    array_agg(DISTINCT differing) FILTER (WHERE NOT taxed AND NOT named AND NOT taxed_apart),
    bool_or(commune), bool_or(superior), bool_and(taxed_apart) AS taxed_apart
FROM pair
WHERE NOT EXISTS (
    SELECT FROM directory_notthesame n
    WHERE n.one_id = pair.one AND n.other_id = pair.other AND n.taken_back_at IS NULL
)
GROUP BY one, other
ORDER BY taxed DESC, named DESC, taxed_apart, one, other LIMIT %(most)s
"""

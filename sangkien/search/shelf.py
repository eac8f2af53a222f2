"""The documents as a reader may see them: each that answers is asked whether its reader may; and in which order they
stand. Nothing is counted beyond what is wanted."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.db import connection

from sangkien.search.looking import OPEN, PUBLIC, WHOLE, Look, Row
from sangkien.search.rules import Reader

_MOST_LOOKED_AT = 20_000  # documents of others, before somebody who sees little is told to say more
# Of a word in the title, in the effect, in how it is done, in names: D, C, B, A as `ts_rank_cd` wants them.
_WEIGHTS = [0.1, 0.25, 0.45, 1.0]


@dataclass(frozen=True)
class Ranking:
    """By what hits are put in order, as `tsquery`: all terms, all in the title, all there with the marks that were
    typed, all there one after the other."""

    everywhere: str
    in_title: str
    as_written: str
    in_order: str


@dataclass
class Shelf:
    """The documents as one reader sees them, for one question. `_asked`: whether those met already are seen;
    `_in_full`: those of them that the reader reads to the last word."""

    reader: Reader
    _asked: dict[int, bool] = field(default_factory=dict)
    _in_full: set[int] = field(default_factory=set)

    def newest(self, look: Look) -> list[int]:
        """The newest dossiers that answer to a look, at most so many as it wants. Rows of what the reader may not see
        are left out before they are counted."""
        if not look.inside:
            return [key for key, *_flags in look.newest()]
        found: list[int] = []
        looked_at = 0
        while looked_at < _MOST_LOOKED_AT:
            rows = look.newest()
            looked_at += len(rows)
            found += self._permitted(rows)
            if len(rows) < look.most or len(found) >= look.most:
                break
            look = replace(look, where=look.where.before(rows[-1][0]))
        return found[: look.most]

    def foremost(self, look: Look) -> list[int]:
        """At most as many as a look wants, those that stand foremost."""
        if not look.inside:
            return [key for key, *_flags in look.foremost(look.most)]
        rows = look.foremost(_MOST_LOOKED_AT)
        found: list[int] = []
        while rows and len(found) < look.most:
            found += self._permitted(rows[: look.most])
            rows = rows[look.most :]
        return found[: look.most]

    def ranked(self, keys: Sequence[int], by: Ranking) -> list[tuple[int, int]]:
        """The same dossiers as (score, key), best first and of equals the newest: what has every term in its title
        before what has not, and first what has it there with the marks that were typed; then what has the words there
        one after the other; then how close they stand and where."""
        values = {"keys": list(keys), "in_full": list(self._in_full), "weights": _WEIGHTS, **vars(by)}
        with connection.cursor() as cursor:
            cursor.execute(_RANKED_FOR_SOMEBODY if self.reader.is_inside else _RANKED_FOR_ANYBODY, values)
            return [(score, key) for key, score in cursor.fetchall()]

    def _permitted(self, rows: Sequence[Row]) -> list[int]:
        """Whoever may not read how a dossier is done is answered as if that did not stand there: neither does a word of
        it find the dossier, nor does a word that is not wanted hide it."""
        self._ask([row for row in rows if row[0] not in self._asked])
        return [
            key
            for key, is_guarded, openly, wholly, _tier in rows
            if self._asked[key] and (wholly if not is_guarded or key in self._in_full else openly)
        ]

    def _ask(self, rows: Sequence[Row]) -> None:
        """The looks of one question meet the same dossiers again: their rights are asked for once."""
        seen = self.reader.seen([row[0] for row in rows]) if rows else set()
        guarded = {key for key, is_guarded, *_flags in rows if is_guarded and key in seen}
        self._in_full |= self.reader.read_in_full(guarded) if guarded else set()
        self._asked |= {row[0]: row[0] in seen for row in rows}


_RANKED = """
SELECT d.initiative_id AS key, (1e6 * (tier + CASE WHEN tier > 0 AND ({in_order}) THEN 0.5 ELSE 0 END
                                       + rank / (1 + rank) / 2))::bigint AS score
FROM search_document d
CROSS JOIN LATERAL (
    SELECT {rank} AS rank,
           CASE WHEN %(as_written)s <> '' AND ({as_written}) THEN 2 WHEN {in_title} THEN 1 ELSE 0 END AS tier
    OFFSET 0 -- else both are worked out wherever they are named
) ranked
WHERE d.initiative_id = ANY (%(keys)s)
ORDER BY score DESC, key DESC
"""


def _rank(said: str) -> str:
    return f"ts_rank_cd(%(weights)s::real[], {said}, %(everywhere)s::tsquery)"


def _ordered(rank: str, *parts: str) -> str:
    """By the rank, and by what one of these parts says: nobody's title stands in two."""
    said = {
        name: " OR ".join(f"{part} @@ %({name})s::tsquery" for part in parts)
        for name in ("as_written", "in_title", "in_order")
    }
    return _RANKED.format(rank=rank, **said)


_RANKED_FOR_ANYBODY = _ordered(_rank(PUBLIC), PUBLIC)
# The parts are put together only where neither says everything: that takes longer than all the rest.
_APART = f"nullif(greatest({_rank(PUBLIC)}, {_rank('d.inside')}), 0)"
_AS_READ = f"""CASE WHEN d.initiative_id = ANY (%(in_full)s) THEN {_rank(WHOLE)}
                ELSE coalesce({_APART}, {_rank(OPEN)}) END"""
_RANKED_FOR_SOMEBODY = _ordered(_AS_READ, PUBLIC, "d.inside")

"""Taking prints: of what is new, and of everything anew."""

from collections import Counter
from collections.abc import Iterable, Sequence

from django.db import connection, transaction

from sangkien.base.statements import Statement
from sangkien.initiatives.models import Initiative
from sangkien.similarity.models import Commonplace, Unread
from sangkien.similarity.prints import content_bands, pieces, title_bands
from sangkien.similarity.queries import commonplaces_in
from sangkien.similarity.reading import described

_AT_ONCE = 200  # a fraction of a second: the worker has other errands too
_A_FEW = 8  # dossiers
_SAMPLE = 20_000  # dossiers, from which is learnt what many say
_COMMON = 0.002  # of the descriptions: a phrase in more of them says nothing
_COMMON_AT_LEAST = 20  # descriptions
_CROWD = 200  # dossiers with one band


@transaction.atomic
def take_prints() -> int:
    """Read what is new or changed, at most 200 dossiers, the newest first; how many. Several workers may do it at once,
    and what one was reading when it ended, another reads."""
    waiting = [key for (key,) in _NEXT(_AT_ONCE)]
    if waiting:
        _take(sorted(set(waiting)))
    return len(waiting)


_NEXT = Statement("""
    DELETE FROM similarity_unread WHERE id = ANY (ARRAY(
        SELECT id FROM similarity_unread ORDER BY id DESC LIMIT %s FOR UPDATE SKIP LOCKED
    ))
    RETURNING initiative_id
""")


@transaction.atomic
def take_all_anew() -> int:
    """Learn what many say, and put every dossier among those whose print is to be taken; how many. Until it is taken,
    each has its old one."""
    _learn_commonplaces()
    return _put_all_among_the_unread()


@transaction.atomic
def learn_first() -> int:
    """While nothing is known of what many say: look whether many say the same by now, and if so take all prints anew;
    how many. A young register would otherwise take the sentences of a form for a likeness."""
    if Commonplace.objects.exists():
        return 0
    _learn_commonplaces()
    return _put_all_among_the_unread() if Commonplace.objects.exists() else 0


def _put_all_among_the_unread() -> int:
    with connection.cursor() as cursor:
        cursor.execute(_WAIT_ALL)
    return Unread.objects.count()


_WAIT_ALL = """
    INSERT INTO similarity_unread (initiative_id) SELECT id FROM initiatives_initiative i
    WHERE NOT EXISTS (SELECT FROM similarity_unread u WHERE u.initiative_id = i.id) ORDER BY id
"""


@transaction.atomic
def count_crowds() -> int:
    """Which bands very many dossiers have, by a sample of the prints where there are many; how many such bands."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM similarity_crowd")
        cursor.execute("SELECT greatest(1, reltuples / 200000)::int FROM pg_class WHERE relname = 'similarity_print'")
        one_of = cursor.fetchone()[0]
        cursor.execute(_COUNT_CROWDS, {"share": 100 / one_of, "one_of": one_of, "crowd": _CROWD})
        return int(cursor.rowcount)


_COUNT_CROWDS = """
    INSERT INTO similarity_crowd (of_title, band, dossiers)
    SELECT of_title, band, count(*) * %(one_of)s FROM similarity_print TABLESAMPLE system (%(share)s) REPEATABLE (1),
        LATERAL (SELECT true, unnest(title) UNION ALL SELECT false, unnest(content)) AS b (of_title, band)
    GROUP BY of_title, band HAVING count(*) * %(one_of)s > %(crowd)s
"""


def pack() -> None:
    """The index as small as it can be, after very many prints were taken one by one; look-ups go on meanwhile. Not
    within a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("REINDEX TABLE CONCURRENTLY similarity_print")


def _take(keys: Sequence[int]) -> None:
    told = [(key, title, described(*texts)) for key, title, *texts in _TOLD(list(keys))]
    common = _commonplaces([text for _key, _title, text in told])
    titles = [_as_array(title_bands(title)) for _key, title, _text in told]
    contents = [_as_array(content_bands(text, commonplaces=common)) for _key, _title, text in told]
    _WRITE([key for key, _title, _text in told], titles, contents)


def _as_array(bands: Sequence[int]) -> str:
    return "{" + ",".join(map(str, bands)) + "}"


# Locked, so that no older reading overwrites a newer one.
_TOLD = Statement("""
    SELECT id, title, before, after FROM initiatives_initiative
    WHERE id = ANY (%s::bigint[]) ORDER BY id FOR NO KEY UPDATE
""")
_WRITE = Statement("""
    INSERT INTO similarity_print (initiative_id, title, content)
    SELECT key, title::int[], content::int[]
    FROM unnest(%s::bigint[], %s::text[], %s::text[]) AS taken (key, title, content)
    ON CONFLICT (initiative_id) DO UPDATE SET title = excluded.title, content = excluded.content
    RETURNING 1
""")


def _commonplaces(texts: Sequence[str]) -> frozenset[str]:
    """Those of these texts; of more than a few at once all there are, which is quicker than to ask for each phrase."""
    if len(texts) <= _A_FEW:
        return commonplaces_in(*texts)
    return frozenset(Commonplace.objects.values_list("phrase", flat=True))


def _learn_commonplaces() -> None:
    """From every so many-th dossier, so that the same dossiers teach the same."""
    last = Initiative.objects.order_by("pk").values_list("pk", flat=True).last() or 0
    sample = Initiative.objects.extra(where=["id %% %s = 0"], params=[1 + last // _SAMPLE]).exclude(before="", after="")
    told, common = _counted(described(*texts) for texts in sample.values_list("before", "after").iterator())
    least = max(_COMMON_AT_LEAST, told * _COMMON)
    Commonplace.objects.all().delete()
    Commonplace.objects.bulk_create(
        (Commonplace(phrase=phrase) for phrase, times in common.items() if times >= least and len(phrase) <= 120),
        batch_size=5_000,
    )


def _counted(texts: Iterable[str]) -> tuple[int, Counter[str]]:
    """(how many descriptions, in how many of them each three words on end stand)."""
    told, common = 0, Counter[str]()
    for text in texts:
        told += 1
        common.update(pieces(text))
    return told, common

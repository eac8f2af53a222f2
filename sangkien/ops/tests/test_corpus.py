"""A nation's dossiers for the benches: whole, lawful, and the same every time."""

from django.db import connection
from django.db.models import F, Sum
from pytest import MonkeyPatch, mark

from sangkien.base.text import fold
from sangkien.initiatives.content import WHOLE
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.states import State
from sangkien.ops.bench import corpus

SIZE = 1_200


@mark.django_db
def test_the_corpus_holds_as_many_lawful_dossiers_as_are_asked_for(monkeypatch: MonkeyPatch) -> None:
    told: list[int] = []
    before = _kept_by()
    monkeypatch.setattr(corpus, "CHUNK", 500)

    corpus.fill(SIZE, units=30, progress=told.append)

    made = Initiative.objects.all()
    assert told == [500, 1_000, SIZE]
    assert made.count() == SIZE
    assert _kept_by() == before
    assert all(fold(one.title) == one.folded_title for one in made)
    assert 0.8 * SIZE < made.filter(state=State.VALID).count() < 0.9 * SIZE
    assert made.filter(restricted=True).count() > SIZE / 100
    assert made.values("title").distinct().count() < SIZE, "some double an earlier one"
    assert not made.annotate(shares=Sum("authors__share")).exclude(shares=WHOLE).exists()
    assert not made.exclude(chain__0=F("unit")).exists()
    assert not made.exclude(chain__1=F("superior")).exists()
    assert made.filter(closed_at=None, events__isnull=True).count() == 0


def _kept_by() -> list[tuple[str, str]]:
    """Every trigger (and whether it is awake), constraint and index of the tables that are filled."""
    with connection.cursor() as cursor:
        cursor.execute(_KEEPERS, {"tables": [model._meta.db_table for model in corpus.TABLES]})
        return list(cursor.fetchall())


_KEEPERS = """
SELECT tgname, tgenabled::text FROM pg_trigger WHERE NOT tgisinternal AND tgrelid = ANY (%(tables)s::regclass[])
UNION ALL
SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = ANY (%(tables)s::regclass[])
UNION ALL
SELECT indexrelid::regclass::text, '' FROM pg_index WHERE indrelid = ANY (%(tables)s::regclass[])
ORDER BY 1, 2
"""

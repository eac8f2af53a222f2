"""What search reads instead of the tree: one entry for each union, and the words that occur in any of them.

Both are derived. Triggers (migration 0006) note which unions a statement touched; the entries follow at the end of the
transaction, so they are never stale for anybody else, and inside it as soon as `catch_up` is called.
"""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import connection, models
from django.db.models import Func, Q

BIG = 500  # members: unions of this size have an index of their own, so that a vague question finds them first


# kB: new entries wait in a list before they are sorted in, and every question reads it to the end.
_SHORT_LIST = 512


def _by_words(*said: str, name: str, only: Q | None = None) -> GinIndex:
    words = Func(*said, function="organisations_words", output_field=SearchVectorField())
    return GinIndex(words, name=name, condition=only, gin_pending_list_limit=_SHORT_LIST)


class SearchEntry(models.Model):
    """By which words a union may be asked for, folded.

    `names`: its names of all times, its workplaces, their tax codes, its code, with " | " between them.
    `around`: where it is: the unions that were ever above it, except roots, and the communes of its workplaces, with
    those that these came from or went into, likewise. `members`: the newest count; for a union that was ever of a
    kind above the grassroots a number above all counts, so that it goes first where unions of every kind are asked.
    """

    organisation = models.OneToOneField(
        "organisations.Organisation", models.DO_NOTHING, primary_key=True, db_constraint=False, related_name="+"
    )
    names = models.TextField()
    around = models.TextField()
    members = models.IntegerField()

    class Meta:
        verbose_name = "mục tra cứu"
        indexes = [
            _by_words("names", name="entry_by_names"),
            _by_words("names", "around", name="entry_by_all_words"),
            _by_words("names", name="entry_of_a_big_union_by_names", only=Q(members__gte=BIG)),
            _by_words("names", "around", name="entry_of_a_big_union_by_all", only=Q(members__gte=BIG)),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.names[:60]}"


class SearchWord(models.Model):
    """A word that occurs in an entry, or once did: a misspelt word is taken for one of these."""

    word = models.CharField("từ", primary_key=True, max_length=60, db_collation="C")

    class Meta:
        verbose_name = "từ tra cứu"

    def __str__(self) -> str:
        return self.word


def catch_up() -> None:
    """Make the entries true for what this transaction has written so far; outside of one they always are."""
    if connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("SELECT organisations_search_catch_up()")

"""What search reads instead of dossiers. All of it is derived, and can be made anew at any time."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import CheckConstraint, F, Func, Q

from sangkien.initiatives.models import Initiative

# kB: new documents wait in a list before they are sorted in, and every question reads it to the end.
_SHORT_LIST = 512

# Among which few thousand, and among which many, a dossier is: see `looking`.
_SLICES = Func("initiative", function="search_slices", output_field=ArrayField(models.BigIntegerField()))
_WHOLE = Func("public", "inside", "method", function="search_whole", output_field=SearchVectorField())


class Document(models.Model):
    """Văn bản tìm kiếm: the words and traits of a dossier, by who may read them.

    `public`: what its public page shows, nothing where it has none. `inside`: what everybody who may see the dossier
    reads besides. `method`: how it is done, where the employer keeps that from overseers; of any other dossier it
    stands in one of the two. Written by `actions.read_new` from `documents.parts_of`.
    """

    initiative = models.OneToOneField(
        Initiative, models.CASCADE, primary_key=True, related_name="document", verbose_name="hồ sơ"
    )
    public = SearchVectorField("ai cũng đọc được")
    inside = SearchVectorField("người trong cuộc đọc được")
    method = SearchVectorField("cách làm được giữ kín")

    class Meta:
        verbose_name = "văn bản tìm kiếm"
        indexes = [
            GinIndex(_SLICES, F("public"), name="slices_for_all", gin_pending_list_limit=_SHORT_LIST),
            GinIndex(_SLICES, _WHOLE, name="slices_for_the_circle", gin_pending_list_limit=_SHORT_LIST),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class Unread(models.Model):
    """Hồ sơ chờ đọc: something of it is new; triggers write it, whatever changed. Who reads the dossier removes it.

    `misleads`: its document may say what it no longer should, so that it answers to nobody until it is read again. Else
    the document is only behind (the union has another name now).
    """

    id = models.BigAutoField(primary_key=True)
    initiative_id = models.BigIntegerField("hồ sơ", db_index=True)
    misleads = models.BooleanField("văn bản cũ không dùng được", default=True, db_default=True)

    class Meta:
        verbose_name = "hồ sơ chờ đọc"
        indexes = [models.Index(fields=["id"], name="read_first", condition=Q(misleads=True))]

    def __str__(self) -> str:
        return f"#{self.pk} {self.initiative_id}"


class Span(models.Model):
    """Khoảng của một dấu hiệu: the first and the last slice of documents that have a trait of a time (a year, a
    programme, a phase), so that a question narrowed by it leaves all others aside. It grows and never shrinks."""

    trait = models.CharField("dấu hiệu", primary_key=True, max_length=200)
    first = models.BigIntegerField("từ lát")
    last = models.BigIntegerField("đến lát")

    class Meta:
        verbose_name = "khoảng của một dấu hiệu"
        constraints = [CheckConstraint(name="a_span_ends_where_it_begins_or_later", condition=Q(last__gte=F("first")))]

    def __str__(self) -> str:
        return f"{self.trait} {self.first}-{self.last}"


class Moved(models.Model):
    """Công đoàn đổi tuyến: another union stands above it now or will, so that its dossiers' documents do not say yet
    under whom they are; until all of them are read again, up to `after`, they are looked for by the union itself.
    A trigger on the tree's lines writes it."""

    unit_id = models.BigIntegerField("công đoàn", primary_key=True)
    after = models.BigIntegerField("đã đọc lại đến hồ sơ", default=0, db_default=0)

    class Meta:
        verbose_name = "công đoàn đổi tuyến"

    def __str__(self) -> str:
        return f"#{self.unit_id}"


class KnownWord(models.Model):
    """Từ đã gặp: a folded word that occurs in a document, or once did. What is begun with * or misspelt may be one of
    these; whether a reader finds anything by it, the documents say."""

    word = models.CharField("từ", primary_key=True, max_length=40, db_collation="C")

    class Meta:
        verbose_name = "từ đã gặp"

    def __str__(self) -> str:
        return self.word

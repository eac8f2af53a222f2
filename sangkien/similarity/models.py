"""Dấu văn bản, by which records like one another are found; what is too common to be a sign; what scans have found."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from sangkien.initiatives.models import Initiative
from sangkien.programmes.models import Programme


class Print(models.Model):
    """The bands of a dossier (see `prints`). Derived from its words: what changes them puts it among the `Unread`."""

    initiative = models.OneToOneField(
        Initiative, models.CASCADE, primary_key=True, related_name="print", verbose_name="hồ sơ"
    )
    title = ArrayField(models.IntegerField(), verbose_name="dấu của tên")
    content = ArrayField(models.IntegerField(), verbose_name="dấu của nội dung")

    class Meta:
        verbose_name = "dấu văn bản"
        indexes = [
            GinIndex(name="prints_by_title", fields=["title"], opclasses=["gin__int_ops"]),
            GinIndex(name="prints_by_content", fields=["content"], opclasses=["gin__int_ops"]),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class Commonplace(models.Model):
    """Câu nhiều người viết: three words on end that so many descriptions hold that they say nothing of a likeness; a
    paragraph of a form, a sentence of a decree. Learnt anew whenever all prints are taken anew."""

    phrase = models.CharField("ba từ liền nhau", max_length=120, primary_key=True)

    class Meta:
        verbose_name = "câu nhiều người viết"

    def __str__(self) -> str:
        return self.phrase


class Crowd(models.Model):
    """Dấu đông: a band that very many dossiers have. A look-up begins with those that few have."""

    of_title = models.BooleanField("của tên")
    band = models.IntegerField("dấu")
    dossiers = models.PositiveIntegerField("số hồ sơ (ước lượng)")

    class Meta:
        verbose_name = "dấu đông"
        constraints = [UniqueConstraint(name="a_crowd_is_counted_once", fields=["of_title", "band"])]

    def __str__(self) -> str:
        return f"#{self.pk} {self.band}"


class Scan(models.Model):
    """Lượt dò trùng: all dossiers of a programme, or of all, laid beside each other; up to `reached` so far."""

    programme = models.ForeignKey(Programme, models.CASCADE, null=True, related_name="+", verbose_name="chương trình")
    reached = models.BigIntegerField("đã dò đến hồ sơ", default=0)
    finished = models.BooleanField("đã xong", default=False)

    class Meta:
        verbose_name = "lượt dò trùng"
        constraints = [
            UniqueConstraint(name="one_scan_of_each_programme_and_of_all", fields=["programme"], nulls_distinct=False)
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.reached}"


class Likes(models.Model):
    """Cặp gần trùng: two dossiers that a scan found to be near duplicates, the older one first. `score` of 10,000."""

    scan = models.ForeignKey(Scan, models.CASCADE, related_name="likes", verbose_name="lượt dò trùng")
    older = models.ForeignKey(Initiative, models.CASCADE, related_name="+", verbose_name="hồ sơ trước")
    newer = models.ForeignKey(Initiative, models.CASCADE, related_name="+", verbose_name="hồ sơ sau")
    score = models.PositiveSmallIntegerField("mức giống (phần vạn)")
    reasons = ArrayField(models.CharField(max_length=16), verbose_name="giống ở chỗ")

    class Meta:
        verbose_name = "cặp gần trùng"
        constraints = [
            UniqueConstraint(name="a_scan_tells_of_a_pair_once", fields=["scan", "older", "newer"]),
            CheckConstraint(name="the_older_one_of_a_pair_comes_first", condition=Q(older__lt=F("newer"))),
            CheckConstraint(name="a_likeness_is_at_most_whole", condition=Q(score__lte=10_000)),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.score}"


class Unread(models.Model):
    """Hồ sơ chờ lấy dấu: its words are new. A trigger writes it, whatever changed them; who reads it, removes it."""

    id = models.BigAutoField(primary_key=True)
    initiative_id = models.BigIntegerField("hồ sơ")

    class Meta:
        verbose_name = "hồ sơ chờ lấy dấu"

    def __str__(self) -> str:
        return f"#{self.pk} {self.initiative_id}"

"""Dấu văn bản, dấu ảnh, quyết định được nêu: by which records like one another are found; what is too common to be a
sign; what scans have found; what officers said of it."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from sangkien.accounts.models import Person
from sangkien.files.models import StoredFile
from sangkien.initiatives.models import Initiative
from sangkien.organisations.models import Organisation
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
        # Sorted in at once: every look-up would read the list of what waits for that, to its end.
        indexes = [
            GinIndex(name="prints_by_title", fields=["title"], opclasses=["gin__int_ops"], fastupdate=False),
            GinIndex(name="prints_by_content", fields=["content"], opclasses=["gin__int_ops"], fastupdate=False),
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


class PhotoPrint(models.Model):
    """Dấu ảnh: by which pictures that show the same are found (see `photo_prints`). Derived from the file, which never
    changes; a picture that shows next to nothing has none."""

    file = models.OneToOneField(StoredFile, models.CASCADE, primary_key=True, related_name="+", verbose_name="tệp")
    bits = models.BigIntegerField("dấu")
    bands = ArrayField(models.IntegerField(), verbose_name="các phần của dấu")

    class Meta:
        verbose_name = "dấu ảnh"
        indexes = [GinIndex(name="photo_prints_by_band", fields=["bands"], opclasses=["gin__int_ops"])]

    def __str__(self) -> str:
        return f"#{self.pk}"


class CitedDecision(models.Model):
    """Quyết định được nêu: the decision by which a dossier was recognised, as `decisions.mark_of` writes its number,
    issuer and year however they were typed. Derived from the dossier."""

    initiative = models.OneToOneField(
        Initiative, models.CASCADE, primary_key=True, related_name="cited", verbose_name="hồ sơ"
    )
    mark = models.CharField("dấu của quyết định", max_length=300, db_index=True)

    class Meta:
        verbose_name = "quyết định được nêu"

    def __str__(self) -> str:
        return f"#{self.pk} {self.mark}"


class Unmarked(models.Model):
    """Hồ sơ chờ xem ảnh và quyết định: its pictures or its decision are new. A trigger writes it, whatever changed
    them; who has looked, removes it."""

    id = models.BigAutoField(primary_key=True)
    initiative_id = models.BigIntegerField("hồ sơ")

    class Meta:
        verbose_name = "hồ sơ chờ xem ảnh và quyết định"

    def __str__(self) -> str:
        return f"#{self.pk} {self.initiative_id}"


class DecisionListing(models.Model):
    """Số sáng kiến ghi trong quyết định: an officer has read the paper and says how many initiatives it lists. The last
    word counts; rows are only ever added (trigger `what_a_paper_lists_stays_said`)."""

    mark = models.CharField("dấu của quyết định", max_length=300, db_index=True)
    lists = models.PositiveSmallIntegerField("số sáng kiến")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="người đọc")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="nhân danh")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "số sáng kiến ghi trong quyết định"
        constraints = [
            CheckConstraint(name="a_decision_lists_one_to_a_thousand", condition=Q(lists__gte=1, lists__lte=1_000))
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.lists}"


class ToldApart(models.Model):
    """Hai hồ sơ không trùng: an officer held two dossiers that seem alike against each other; they are two.

    It stands for both as they were last sent (`one_version`, `other_version`): what is sent anew has to be looked at
    again. The database refuses it from somebody who entered or wrote one of them (trigger
    `nobody_tells_their_own_apart`), and any change afterwards.
    """

    one = models.ForeignKey(Initiative, models.PROTECT, related_name="+", verbose_name="hồ sơ")
    one_version = models.PositiveIntegerField("phiên bản")
    other = models.ForeignKey(Initiative, models.PROTECT, related_name="+", verbose_name="hồ sơ kia")
    other_version = models.PositiveIntegerField("phiên bản của hồ sơ kia")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="người xem")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="nhân danh")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "hai hồ sơ không trùng"
        constraints = [
            CheckConstraint(name="the_older_dossier_stands_first", condition=Q(one__lt=F("other"))),
            UniqueConstraint(
                name="two_dossiers_are_told_apart_once", fields=["one", "other", "one_version", "other_version"]
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.one_id} is not {self.other_id}"

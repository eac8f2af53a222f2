"""Chỗ trong hàng đợi, dấu hiệu, góc lọc đã lưu, đánh dấu đã xem."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from sangkien.accounts.models import Person
from sangkien.initiatives.models import Initiative
from sangkien.organisations.models import Organisation


class Kind(models.TextChoices):
    """What may be odd about a dossier, the gravest first."""

    ALIKE = "ALIKE", _("Nghi trùng")
    VALUE = "VALUE", _("Giá trị bất thường")
    AUTHORS = "AUTHORS", _("Tác giả chưa thống nhất")
    UNIT = "UNIT", _("Có thể sai đơn vị")
    HELPER = "HELPER", _("Cách nhập giúp")
    DECISION = "DECISION", _("Quyết định thiếu hoặc chưa khớp")
    LARGE = "LARGE", _("Giá trị lớn")
    LAST_MINUTE = "LAST_MINUTE", _("Gửi sát giờ khép lại")


# By how many hours a dossier moves forward in the queue, as if it had waited that much longer.
HOURS = {
    Kind.ALIKE: 72,
    Kind.VALUE: 72,
    Kind.AUTHORS: 72,
    Kind.UNIT: 48,
    Kind.HELPER: 48,
    Kind.DECISION: 24,
    Kind.LARGE: 24,
    Kind.LAST_MINUTE: 24,
}


class Place(models.Model):
    """Chỗ trong hàng đợi: one dossier that waits at a union's desk.

    The oldest and riskiest first: `ranked_at` is since when it waits, moved back by the `hours` of its flags, whose
    kinds are `marks`. The database keeps the row with the dossier (trigger `what_waits_has_a_place`), and rank, hours
    and marks with the flags. `looked_at` is empty until somebody has looked for flags since the dossier last changed.
    """

    initiative = models.OneToOneField(
        Initiative, models.CASCADE, primary_key=True, related_name="place", verbose_name="hồ sơ"
    )
    desk = models.ForeignKey(  # found by the indexes below
        Organisation, models.PROTECT, related_name="+", verbose_name="đang ở bàn", db_index=False
    )
    waiting_since = models.DateTimeField("chờ từ")
    hours = models.PositiveSmallIntegerField("lên trước (giờ)", default=0, db_default=0)
    ranked_at = models.DateTimeField("xếp như chờ từ")
    marks = ArrayField(
        models.CharField(max_length=12, choices=Kind), verbose_name="các dấu hiệu", default=list, db_default=[]
    )
    looked_at = models.DateTimeField("tìm dấu hiệu lúc", null=True)

    class Meta:
        verbose_name = "chỗ trong hàng đợi"
        indexes = [
            models.Index(fields=["desk", "ranked_at", "initiative"], name="places_of_a_desk"),
            models.Index(fields=["ranked_at", "initiative"], name="places_of_all_desks"),
            models.Index(fields=["looked_at"], name="places_to_look_at"),
            models.Index(fields=["desk", "ranked_at", "initiative"], name="places_flagged", condition=Q(hours__gt=0)),
            *(
                models.Index(
                    fields=["desk", "ranked_at", "initiative"],
                    name=f"places_{kind.lower()}",
                    condition=Q(marks__contains=[kind]),
                )
                for kind in Kind
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.ranked_at:%d/%m/%Y %H:%M}"


class Flag(models.Model):
    """Dấu hiệu: one thing about a waiting dossier that is worth a second look; it goes when the dossier is settled.

    `facts` is a list of {"code", …}: what was found, from which the sentence is made in the reader's language. `hours`
    is by how much it moves the dossier forward.
    """

    place = models.ForeignKey(Place, models.CASCADE, related_name="flags", verbose_name="hồ sơ chờ")
    kind = models.CharField("loại", max_length=12, choices=Kind)
    hours = models.PositiveSmallIntegerField("lên trước (giờ)")
    facts = models.JSONField("điều đã thấy", default=list)

    class Meta:
        verbose_name = "dấu hiệu"
        constraints = [
            UniqueConstraint(name="a_dossier_has_one_flag_of_a_kind", fields=["place", "kind"]),
            CheckConstraint(name="flag_kind_is_known", condition=Q(kind__in=Kind.values)),
            CheckConstraint(name="a_flag_says_why", condition=~Q(facts=[])),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.kind}"


class List(models.TextChoices):
    """What somebody may keep views of: the queue, the officers' search of all dossiers, what anybody reads."""

    QUEUE = "QUEUE", _("Hàng đợi")
    RECORDS = "RECORDS", _("Tìm hồ sơ")
    PUBLIC = "PUBLIC", _("Sáng kiến")


class SavedView(models.Model):
    """Góc lọc đã lưu, tìm kiếm đã lưu: how somebody likes to see a list, by a name. `query` is the end of an address.
    One of them may be what the queue begins with."""

    of = models.CharField("của danh sách", max_length=8, choices=List, default=List.QUEUE, db_default=List.QUEUE)
    person = models.ForeignKey(Person, models.CASCADE, related_name="views", verbose_name="của")
    name = models.CharField("tên", max_length=60)
    query = models.CharField("điều kiện", max_length=800)
    is_default = models.BooleanField("mở đầu tiên", default=False)

    class Meta:
        verbose_name = "góc lọc đã lưu"
        constraints = [
            UniqueConstraint(name="a_persons_views_have_names_of_their_own", fields=["person", "of", "name"]),
            UniqueConstraint(name="one_view_comes_first", fields=["person"], condition=Q(is_default=True)),
            CheckConstraint(name="only_the_queue_begins_with_a_view", condition=Q(is_default=False) | Q(of=List.QUEUE)),
            CheckConstraint(name="a_view_is_of_a_known_list", condition=Q(of__in=List.values)),
            CheckConstraint(name="a_view_has_a_name_and_narrows", condition=~Q(name="") & ~Q(query="")),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.name}"


class Tick(models.Model):
    """Đánh dấu đã xem: an officer has looked at one item of the checklist. Colleagues see it; nothing depends on it.

    `version` is that of the dossier then: what its authors change afterwards has to be looked at again.
    """

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="ticks", verbose_name="hồ sơ")
    item = models.CharField("điều cần xem", max_length=20)
    version = models.PositiveIntegerField("phiên bản")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="người xem")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "đánh dấu đã xem"
        constraints = [UniqueConstraint(name="an_item_is_ticked_once", fields=["initiative", "item"])]

    def __str__(self) -> str:
        return f"#{self.pk} {self.item}"

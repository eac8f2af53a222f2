"""Lô nhập từ tệp: a file on its way to becoming dossiers, its rows, and what a unit's headings mean."""

from uuid import uuid4

from django.db import models
from django.db.models import CheckConstraint, Deferrable, Q, UniqueConstraint, Value

from sangkien.accounts.models import Person
from sangkien.files.models import StoredFile
from sangkien.initiatives.models import Initiative
from sangkien.intake.states import BatchState, Pile
from sangkien.intake.understanding import Field
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Edition, Programme

TERMED = (Field.KIND, Field.FIELD, Field.RECOGNITION, Field.UNIT)  # columns whose wordings an officer may explain


class Batch(models.Model):
    """Lô nhập: one list that a `unit` enters for its people, from the file to the dossiers.

    `file` is the list as it came, the newest where it was sent again; `begins` how its sheets begin and `remarks` what
    is said of it as a file; `tables` is what was understood of it (see `reading.told_tables`), `layout` what the
    officer says of its tables (see `learning`), `answers` what the officer says of all its rows at once, by the names
    of the form's questions. Its dossiers are written by `edition`. `entering_by`, for the office `entering_for`,
    pressed the button: theirs is the word, and theirs the credit. `made`: data that a demonstration or a bench makes
    up.
    """

    key = models.UUIDField("địa chỉ", unique=True, default=uuid4, editable=False)
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="batches", verbose_name="đơn vị")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="batches", verbose_name="chương trình")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+", verbose_name="phiên bản chương trình")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="tệp")
    begins = models.JSONField("phần đầu của các trang tính", default=list, db_default=Value([], models.JSONField()))
    remarks = models.JSONField("lời nhắn về tệp", default=list, db_default=Value([], models.JSONField()))
    tables = models.JSONField("các bảng đã hiểu", default=list)
    layout = models.JSONField("cán bộ chỉ các bảng", default=dict, db_default=Value({}, models.JSONField()))
    answers = models.JSONField("điều chung cho mọi dòng", default=dict)

    state = models.CharField("trạng thái", max_length=10, choices=BatchState, default=BatchState.READ)
    brought_by = models.ForeignKey(Person, models.PROTECT, related_name="batches", verbose_name="người đưa tệp")
    brought_at = models.DateTimeField("đưa tệp lúc")
    checked_at = models.DateTimeField("kiểm tra lúc", null=True)
    entering_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="người bấm nhập")
    entering_for = models.ForeignKey(
        "accounts.Appointment", models.PROTECT, null=True, related_name="+", verbose_name="với phân công"
    )
    entering_at = models.DateTimeField("bấm nhập lúc", null=True)
    ended_at = models.DateTimeField("nhập xong, dừng hoặc hoàn tác lúc", null=True)
    made = models.BooleanField("dữ liệu dựng để trình diễn", default=False)

    class Meta:
        verbose_name = "lô nhập từ tệp"
        constraints = [
            CheckConstraint(name="batch_state_is_known", condition=Q(state__in=BatchState.values)),
            CheckConstraint(
                name="what_is_entered_somebody_had_entered",
                condition=Q(state__in=[BatchState.RECEIVED, BatchState.READ, BatchState.CHECKED])
                | Q(state=BatchState.CANCELLED)
                | Q(entering_by__isnull=False, entering_at__isnull=False),
            ),
            CheckConstraint(
                name="a_batch_that_has_ended_and_no_other_says_when",
                condition=Q(state__in=[BatchState.ENTERED, BatchState.CANCELLED, BatchState.UNDONE])
                ^ Q(ended_at__isnull=True),
            ),
        ]
        indexes = [models.Index(fields=["unit", "-id"], name="batches_of_a_unit")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.state}"


class Row(models.Model):
    """Dòng của lô: one initiative of the list, where it stands and what became of it.

    `told` is what was read of it (`reading.told_of`), `typed` what was put right in the page since, by the names of the
    form's questions. `identity` is the same for the same title, authors and union of a programme, wherever the row
    stands; `own_key` the hidden key that our own template gives a row. `troubles` say what is wrong in which cell,
    `likes` which dossiers or earlier rows it may double; `apart`: an officer says that it is another initiative.
    `draft_key` is the key under which it is sent, so that it is sent once. `number` 0: entered, and no longer in the
    file that came since.
    """

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="rows", verbose_name="lô")
    sheet = models.CharField("trang tính", max_length=255)
    number = models.PositiveIntegerField("dòng (như Excel hiện)")
    place = models.PositiveIntegerField("thứ tự")
    table = models.PositiveSmallIntegerField("bảng")
    title = models.TextField("tên sáng kiến", blank=True)
    title_read = models.TextField("tên như trong tệp", blank=True)
    told = models.JSONField("điều đã đọc", default=dict)
    typed = models.JSONField("điều sửa trong trang", default=dict)
    own_key = models.CharField("khóa của tệp mẫu", max_length=64, blank=True)
    identity = models.CharField("dấu nhận ra", max_length=64, blank=True)
    unit = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", db_index=False, verbose_name="công đoàn cơ sở"
    )

    pile = models.CharField("nhóm", max_length=10, choices=Pile, default=Pile.UNCHECKED)
    troubles = models.JSONField("chỗ cần sửa", default=list)
    likes = models.JSONField("nghi trùng với", default=list)
    apart = models.BooleanField("là sáng kiến khác", default=False)
    draft_key = models.UUIDField("khóa gửi", unique=True, default=uuid4, editable=False)
    dossier = models.ForeignKey(Initiative, models.PROTECT, null=True, related_name="rows", verbose_name="hồ sơ")

    class Meta:
        verbose_name = "dòng của lô nhập"
        constraints = [
            CheckConstraint(name="row_pile_is_known", condition=Q(pile__in=Pile.values)),
            UniqueConstraint(
                name="rows_of_a_batch_have_their_own_places",
                fields=["batch", "place"],
                deferrable=Deferrable.DEFERRED,  # rows may change places in one go
            ),
            CheckConstraint(
                name="what_became_a_dossier_names_it",
                condition=Q(pile__in=[Pile.ENTERED, Pile.UNDONE], dossier__isnull=False)
                | Q(~Q(pile__in=[Pile.ENTERED, Pile.UNDONE]), dossier__isnull=True),
            ),
            UniqueConstraint(name="the_same_row_is_entered_once", fields=["identity"], condition=Q(pile=Pile.ENTERED)),
        ]
        indexes = [models.Index(fields=["batch", "pile", "place"], name="rows_of_a_pile")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.sheet}:{self.number}"


class RememberedHeading(models.Model):
    """Tiêu đề đã nhớ: what the officers of a union said that a heading of their lists means; empty: nothing."""

    unit = models.ForeignKey(Organisation, models.CASCADE, related_name="headings", verbose_name="đơn vị")
    heading = models.CharField("tiêu đề (đã gập)", max_length=250)
    means = models.CharField("là", max_length=24, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="người chọn")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "tiêu đề đã nhớ"
        constraints = [
            UniqueConstraint(name="a_heading_means_one_thing_to_a_unit", fields=["unit", "heading"]),
            CheckConstraint(
                name="a_heading_means_something_known", condition=Q(means__in=[*(f.value for f in Field), ""])
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.heading}"


class RememberedLine(models.Model):
    """Dòng tiêu đề đã nhớ: what a row of a union's lists is, by what it says: a header of so many rows, or none (0)."""

    unit = models.ForeignKey(Organisation, models.CASCADE, related_name="+", verbose_name="đơn vị")
    line = models.CharField("dòng (đã gập)", max_length=250)
    rows = models.PositiveSmallIntegerField("là tiêu đề của mấy dòng")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="người chỉ")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "dòng tiêu đề đã nhớ"
        constraints = [
            UniqueConstraint(name="a_line_is_one_thing_to_a_unit", fields=["unit", "line"]),
            CheckConstraint(name="a_header_has_three_rows_at_most", condition=Q(rows__lte=3)),
            CheckConstraint(name="a_line_that_is_remembered_says_something", condition=~Q(line="")),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.line}"


class RememberedTerm(models.Model):
    """Cách ghi đã nhớ: which entry of a programme's list, or which union, the officers of a union mean by a wording."""

    unit = models.ForeignKey(Organisation, models.CASCADE, related_name="+", verbose_name="đơn vị")
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="+", verbose_name="chương trình")
    asked = models.CharField("ở cột", max_length=24)
    wording = models.CharField("cách ghi (đã gập)", max_length=250)
    code = models.CharField("là mục", max_length=64)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="người chọn")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "cách ghi đã nhớ"
        constraints = [
            UniqueConstraint(
                name="a_wording_means_one_thing_to_a_unit", fields=["unit", "programme", "asked", "wording"]
            ),
            CheckConstraint(name="a_wording_is_of_a_known_column", condition=Q(asked__in=[f.value for f in TERMED])),
            CheckConstraint(
                name="a_wording_that_is_remembered_means_something", condition=~Q(wording="") & ~Q(code="")
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.wording}"

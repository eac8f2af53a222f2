"""Tệp: one attached file, and the way it came here."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.utils.translation import gettext_lazy as _


class FileKind(models.TextChoices):
    """The kinds that are kept, by their media type."""

    PDF = "application/pdf", "PDF"
    JPEG = "image/jpeg", "JPEG"
    PNG = "image/png", "PNG"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel"
    XLS = "application/vnd.ms-excel", "Excel 97-2003"
    ODS = "application/vnd.oasis.opendocument.spreadsheet", "OpenDocument"
    CSV = "text/csv", "CSV"
    P7M = "application/pkcs7-mime", "P7M"
    MP3 = "audio/mpeg", "MP3"
    M4A = "audio/mp4", "M4A"
    OGG = "audio/ogg", "OGG"
    WEBM = "audio/webm", "WebM"
    AMR = "audio/amr", "AMR"
    WAV = "audio/wav", "WAV"


class StoredFile(models.Model):
    """One file, written to the store under its SHA-256 before the row that names it. A row never changes."""

    sha256 = models.CharField("SHA-256", max_length=64)
    kind = models.CharField("loại", max_length=80, choices=FileKind)
    size = models.PositiveIntegerField("cỡ (byte)")
    name = models.CharField("tên tệp", max_length=120)
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="người gửi"
    )
    kept_at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "tệp"
        constraints = [
            CheckConstraint(name="file_kind_is_known", condition=Q(kind__in=FileKind.values)),
            CheckConstraint(name="file_is_named_by_its_hash", condition=Q(sha256__regex=r"^[0-9a-f]{64}$")),
            CheckConstraint(name="file_is_not_empty", condition=Q(size__gt=0)),
        ]
        indexes = [models.Index(fields=["sha256"], name="file_by_content")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.name}"

    @property
    def is_sound(self) -> bool:
        """Is it to be listened to?"""
        return self.kind.startswith("audio/")


class Purpose(models.TextChoices):
    """What a file is sent for; it says which limits hold."""

    PHOTO = "PHOTO", _("ảnh trước và sau")
    PAPER = "PAPER", _("giấy tờ")
    VOICE = "VOICE", _("ghi âm")


class Upload(models.Model):
    """Lượt tải tệp: a file on its way from a phone, piece by piece, and when it is here, where it came from.

    The phone chooses `key` and sends it again with every piece: whatever was lost on the way, the two know where
    they stand. `draft_key` is the key of the draft that the file is for: whoever may write the draft may go on.
    `size` and `sha256` (may be empty) are what the phone says before it begins; `received` is how many bytes lie in
    the store, always from the beginning without a gap. `sender_mark` is a keyed hash of the person or the address,
    for the daily quota, and is emptied after a day.
    """

    key = models.UUIDField("khóa", primary_key=True)
    draft_key = models.UUIDField("khóa bản nháp", db_index=True)
    purpose = models.CharField("để làm gì", max_length=8, choices=Purpose)
    name = models.CharField("tên tệp", max_length=120)
    size = models.PositiveIntegerField("cỡ (byte)")
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    received = models.PositiveIntegerField("đã nhận (byte)", default=0)
    sender_mark = models.CharField("dấu người gửi", max_length=64, blank=True)
    started_at = models.DateTimeField("bắt đầu lúc")
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="uploads", verbose_name="tệp")

    class Meta:
        verbose_name = "lượt tải tệp"
        constraints = [
            CheckConstraint(name="upload_purpose_is_known", condition=Q(purpose__in=Purpose.values)),
            CheckConstraint(name="upload_is_not_empty", condition=Q(size__gt=0)),
            CheckConstraint(name="upload_receives_no_more_than_it_said", condition=Q(received__lte=F("size"))),
            CheckConstraint(name="upload_is_whole_before_it_is_a_file", condition=Q(file=None) | Q(received=F("size"))),
            CheckConstraint(name="upload_hash_is_sha256", condition=Q(sha256__regex=r"^([0-9a-f]{64})?$")),
        ]
        indexes = [
            models.Index(
                fields=["sender_mark", "started_at"], name="uploads_of_a_sender", condition=~Q(sender_mark="")
            ),
            models.Index(fields=["started_at"], name="uploads_on_their_way", condition=Q(file=None)),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.received}/{self.size}"

"""Giấy chứng nhận: names as their people spell them, what was issued in one go, certificates, how they end, keys."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy as _

from sangkien.accounts.models import Person
from sangkien.certificates.content import Content, Source, read
from sangkien.certificates.sealing import Key, Sealed
from sangkien.certificates.states import ENDED, State
from sangkien.organisations.models import Organisation

MOST_AT_ONCE = 2_000


class Means(models.TextChoices):
    """How it is known that a name is spelled as its person wants it."""

    SELF = "SELF", _("tự xác nhận")
    SLIP = "SLIP", _("ký trên phiếu, công đoàn ghi lại")


class SpelledName(models.Model):
    """Tên đã xác nhận: a person has said how the name is written on certificates of a subject; the last word counts,
    while the record still has the name (`recorded`) that was spelled. `note`: on which slip, where a union wrote it
    down. Rows are only ever added."""

    source = models.CharField("chứng nhận", max_length=12, choices=Source)
    subject = models.BigIntegerField("mục được chứng nhận")
    recorded = models.CharField("tên trong hồ sơ", max_length=255)
    name = models.CharField("tên đã xác nhận", max_length=255)
    means = models.CharField("bằng cách", max_length=4, choices=Means)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="của ai")
    note = models.CharField("ghi theo phiếu nào", max_length=200, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="người xác nhận")
    unit = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+", verbose_name="nhân danh")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "tên đã xác nhận"
        constraints = [
            CheckConstraint(name="a_spelled_name_is_of_a_known_source", condition=Q(source__in=Source.values)),
            CheckConstraint(name="how_a_name_was_confirmed_is_known", condition=Q(means__in=Means.values)),
            CheckConstraint(name="a_confirmed_name_is_a_name", condition=~Q(name="") & ~Q(recorded="")),
            CheckConstraint(
                name="only_who_bears_a_name_confirms_it_without_a_slip",
                condition=Q(means=Means.SELF, person__isnull=False, person=F("by"), note="", unit__isnull=True)
                | Q(~Q(note=""), means=Means.SLIP, unit__isnull=False),
            ),
            CheckConstraint(
                name="nobody_writes_down_their_own_slip",
                condition=Q(means=Means.SELF) | Q(person__isnull=True) | ~Q(person=F("by")),
            ),
        ]
        indexes = [models.Index(fields=["source", "subject", "-id"], name="spelled_names_of_a_subject")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.name}"


class Batch(models.Model):
    """Đợt cấp giấy chứng nhận: for which subjects, in whose name and by whose hand. Rows are only ever added."""

    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="đơn vị cấp")
    source = models.CharField("chứng nhận", max_length=12, choices=Source)
    subjects = ArrayField(models.BigIntegerField(), verbose_name="cấp cho")
    place = models.CharField("địa danh", max_length=60)
    day = models.DateField("ngày trên giấy")
    title = models.CharField("chức vụ người ký", max_length=120)
    signer = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="người ký")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="người cấp")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "đợt cấp giấy chứng nhận"
        constraints = [
            CheckConstraint(name="a_batch_is_of_a_known_source", condition=Q(source__in=Source.values)),
            CheckConstraint(
                name="a_batch_is_for_somebody_and_not_for_too_many",
                condition=Q(subjects__len__gte=1, subjects__len__lte=MOST_AT_ONCE),
            ),
            CheckConstraint(name="a_batch_says_where_and_by_which_office", condition=~Q(place="") & ~Q(title="")),
        ]
        indexes = [models.Index(fields=["unit", "-at"], name="batches_of_certificates")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.day}"


class SigningKey(models.Model):
    """Khóa ký: the public half of a key that certificates were signed with; published for good."""

    name = models.CharField("tên khóa", max_length=16, unique=True)
    public = models.CharField("khóa công khai", max_length=44)
    since = models.DateTimeField("dùng từ")

    class Meta:
        verbose_name = "khóa ký giấy chứng nhận"
        constraints = [
            CheckConstraint(name="a_signing_key_is_of_32_bytes", condition=Q(public__regex=r"^[A-Za-z0-9+/]{43}=$")),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.name}"

    @property
    def key(self) -> Key:
        """As what is sealed is checked with it."""
        return Key(self.name, self.public)


class Certificate(models.Model):
    """Giấy chứng nhận: what it says for good (`content`, canonical), signed.

    `number` is the next of its issuer's book of that year, without a gap (trigger); `serial` has six letters more, so
    that nobody finds a stranger's by counting. A row never changes but for its state.
    """

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="certificates", verbose_name="đợt cấp")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="đơn vị cấp")
    year = models.PositiveSmallIntegerField("năm")
    number = models.PositiveIntegerField("số")
    serial = models.CharField("số, ký hiệu", max_length=80, unique=True)
    source = models.CharField("chứng nhận", max_length=12, choices=Source)
    subject = models.BigIntegerField("mục được chứng nhận")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="certificates", verbose_name="của ai")
    name = models.CharField("tên trên giấy", max_length=255)
    content = models.TextField("nội dung")
    key = models.ForeignKey(SigningKey, models.PROTECT, related_name="+", verbose_name="khóa ký")
    signature = models.CharField("chữ ký số", max_length=86)
    state = models.CharField("tình trạng", max_length=8, choices=State, default=State.ISSUED)
    issued_on = models.DateField("cấp ngày")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="người cấp")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "giấy chứng nhận"
        constraints = [
            UniqueConstraint(name="a_certificate_number_is_given_once", fields=["unit", "year", "number"]),
            UniqueConstraint(
                name="a_subject_has_one_certificate_of_an_issuer_that_holds",
                fields=["unit", "source", "subject"],
                condition=Q(state=State.ISSUED),
            ),
            CheckConstraint(name="certificate_state_is_known", condition=Q(state__in=State.values)),
            CheckConstraint(name="a_certificate_is_of_a_known_source", condition=Q(source__in=Source.values)),
            CheckConstraint(name="a_certificate_number_is_of_its_year", condition=Q(year=ExtractYear("issued_on"))),
            CheckConstraint(
                name="nobody_issues_their_own_certificate",
                condition=Q(person__isnull=True) | ~Q(person=F("by")),
            ),
        ]
        indexes = [
            models.Index(fields=["source", "subject"], name="certificates_of_a_subject"),
            models.Index(fields=["unit", "-id"], name="certificates_of_a_unit"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.serial}"

    @property
    def says(self) -> Content:
        """What stands on it."""
        return read(self.content)

    @property
    def sealed(self) -> Sealed:
        """Its content with its signature. Reads its key."""
        return Sealed(self.key.key, self.content, self.signature)


class Ending(models.Model):
    """Thu hồi, cấp lại: a certificate no longer holds, and why; `decision` is the paper by which it was revoked,
    `replaced_by` the certificate in its place. Rows are only ever added."""

    certificate = models.OneToOneField(Certificate, models.PROTECT, related_name="ending", verbose_name="giấy")
    state = models.CharField("tình trạng", max_length=8, choices=[(one.value, one.label) for one in ENDED])
    reason = models.CharField("lý do", max_length=300)
    decision = models.CharField("theo quyết định", max_length=200, blank=True)
    replaced_by = models.OneToOneField(
        Certificate, models.PROTECT, null=True, related_name="replaces", verbose_name="giấy thay thế"
    )
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="người ghi")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "giấy chứng nhận hết hiệu lực"
        constraints = [
            CheckConstraint(name="a_certificate_ends_for_a_reason", condition=~Q(reason="")),
            CheckConstraint(
                name="a_certificate_is_revoked_by_a_decision_or_replaced_by_another",
                condition=Q(~Q(decision=""), state=State.REVOKED, replaced_by__isnull=True)
                | Q(state=State.REPLACED, decision="", replaced_by__isnull=False),
            ),
            CheckConstraint(name="no_certificate_replaces_itself", condition=~Q(replaced_by=F("certificate"))),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.state}"

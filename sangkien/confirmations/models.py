"""Xác nhận: what others say of a dossier by a link, without an account: its authors and the employer."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from sangkien.accounts.models import Person
from sangkien.confirmations.tokens import new_key, token_of
from sangkien.files.models import StoredFile
from sangkien.initiatives.content import WHOLE
from sangkien.initiatives.models import Event, Initiative
from sangkien.organisations.models import Organisation


class AskedUpTo(models.Model):
    """Mốc hỏi tác giả: up to which step of all dossiers' histories their authors have been asked. One row."""

    event = models.ForeignKey(Event, models.PROTECT, null=True, related_name="+", verbose_name="bước cuối đã xem")

    class Meta:
        verbose_name = "mốc hỏi tác giả"
        constraints = [CheckConstraint(name="there_is_one_mark_of_how_far_we_asked", condition=Q(pk=1))]

    def __str__(self) -> str:
        return f"#{self.pk} {self.event_id}"


class AuthorLink(models.Model):
    """Liên kết của tác giả: asks somebody who is named as an author whether that is right.

    `mark` is the author's phone number (E.164), or without one the folded name, as in `Initiative.parties`; `version`
    the dossier's when the link was made. A link made anew ends the one before it.
    """

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="author_links", verbose_name="hồ sơ")
    mark = models.CharField("dấu của tác giả", max_length=160)
    version = models.PositiveIntegerField("phiên bản hồ sơ lúc hỏi")
    key = models.CharField("khóa", max_length=11, unique=True, default=new_key, editable=False)
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="người tạo")
    made_at = models.DateTimeField("tạo lúc")
    expires_at = models.DateTimeField("hết hạn lúc")
    opened_at = models.DateTimeField("mở lần đầu lúc", null=True)
    ended_at = models.DateTimeField("thay bằng liên kết khác lúc", null=True)

    PURPOSE = "author"

    class Meta:
        verbose_name = "liên kết của tác giả"
        constraints = [
            CheckConstraint(name="an_author_link_names_an_author", condition=~Q(mark="")),
            CheckConstraint(name="an_author_link_lasts_a_while", condition=Q(expires_at__gt=F("made_at"))),
            UniqueConstraint(
                name="an_author_has_one_link_at_a_time",
                fields=["initiative", "mark"],
                condition=Q(ended_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def token(self) -> str:
        """What stands in the link."""
        return token_of(self.PURPOSE, self.key)


class Said(models.TextChoices):
    """What an author answers."""

    CONFIRMED = "CONFIRMED", _("Đúng, tôi có tham gia")
    SHARE_WRONG = "SHARE_WRONG", _("Tôi có tham gia, nhưng phần đóng góp ghi chưa đúng")
    DENIED = "DENIED", _("Không phải tôi")


class AuthorAnswer(models.Model):
    """Trả lời của tác giả: the last one counts. `share` is the share, in hundredths of a percent, that was shown."""

    link = models.ForeignKey(AuthorLink, models.PROTECT, related_name="answers", verbose_name="liên kết")
    said = models.CharField("trả lời", max_length=12, choices=Said)
    reason = models.TextField("lý do", blank=True)
    share = models.PositiveIntegerField("phần đóng góp đã xem (phần vạn)")
    at = models.DateTimeField("lúc")
    address_mark = models.CharField("dấu của địa chỉ mạng", max_length=64)

    class Meta:
        verbose_name = "trả lời của tác giả"
        constraints = [
            CheckConstraint(name="what_an_author_says_is_known", condition=Q(said__in=Said.values)),
            CheckConstraint(
                name="who_finds_the_share_wrong_says_why", condition=~Q(said=Said.SHARE_WRONG) | ~Q(reason="")
            ),
            CheckConstraint(name="a_share_that_was_shown_is_a_share", condition=Q(share__gt=0, share__lte=WHOLE)),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.said}"


class Language(models.TextChoices):
    """The languages in which employers are asked."""

    VI = "vi", "Tiếng Việt"
    EN = "en", "English"
    KO = "ko", "한국어"
    JA = "ja", "日本語"
    ZH = "zh-Hans", "简体中文"


class EmployerLink(models.Model):
    """Liên kết của doanh nghiệp: asks the employer to confirm application and recognition.

    `unit` is the union on whose behalf it was made; None: an author made it.
    """

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="employer_links", verbose_name="hồ sơ")
    key = models.CharField("khóa", max_length=11, unique=True, default=new_key, editable=False)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="người tạo")
    unit = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+", verbose_name="nhân danh")
    recipient = models.CharField("gửi cho ai (chức vụ, bộ phận)", max_length=120)
    email = models.CharField("thư điện tử", max_length=120, blank=True)
    phone = models.CharField("số điện thoại (E.164)", max_length=16, blank=True)
    language = models.CharField("ngôn ngữ", max_length=8, choices=Language)
    made_at = models.DateTimeField("tạo lúc")
    expires_at = models.DateTimeField("hết hạn lúc")
    revoked_at = models.DateTimeField("thu hồi lúc", null=True)
    revoked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="người thu hồi")

    PURPOSE = "employer"

    class Meta:
        verbose_name = "liên kết của doanh nghiệp"
        constraints = [
            CheckConstraint(name="an_employer_link_says_for_whom_it_is", condition=~Q(recipient="")),
            CheckConstraint(name="language_of_a_link_is_known", condition=Q(language__in=Language.values)),
            CheckConstraint(name="an_employer_link_lasts_a_while", condition=Q(expires_at__gt=F("made_at"))),
            CheckConstraint(
                name="a_revoked_link_says_by_whom",
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def token(self) -> str:
        """What stands in the link."""
        return token_of(self.PURPOSE, self.key)


class WaitingPaper(models.Model):
    """Tệp chờ: it came with an employer's answer that was not complete yet, and goes with the next one; then `file` is
    empty. `times`: so many files have waited here."""

    link = models.OneToOneField(EmployerLink, models.PROTECT, related_name="waiting", verbose_name="liên kết")
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name="tệp")
    times = models.PositiveSmallIntegerField("số lần", default=0)

    class Meta:
        verbose_name = "tệp chờ câu trả lời"

    def __str__(self) -> str:
        return f"#{self.pk}"


class EmployerOpening(models.Model):
    """Lượt mở liên kết: somebody opened an employer's link; of one address at most once an hour."""

    link = models.ForeignKey(EmployerLink, models.PROTECT, related_name="openings", verbose_name="liên kết")
    at = models.DateTimeField("lúc")
    address_mark = models.CharField("dấu của địa chỉ mạng", max_length=64)

    class Meta:
        verbose_name = "lượt mở liên kết"

    def __str__(self) -> str:
        return f"#{self.pk}"


class Applied(models.TextChoices):
    """Has the improvement been put to use?"""

    YES = "YES", _("Đã áp dụng")
    PARTLY = "PARTLY", _("Áp dụng một phần hoặc đang thử")
    NO = "NO", _("Chưa áp dụng")


class Recognised(models.TextChoices):
    """Has the workplace recognised it?"""

    YES = "YES", _("Đã công nhận")
    PREPARING = "PREPARING", _("Đang làm thủ tục công nhận")
    NO = "NO", _("Chưa công nhận")


class ValueSaid(models.TextChoices):
    """Is the declared value of a year right?"""

    RIGHT = "RIGHT", _("Xác nhận đúng giá trị này")
    OTHER = "OTHER", _("Theo doanh nghiệp là một giá trị khác")
    UNSURE = "UNSURE", _("Chưa xác định được")


class Disclosure(models.TextChoices):
    """How far the employer lets it be known, the loosest first."""

    PUBLIC = "PUBLIC", _("Được công khai")
    UNION = "UNION", _("Chỉ trong hệ thống công đoàn")
    RESTRICTED = "RESTRICTED", _("Hạn chế, chỉ người xét hồ sơ được xem cách làm")


class EmployerAnswer(models.Model):
    """Trả lời của doanh nghiệp: what the employer says about the dossier of that `version`; the last one counts.

    `value_asked` is the value of a year that was shown, `value_vnd` the one that the employer stands for: the same, or
    another; None where they cannot say."""

    link = models.ForeignKey(EmployerLink, models.PROTECT, related_name="answers", verbose_name="liên kết")
    version = models.PositiveIntegerField("phiên bản hồ sơ đã xem")
    applied = models.CharField("áp dụng", max_length=8, choices=Applied)
    recognised = models.CharField("công nhận", max_length=12, choices=Recognised)
    number = models.CharField("số quyết định", max_length=60, blank=True)
    recognised_on = models.DateField("ngày quyết định", null=True)
    issuer = models.CharField("nơi ban hành", max_length=200, blank=True)
    value_asked = models.BigIntegerField("giá trị làm lợi đã hỏi (đồng)", null=True)
    value_vnd = models.BigIntegerField("giá trị làm lợi theo doanh nghiệp (đồng)", null=True)
    disclosure = models.CharField("mức công khai", max_length=12, choices=Disclosure)
    name = models.CharField("người trả lời", max_length=120)
    position = models.CharField("chức vụ", max_length=120)
    note = models.TextField("ý kiến thêm", blank=True)
    paper = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name="giấy tờ kèm theo")
    language = models.CharField("ngôn ngữ", max_length=8, choices=Language)
    at = models.DateTimeField("lúc")
    address_mark = models.CharField("dấu của địa chỉ mạng", max_length=64)

    class Meta:
        verbose_name = "trả lời của doanh nghiệp"
        constraints = [
            CheckConstraint(name="what_an_employer_says_of_use_is_known", condition=Q(applied__in=Applied.values)),
            CheckConstraint(
                name="what_an_employer_says_of_recognition_is_known", condition=Q(recognised__in=Recognised.values)
            ),
            CheckConstraint(name="disclosure_is_known", condition=Q(disclosure__in=Disclosure.values)),
            CheckConstraint(name="language_of_an_answer_is_known", condition=Q(language__in=Language.values)),
            CheckConstraint(
                name="an_employer_stands_for_an_amount_that_was_asked_about",
                condition=Q(value_vnd=None) | Q(value_asked__isnull=False, value_vnd__gte=0, value_vnd__lte=10**15),
            ),
            CheckConstraint(name="an_employer_answer_is_signed", condition=~Q(name="") & ~Q(position="")),
            CheckConstraint(
                name="only_a_recognition_has_a_number_day_and_issuer",
                condition=Q(recognised=Recognised.YES) | Q(number="", recognised_on__isnull=True, issuer=""),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.applied}"


class Withheld(models.Model):
    """Giữ kín theo doanh nghiệp: the employer wants the dossier known less widely than its author; no public page shows
    it (`initiatives.models.IS_PUBLIC`). Follows from the answers; `answer` is the one that decided."""

    initiative = models.OneToOneField(Initiative, models.PROTECT, related_name="withheld", verbose_name="hồ sơ")
    answer = models.ForeignKey(EmployerAnswer, models.PROTECT, related_name="+", verbose_name="trả lời")
    level = models.CharField("mức công khai", max_length=12, choices=Disclosure)

    class Meta:
        verbose_name = "giữ kín theo doanh nghiệp"
        constraints = [
            CheckConstraint(
                name="what_is_withheld_is_not_public", condition=Q(level__in=[Disclosure.UNION, Disclosure.RESTRICTED])
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.level}"

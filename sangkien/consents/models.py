"""Đồng ý: to what an author of a dossier agrees, each purpose on its own (law 91/2025/QH15)."""

from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _

from sangkien.accounts.models import Person
from sangkien.files.models import StoredFile
from sangkien.initiatives.models import Initiative


class Purpose(models.TextChoices):
    """To what an author agrees; the words stand in `purposes.yaml`."""

    ENTERED_FOR_ME = "ENTERED_FOR_ME", _("Công đoàn nhập và gửi hồ sơ giúp tôi")
    PUBLISH_NAME = "PUBLISH_NAME", _("Đăng tên tôi cùng sáng kiến")
    PHOTO = "PHOTO", _("Đăng ảnh có tôi")
    STORY = "STORY", _("Kể câu chuyện của tôi")
    SHARE_CARD = "SHARE_CARD", _("Ảnh chia sẻ lên mạng xã hội")
    CERTIFICATE = "CERTIFICATE", _("Ảnh giấy chứng nhận của tôi")


class Means(models.TextChoices):
    """How it can be proven that the author said so. Nobody agrees for another by word alone: an officer's word only
    takes a consent back."""

    LINK = "LINK", _("trả lời qua liên kết")
    SLIP = "SLIP", _("ký trên phiếu")
    CODE = "CODE", _("mã gửi đến điện thoại")
    PAGE = "PAGE", _("trên trang của mình")
    FORM = "FORM", _("khi gửi hồ sơ")
    WORD = "WORD", _("nói với công đoàn")


class ConsentQuerySet(models.QuerySet["Consent"]):
    """The words in which rooms speak of consents."""

    def holding(self) -> "ConsentQuerySet":
        """Those that were given and not taken back."""
        return self.filter(withdraws=None, withdrawal=None)

    def to(self, purpose: Purpose) -> "ConsentQuerySet":
        """Those to one purpose."""
        return self.filter(purpose=purpose)


class Consent(models.Model):
    """Sự đồng ý: an author of a dossier agrees to one purpose, or takes back what `withdraws` names.

    `mark` is the author's phone number (E.164), or without one the folded name, as in `Initiative.parties`.
    `text_version` says which words were agreed to; `by` is who recorded it (None: the author, by the link). Rows are
    only ever added (trigger); an author agrees to a purpose once until they take it back (trigger).
    """

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="consents", verbose_name="hồ sơ")
    mark = models.CharField("dấu của tác giả", max_length=160)
    purpose = models.CharField("mục đích", max_length=16, choices=Purpose)
    means = models.CharField("bằng cách", max_length=8, choices=Means)
    text_version = models.CharField("phiên bản lời đồng ý", max_length=12)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="người ghi")
    at = models.DateTimeField("lúc")
    slip = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name="ảnh phiếu đã ký")
    withdraws = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="withdrawal", verbose_name="rút lại sự đồng ý"
    )

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = "sự đồng ý"
        constraints = [
            CheckConstraint(name="purpose_of_a_consent_is_known", condition=Q(purpose__in=Purpose.values)),
            CheckConstraint(name="means_of_a_consent_is_known", condition=Q(means__in=Means.values)),
            CheckConstraint(
                name="a_consent_names_an_author_and_its_words", condition=~Q(mark="") & ~Q(text_version="")
            ),
            CheckConstraint(
                name="only_a_signed_slip_has_its_photo",
                condition=Q(means=Means.SLIP, withdraws__isnull=True) ^ Q(slip__isnull=True),
            ),
            CheckConstraint(
                name="only_an_author_with_the_link_agrees_alone", condition=Q(means=Means.LINK) ^ Q(by__isnull=False)
            ),
            CheckConstraint(
                name="nobody_agrees_for_another_by_word_alone",
                condition=~Q(means=Means.WORD) | Q(withdraws__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["initiative", "purpose"], name="consents_of_a_dossier")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.purpose}"

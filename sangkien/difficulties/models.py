"""Khó khăn, vướng mắc: what was asked, where it lies, and everything that was done about it, each as a row."""

import secrets

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from sangkien.accounts.models import Person
from sangkien.difficulties.states import OPEN, State
from sangkien.files.models import StoredFile
from sangkien.guidance.models import Article
from sangkien.guidance.topics import kinds
from sangkien.initiatives.models import Initiative
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Programme

_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"  # no vowels: no words come about


def new_code() -> str:
    """KK- and six letters, which say nothing about how many there are."""
    return "KK-" + "".join(secrets.choice(_LETTERS) for _place in range(6))


class Sign(models.TextChoices):
    """Why somebody should look at once. A reason to look, never a verdict."""

    DANGER = "DANGER", _("Có lời lẽ nguy hiểm, xem ngay")
    ABUSE = "ABUSE", _("Có lời xúc phạm")
    LINKS = "LINKS", _("Có liên kết lạ")
    REPEATED = "REPEATED", _("Cùng một lời từ nhiều nơi")


class Difficulty(models.Model):
    """Khó khăn, vướng mắc: somebody says what is in their way. What was asked never changes (trigger).

    `key` is made by the form or the phone: sent twice it is one. `unit` is the union of who asks and `chain` the keys
    of the unions above it that day, itself first. Somebody with an account is `asked_by`; others leave name and phone
    (E.164). `parties` are the marks of who asks: nobody answers themselves. `foreign`: it comes from a foreign-invested
    enterprise or is about one. `step` is the step of the form where it arose. `desk` is the union that has it, since
    `waiting_since`, to answer by `due_on`; after the answer, until which day the asker is waited for. `address_mark`, a
    keyed hash, is emptied after a day. `version` rises with every change.
    """

    code = models.CharField("mã", max_length=16, unique=True, default=new_code)
    key = models.UUIDField("khóa gửi", unique=True)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", verbose_name="chương trình")
    kind = models.CharField("loại vướng mắc", max_length=20)
    text = models.TextField("nội dung")
    folded = models.TextField("chữ để tìm")
    foreign = models.BooleanField("doanh nghiệp FDI")
    signs = ArrayField(models.CharField(max_length=8, choices=Sign), verbose_name="dấu hiệu", default=list)

    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="difficulties", verbose_name="đơn vị")
    chain = ArrayField(models.BigIntegerField(), verbose_name="hệ thống công đoàn lúc hỏi")
    step = models.CharField("bước của bài", max_length=20, blank=True)
    dossier = models.ForeignKey(Initiative, models.PROTECT, null=True, related_name="+", verbose_name="hồ sơ")

    asked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="người hỏi")
    full_name = models.CharField("họ và tên", max_length=120)
    phone = models.CharField("số điện thoại (E.164)", max_length=16, blank=True)
    parties = ArrayField(models.CharField(max_length=160), verbose_name="dấu của người hỏi")
    address_mark = models.CharField("dấu của địa chỉ mạng", max_length=64, blank=True)
    asked_at = models.DateTimeField("hỏi lúc")

    state = models.CharField("trạng thái", max_length=12, choices=State, default=State.RECEIVED)
    desk = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False, verbose_name="nơi giữ")
    waiting_since = models.DateTimeField("chờ từ")
    due_on = models.DateField("hạn trả lời", null=True)
    version = models.PositiveIntegerField("phiên bản", default=1)

    class Meta:
        verbose_name = "khó khăn, vướng mắc"
        constraints = [
            CheckConstraint(name="difficulty_state_is_known", condition=Q(state__in=State.values)),
            CheckConstraint(name="a_difficulty_says_something", condition=~Q(text="")),
            CheckConstraint(name="somebody_asks", condition=~Q(full_name="") & ~Q(parties=[])),
            CheckConstraint(
                name="an_asker_without_an_account_leaves_a_phone", condition=Q(asked_by__isnull=False) | ~Q(phone="")
            ),
            CheckConstraint(
                name="what_lies_on_a_desk_has_a_last_day",
                condition=~Q(state__in=OPEN) | Q(due_on__isnull=False),
            ),
            CheckConstraint(name="the_unit_stands_first_in_its_chain", condition=Q(chain__0=F("unit"))),
        ]
        indexes = [
            models.Index(fields=["desk", "due_on"], name="difficulties_of_a_desk", condition=Q(state__in=OPEN)),
            models.Index(fields=["due_on"], name="difficulties_by_last_day", condition=Q(due_on__isnull=False)),
            models.Index(fields=["phone", "asked_at"], name="difficulties_of_a_phone"),
            models.Index(fields=["asked_by", "asked_at"], name="difficulties_of_a_person"),
            models.Index(
                fields=["address_mark", "asked_at"], name="difficulties_of_an_address", condition=~Q(address_mark="")
            ),
            models.Index(fields=["programme", "asked_at"], name="difficulties_of_a_programme"),
            GinIndex(fields=["chain"], name="difficulties_of_a_union"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.code}"

    @property
    def kind_label(self) -> str:
        """In the reader's language; a kind that is offered no more keeps its code."""
        known = kinds().get(self.kind)
        return known.label if known else self.kind


class Attachment(models.Model):
    """Tệp kèm theo vướng mắc: a photo, or words that were spoken. Rows are only ever added (trigger)."""

    difficulty = models.ForeignKey(Difficulty, models.PROTECT, related_name="attachments", verbose_name="vướng mắc")
    position = models.PositiveSmallIntegerField("thứ tự")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="tệp")

    class Meta:
        verbose_name = "tệp kèm theo vướng mắc"
        constraints = [
            UniqueConstraint(name="attachments_have_their_own_places", fields=["difficulty", "position"]),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.difficulty_id}"


class Turn(models.Model):
    """What every step at a desk keeps: the `desk` that had it `since` a moment, and the last day for it."""

    desk = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="nơi giữ")
    since = models.DateTimeField("giữ từ lúc")
    due_on = models.DateField("hạn trả lời", null=True)
    at = models.DateTimeField("lúc")

    class Meta:
        abstract = True


class Handover(Turn):
    """Chuyển cấp: from the `desk` to the union above, or back to one below. `by` None: the clock did, since the last
    day was over. Rows are only ever added (trigger)."""

    difficulty = models.ForeignKey(Difficulty, models.PROTECT, related_name="handovers", verbose_name="vướng mắc")
    to = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="chuyển đến")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="người chuyển")
    reason = models.TextField("lý do", blank=True)

    class Meta:
        verbose_name = "chuyển cấp"
        constraints = [
            CheckConstraint(name="a_handover_goes_to_another_union", condition=~Q(desk=F("to"))),
            CheckConstraint(
                name="whoever_hands_over_says_why",
                condition=Q(by__isnull=True, reason="") | Q(by__isnull=False) & ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.difficulty_id}"


class ReplyKind(models.TextChoices):
    """What somebody says about a difficulty."""

    ANSWER = "ANSWER", _("Trả lời")
    QUESTION = "QUESTION", _("Hỏi thêm")
    MORE = "MORE", _("Người hỏi nói thêm")
    NOTE = "NOTE", _("Ghi chú nội bộ")
    ASIDE = "ASIDE", _("Không xử lý")
    TAKEN_UP = "TAKEN_UP", _("Xem lại")


class Reply(Turn):
    """Lời về một vướng mắc: `by` an officer on behalf of the `desk`, or whoever asked (kind MORE, `by` None where they
    have no account). `copied`: the answer of the leading one, given to all grouped under it. Rows are only ever added;
    nobody answers themselves (triggers)."""

    difficulty = models.ForeignKey(Difficulty, models.PROTECT, related_name="replies", verbose_name="vướng mắc")
    kind = models.CharField("loại", max_length=8, choices=ReplyKind)
    text = models.TextField("lời")
    article = models.ForeignKey(Article, models.PROTECT, null=True, related_name="+", verbose_name="bài hướng dẫn")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="người viết")
    copied = models.ForeignKey("self", models.PROTECT, null=True, related_name="copies", verbose_name="theo trả lời")

    class Meta:
        verbose_name = "lời về vướng mắc"
        constraints = [
            CheckConstraint(name="reply_kind_is_known", condition=Q(kind__in=ReplyKind.values)),
            CheckConstraint(name="a_reply_says_something", condition=~Q(text="")),
            CheckConstraint(
                name="only_who_asks_replies_without_an_account",
                condition=Q(by__isnull=False) | Q(kind=ReplyKind.MORE),
            ),
            CheckConstraint(
                name="only_an_answer_leads_to_an_article", condition=Q(article__isnull=True) | Q(kind=ReplyKind.ANSWER)
            ),
        ]
        indexes = [models.Index(fields=["difficulty", "id"], name="replies_in_their_order")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.difficulty_id} {self.kind}"


class Verdict(models.Model):
    """Ý kiến của người hỏi: whether an answer helped, once for each answer; where it did not, what is still in the way.
    Rows are only ever added (trigger)."""

    reply = models.OneToOneField(Reply, models.PROTECT, related_name="verdict", verbose_name="trả lời")
    helped = models.BooleanField("giải quyết được")
    text = models.TextField("lời", blank=True)
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "ý kiến của người hỏi"
        constraints = [
            CheckConstraint(name="what_did_not_help_is_told_why", condition=Q(helped=True) | ~Q(text="")),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.reply_id} {self.helped}"


class Grouping(models.Model):
    """Gộp vướng mắc: an officer says that one is about the same thing as a leading one; `leading` None: that it is not,
    after all. The last row counts. Rows are only ever added (trigger)."""

    difficulty = models.ForeignKey(Difficulty, models.PROTECT, related_name="groupings", verbose_name="vướng mắc")
    leading = models.ForeignKey(Difficulty, models.PROTECT, null=True, related_name="led", verbose_name="gộp vào")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="người gộp")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "gộp vướng mắc"
        constraints = [CheckConstraint(name="nothing_is_grouped_under_itself", condition=~Q(leading=F("difficulty")))]

    def __str__(self) -> str:
        return f"#{self.pk} {self.difficulty_id}"


class Lesson(models.Model):
    """Bài rút ra: an answer became an article of guidance, once. Rows are only ever added (trigger)."""

    reply = models.OneToOneField(Reply, models.PROTECT, related_name="lesson", verbose_name="trả lời")
    article = models.OneToOneField(Article, models.PROTECT, related_name="lesson", verbose_name="bài hướng dẫn")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="người đăng")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "bài rút ra từ trả lời"

    def __str__(self) -> str:
        return f"#{self.pk} {self.article_id}"

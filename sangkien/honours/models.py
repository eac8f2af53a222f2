"""Khen thưởng: terms, rounds with quotas, nominations, and everything that is decided about them, each as a row."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from sangkien.accounts.models import Person
from sangkien.files.models import StoredFile
from sangkien.honours.forms import Form, forms
from sangkien.honours.states import GIVEN_UP, State
from sangkien.initiatives.models import Initiative
from sangkien.organisations.dated import DatedQuerySet
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Programme
from sangkien.sittings.models import Outcome


class Terms(models.Model):
    """Điều kiện của hình thức: what a union asks for before a form of commendation is given, from a day up to but not
    including another, by which regulation.

    `lines` are lists of alternatives (`conditions.Condition` as JSON): of every line one is to be met. A form without
    terms on a day is not in force there: nobody invents a threshold. Words and lines never change; new ones end the old
    (trigger)."""

    form = models.CharField("hình thức", max_length=40)
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="nơi quy định")
    regulation = models.CharField("quy định", max_length=300)
    lines = models.JSONField("điều kiện", default=list)
    valid = DateRangeField("hiệu lực")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="người ghi")
    at = models.DateTimeField("ghi lúc")

    objects = DatedQuerySet["Terms"].as_manager()

    class Meta:
        verbose_name = "điều kiện của hình thức khen thưởng"
        constraints = [
            CheckConstraint(name="terms_last_at_least_a_day", condition=Q(valid__isempty=False)),
            CheckConstraint(name="terms_begin_on_a_day", condition=Q(valid__lower_inf=False)),
            CheckConstraint(name="terms_name_their_regulation", condition=~Q(regulation="")),
            ExclusionConstraint(
                name="a_form_has_one_set_of_terms_of_a_union_on_any_day",
                expressions=[
                    ("unit", RangeOperators.EQUAL),
                    ("form", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.form} {self.valid}"


class Round(models.Model):
    """Đợt xét khen thưởng: a union considers what was done in a programme from `first_day` to `last_day`; unions below
    nominate from `opens_on` to `closes_on`, all days included."""

    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="đơn vị xét")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", verbose_name="chương trình")
    title = models.CharField("tên đợt", max_length=160)
    first_day = models.DateField("thành tích từ ngày")
    last_day = models.DateField("thành tích đến ngày")
    opens_on = models.DateField("nhận đề nghị từ ngày")
    closes_on = models.DateField("nhận đề nghị đến ngày")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="người mở")
    at = models.DateTimeField("mở lúc")

    class Meta:
        verbose_name = "đợt xét khen thưởng"
        constraints = [
            CheckConstraint(name="a_round_has_a_title", condition=~Q(title="")),
            CheckConstraint(name="a_round_looks_at_days_in_their_order", condition=Q(first_day__lte=F("last_day"))),
            CheckConstraint(name="a_round_takes_nominations_for_a_day", condition=Q(opens_on__lte=F("closes_on"))),
            UniqueConstraint(name="rounds_of_a_union_have_titles_of_their_own", fields=["unit", "title"]),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.title}"


class Quota(models.Model):
    """Chỉ tiêu khen: of one form at most so many are given in a round, by the terms that held when it was opened."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="quotas", verbose_name="đợt xét")
    form_code = models.CharField("hình thức", max_length=40)
    terms = models.ForeignKey(Terms, models.PROTECT, related_name="+", verbose_name="điều kiện")
    most = models.PositiveIntegerField("nhiều nhất")

    class Meta:
        verbose_name = "chỉ tiêu khen"
        constraints = [
            UniqueConstraint(name="a_round_has_one_quota_of_a_form", fields=["round", "form_code"]),
            CheckConstraint(name="a_quota_is_of_one_at_least", condition=Q(most__gte=1)),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.form_code} {self.most}"

    @property
    def form(self) -> Form:
        """What is given."""
        return forms()[self.form_code]


class NominationQuerySet(models.QuerySet["Nomination"]):
    """The words in which pages speak of nominations."""

    def honours(self) -> "NominationQuerySet":
        """Those that are honours today: awarded, and not revoked."""
        return self.filter(state=State.AWARDED)

    def of_the_same(self, unit: int, identity: str) -> "NominationQuerySet":
        """Those of a person wherever they work (by `identity`), or of a collective (empty `identity`)."""
        return self.filter(identity=identity) if identity else self.filter(identity="", unit=unit)

    def for_list(self) -> "NominationQuerySet":
        """Everything a row of a list shows."""
        return self.select_related("quota__round__unit", "quota__terms", "unit", "proposer", "award")


class Nomination(models.Model):
    """Đề nghị khen thưởng: a person or a collective is proposed for a form in a round.

    `unit` is the collective, or the union of the person; `identity` is how a person is known again
    (`initiatives.Author.identity`), empty for a collective. `parties`: phone numbers, or where there is none names, of
    who has an interest: the person, or the officers of the collective. `reasons`: what the rules said that day, each
    met or not (`conditions.Reason` as JSON); `beside`: why it is proposed though something was not met. `proposer` is
    the union that proposes. What is proposed never changes (trigger); nobody proposes themselves (trigger)."""

    quota = models.ForeignKey(Quota, models.PROTECT, related_name="nominations", verbose_name="chỉ tiêu")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="đơn vị được đề nghị")
    identity = models.CharField("dấu nhận ra một người", max_length=200, blank=True)
    full_name = models.CharField("họ và tên", max_length=120, blank=True)
    parties = ArrayField(models.CharField(max_length=160), verbose_name="người có lợi ích", default=list, blank=True)
    proposer = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="đơn vị đề nghị")
    achievement = models.TextField("thành tích")
    reasons = models.JSONField("lý do", default=list)
    beside = models.TextField("lý do đề nghị ngoài số liệu", blank=True)
    state = models.CharField("tình trạng", max_length=10, choices=State, default=State.SENT)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="người đề nghị")
    at = models.DateTimeField("đề nghị lúc")

    objects = NominationQuerySet.as_manager()

    class Meta:
        verbose_name = "đề nghị khen thưởng"
        constraints = [
            CheckConstraint(name="nomination_state_is_known", condition=Q(state__in=State.values)),
            CheckConstraint(name="a_nominated_person_has_a_name", condition=Q(identity="") ^ ~Q(full_name="")),
            CheckConstraint(name="a_nomination_tells_of_an_achievement", condition=~Q(achievement="")),
            UniqueConstraint(
                name="nobody_is_proposed_twice_for_a_form_in_a_round",
                fields=["quota", "unit", "identity"],
                condition=~Q(state__in=GIVEN_UP),
            ),
        ]
        indexes = [
            models.Index(fields=["identity"], name="honours_of_a_person", condition=~Q(identity="")),
            models.Index(fields=["unit", "identity"], name="honours_of_a_unit"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.full_name or self.unit_id} {self.state}"

    @property
    def is_of_a_person(self) -> bool:
        """Or of a collective?"""
        return bool(self.identity)


class Exhibit(models.Model):
    """Minh chứng: an initiative or a file that stands behind a nomination. Rows are only ever added."""

    nomination = models.ForeignKey(Nomination, models.PROTECT, related_name="exhibits", verbose_name="đề nghị")
    initiative = models.ForeignKey(Initiative, models.PROTECT, null=True, related_name="+", verbose_name="sáng kiến")
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name="tệp")

    class Meta:
        verbose_name = "minh chứng"
        constraints = [
            CheckConstraint(
                name="an_exhibit_is_an_initiative_or_a_file",
                condition=Q(initiative__isnull=True) ^ Q(file__isnull=True),
            ),
            UniqueConstraint(name="an_initiative_stands_once_behind_a_nomination", fields=["nomination", "initiative"]),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.nomination_id}"


class Conclusion(models.Model):
    """Kết luận: the union that considers has passed the nomination or not, by the vote of its council (`outcome`) where
    it has one; the last one counts. Nobody concludes on what they have an interest in (trigger). Rows are only ever
    added."""

    nomination = models.ForeignKey(Nomination, models.PROTECT, related_name="conclusions", verbose_name="đề nghị")
    passed = models.BooleanField("thông qua")
    reason = models.TextField("lý do", blank=True)
    outcome = models.OneToOneField(Outcome, models.PROTECT, null=True, related_name="+", verbose_name="biểu quyết")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="người kết luận")
    at = models.DateTimeField("kết luận lúc")

    class Meta:
        verbose_name = "kết luận đề nghị khen thưởng"
        constraints = [
            CheckConstraint(
                name="who_refuses_a_nomination_says_why",
                condition=Q(passed=True) | ~Q(reason="") | Q(outcome__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.nomination_id} {self.passed}"


class Award(models.Model):
    """Khen thưởng theo quyết định: one nomination was honoured by a decision. Rows are only ever added; whether it
    still stands, `Nomination.state` says: of a form never more in a round than its quota (trigger)."""

    nomination = models.OneToOneField(Nomination, models.PROTECT, related_name="award", verbose_name="đề nghị")
    number = models.CharField("số quyết định", max_length=60)
    signed_on = models.DateField("ngày quyết định")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="người ghi")
    at = models.DateTimeField("ghi lúc")

    class Meta:
        verbose_name = "quyết định khen thưởng"
        constraints = [CheckConstraint(name="an_award_names_its_decision", condition=~Q(number=""))]
        indexes = [models.Index(fields=["-signed_on", "-id"], name="newest_awards")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.number}"


class Revocation(models.Model):
    """Thu hồi khen thưởng: an award was taken back by a decision, for a reason (Law 06/2022/QH15, chapter VII: fraud in
    declaring achievements, a false dossier, an unlawful appraisal). Rows are only ever added."""

    award = models.ForeignKey(Award, models.PROTECT, related_name="revocations", verbose_name="khen thưởng")
    reason = models.TextField("lý do")
    number = models.CharField("số quyết định", max_length=60)
    signed_on = models.DateField("ngày quyết định")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="người ghi")
    at = models.DateTimeField("ghi lúc")

    class Meta:
        verbose_name = "thu hồi khen thưởng"
        constraints = [
            CheckConstraint(
                name="a_revocation_names_its_reason_and_decision", condition=~(Q(reason="") | Q(number=""))
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.award_id} {self.number}"


class Plea(models.Model):
    """Kiến nghị: whose honour was revoked asks for another look; answered once, by somebody who did not revoke it
    (trigger). `granted` None: not answered yet."""

    revocation = models.OneToOneField(Revocation, models.PROTECT, related_name="plea", verbose_name="thu hồi")
    text = models.TextField("nội dung")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="người kiến nghị")
    at = models.DateTimeField("gửi lúc")
    granted = models.BooleanField("chấp nhận", null=True)
    answer = models.TextField("trả lời", blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="người trả lời")
    answered_at = models.DateTimeField("trả lời lúc", null=True)

    class Meta:
        verbose_name = "kiến nghị về thu hồi khen thưởng"
        constraints = [
            CheckConstraint(name="a_plea_says_something", condition=~Q(text="")),
            CheckConstraint(
                name="an_answered_plea_says_what_by_whom_and_when",
                condition=Q(granted__isnull=True, answer="", answered_by__isnull=True, answered_at__isnull=True)
                | Q(
                    ~Q(answer=""),
                    granted__isnull=False,
                    answered_by__isnull=False,
                    answered_at__isnull=False,
                ),
            ),
            CheckConstraint(name="nobody_answers_their_own_plea", condition=~Q(answered_by=F("by"))),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.revocation_id} {self.granted}"


class Complaint(models.Model):
    """Khiếu nại: something is being looked into about a person or a collective; until it is closed they are not
    proposed. `identity` empty: about the collective."""

    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="đơn vị")
    identity = models.CharField("dấu nhận ra một người", max_length=200, blank=True)
    text = models.TextField("nội dung")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="người ghi")
    at = models.DateTimeField("ghi lúc")
    finding = models.TextField("kết quả", blank=True)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="người đóng")
    closed_at = models.DateTimeField("đóng lúc", null=True)

    class Meta:
        verbose_name = "khiếu nại về người được xét khen"
        constraints = [
            CheckConstraint(name="a_complaint_says_what_about", condition=~Q(text="")),
            CheckConstraint(
                name="a_closed_complaint_says_what_was_found",
                condition=Q(finding="", closed_by__isnull=True, closed_at__isnull=True)
                | Q(~Q(finding=""), closed_by__isnull=False, closed_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["unit"], name="open_complaints", condition=Q(closed_at=None))]

    def __str__(self) -> str:
        return f"#{self.pk} {self.unit_id}"


class Question(models.TextChoices):
    """What a person is asked about honours."""

    PROPOSE = "PROPOSE", _("Được đề nghị khen thưởng")
    PUBLISH = "PUBLISH", _("Nêu tên trong danh sách công khai")


class Wish(models.Model):
    """Ý kiến của người được xét: may they be proposed, may their name stand on the public list. Only they say so
    themselves, by the phone number that is proven to be theirs; the last one counts. Unasked they may be proposed, and
    are not named in public. Rows are only ever added."""

    identity = models.CharField("dấu nhận ra một người", max_length=200)
    question = models.CharField("về việc", max_length=8, choices=Question)
    agrees = models.BooleanField("đồng ý")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="người nói")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "ý kiến của người được xét khen"
        constraints = [CheckConstraint(name="wish_question_is_known", condition=Q(question__in=Question.values))]
        indexes = [models.Index(fields=["identity", "question", "-id"], name="wishes_of_a_person")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.question} {self.agrees}"

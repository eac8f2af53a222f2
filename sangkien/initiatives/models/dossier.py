"""Hồ sơ sáng kiến: a dossier, its authors and its parts."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from sangkien.accounts.models import Person
from sangkien.counting.models import Measure
from sangkien.files.models import StoredFile
from sangkien.initiatives.content import WHOLE, BenefitKind, BenefitPeriod, Job, Moment
from sangkien.initiatives.states import ON_A_DESK, State
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Edition, Phase, Programme, Term

# What anybody may see: found valid and told so (`Untold`), and not withheld for the employer's sake
# (`confirmations.models.Withheld`).
IS_PUBLIC = Q(state=State.VALID, untold__isnull=True, withheld__isnull=True)


class InitiativeQuerySet(models.QuerySet["Initiative"]):
    """The words in which pages speak of dossiers."""

    def public(self) -> "InitiativeQuerySet":
        """What anybody may see."""
        return self.filter(IS_PUBLIC)

    def waiting_for_unit(self) -> "InitiativeQuerySet":
        """Those that a grassroots union has to confirm."""
        return self.filter(state=State.SUBMITTED)

    def waiting_for_superior(self) -> "InitiativeQuerySet":
        """Those that a direct superior has to decide on."""
        return self.filter(state=State.REVIEWING)

    def oldest_first(self) -> "InitiativeQuerySet":
        """In the order in which they have been waiting."""
        return self.order_by("waiting_since", "pk")

    def newest_first(self) -> "InitiativeQuerySet":
        """Newest sent first."""
        return self.order_by("-submitted_at", "-pk")

    def for_list(self) -> "InitiativeQuerySet":
        """Everything one row of a list shows, in a fixed number of queries."""
        return self.select_related("unit", "superior", "programme", "field", "kind", "late").prefetch_related("authors")


class Initiative(models.Model):
    """Hồ sơ sáng kiến: one initiative as its author reports it, from the moment it was sent.

    `unit` is the grassroots union, `superior` the direct superior that decides: while the dossier is open, those of
    today's tree. `chain` are the ids of the unions it counts in, the grassroots union of `chain_on` first, the root
    last: a reform of the tree does not change them; `focus` is what the union's workplace was then, production and
    business or FDI (`initiatives.focus`). The form never lets anybody pick them by hand (letter of phase
    2, item 3). `desk` is the union that has to act: the grassroots union, then the superior, or one above that was
    asked in its place; None once it waits for its author or for nobody. It answers in time up to and including
    `due_on`, the last of the `granted_days` after the day of `waiting_since` (`initiatives.turns`). `officer`
    works on it there (`desks.models.Assignment`); the desk lost, so is the officer (trigger). `judged_by` gave the
    verdict that the dossier has, or that is being looked at again by somebody else, on behalf of `judged_for`.
    Whose word stands for its value (`levels.level_of`): `agreed` where a union entered it for its authors and one of
    them agreed, `employer_vnd` what the employer says of the value, `verified_vnd` what was found after a year.
    `parties` are the phone numbers, or where there is none the names, of all who were ever its authors: leaving
    the list of authors does not make anybody a stranger. `version` rises with every change; who changes names
    the version they saw.
    """

    code = models.CharField("mã hồ sơ", max_length=24, unique=True)
    key = models.UUIDField("khóa gửi", unique=True)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="initiatives", verbose_name="chương trình")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+", verbose_name="phiên bản chương trình")
    phase = models.ForeignKey(Phase, models.PROTECT, null=True, related_name="initiatives", verbose_name="giai đoạn")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="initiatives", verbose_name="công đoàn cơ sở")
    superior = models.ForeignKey(
        Organisation, models.PROTECT, related_name="reviewed", verbose_name="công đoàn cấp trên trực tiếp"
    )
    chain = ArrayField(models.BigIntegerField(), verbose_name="hệ thống công đoàn lúc gửi")
    chain_on = models.DateField("hệ thống công đoàn ngày")
    focus = ArrayField(
        models.CharField(max_length=12), verbose_name="trọng tâm theo nơi làm việc", default=list, db_default=[]
    )

    state = models.CharField("trạng thái", max_length=12, choices=State)
    desk = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", db_index=False, verbose_name="nơi đang giữ"
    )
    version = models.PositiveIntegerField("phiên bản", default=1)
    waiting_since = models.DateTimeField("chờ từ")
    granted_days = models.PositiveSmallIntegerField("số ngày làm việc được giữ", null=True)
    due_on = models.DateField("hạn trả lời", null=True)
    officer = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", db_index=False, verbose_name="cán bộ được giao"
    )

    title = models.CharField("tên sáng kiến", max_length=250)
    folded_title = models.CharField("tên để tìm", max_length=250)
    kind = models.ForeignKey(Term, models.PROTECT, null=True, related_name="+", verbose_name="loại giải pháp")
    field = models.ForeignKey(Term, models.PROTECT, null=True, related_name="+", verbose_name="lĩnh vực")
    restricted = models.BooleanField("hạn chế công bố", default=False)
    before = models.TextField("trước đây", blank=True)
    after = models.TextField("bây giờ", blank=True)
    effect = models.TextField("tóm tắt hiệu quả", blank=True)

    applied_on = models.DateField("ngày áp dụng", null=True)
    submitted_at = models.DateTimeField("gửi lúc")
    closed_at = models.DateTimeField("kết luận lúc", null=True)

    benefit_kind = models.CharField("lợi ích", max_length=16, choices=BenefitKind, blank=True)
    benefit_vnd = models.BigIntegerField("giá trị làm lợi một năm (đồng)", null=True)
    benefit_method = models.TextField("cách tính", blank=True)
    benefit_period = models.CharField("tính cho", max_length=12, choices=BenefitPeriod, blank=True)
    benefit_cost = models.BigIntegerField("chi phí để làm (đồng)", default=0)
    effects = models.JSONField("lợi ích ngoài tiền", default=list)
    agreed = models.BooleanField("tác giả đồng ý với bản nhập giúp", default=False, db_default=False)
    employer_vnd = models.BigIntegerField("giá trị theo người sử dụng lao động (đồng)", null=True)
    verified_vnd = models.BigIntegerField("giá trị thực tế sau một năm (đồng)", null=True)

    recognition = models.ForeignKey(
        Term, models.PROTECT, null=True, related_name="+", verbose_name="hình thức công nhận"
    )
    recognition_number = models.CharField("số quyết định", max_length=60, blank=True)
    recognised_on = models.DateField("ngày quyết định", null=True)
    recognition_issuer = models.CharField("nơi ban hành", max_length=200, blank=True)
    recognition_paper = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, related_name="+", verbose_name="bản chụp quyết định"
    )

    extra = models.JSONField("câu hỏi riêng", default=dict)
    publish_name = models.BooleanField("cho đăng tên", default=False)
    parties = ArrayField(
        models.CharField(max_length=160), verbose_name="mọi người từng đứng tên", default=list, blank=True
    )
    entered_by = models.ForeignKey(Person, models.PROTECT, related_name="entered", verbose_name="người nhập")
    confirmed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="confirmed", verbose_name="người xác nhận"
    )
    judged_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", db_index=False, verbose_name="người kết luận"
    )
    judged_for = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", db_index=False, verbose_name="nơi kết luận"
    )
    duplicate_of = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="duplicates", verbose_name="trùng với"
    )
    made = models.BooleanField("dữ liệu dựng để trình diễn", default=False)

    objects = InitiativeQuerySet.as_manager()

    class Meta:
        verbose_name = "hồ sơ sáng kiến"
        constraints = [
            CheckConstraint(name="initiative_state_is_known", condition=Q(state__in=State.values)),
            CheckConstraint(name="an_initiative_has_a_title", condition=~Q(title="")),
            CheckConstraint(
                name="only_a_duplicate_names_the_record_it_doubles",
                condition=Q(state=State.DUPLICATE) ^ Q(duplicate_of__isnull=True),
            ),
            CheckConstraint(
                name="whoever_judges_does_so_for_a_union",
                condition=Q(judged_by__isnull=True) | Q(judged_for__isnull=False),
            ),
            CheckConstraint(
                name="the_focus_of_a_dossier_is_known",
                condition=Q(focus__contained_by=[Measure.FDI, Measure.PRODUCTION]),
            ),
            CheckConstraint(name="nothing_doubles_itself", condition=~Q(duplicate_of=F("pk"))),
            CheckConstraint(
                name="closed_means_a_verdict_or_withdrawn",
                condition=Q(state__in=[State.VALID, State.INELIGIBLE, State.DUPLICATE, State.WITHDRAWN])
                ^ Q(closed_at__isnull=True),
            ),
            CheckConstraint(
                name="an_open_dossier_lies_on_one_desk", condition=Q(state__in=ON_A_DESK) ^ Q(desk__isnull=True)
            ),
            CheckConstraint(
                name="only_what_lies_on_a_desk_has_an_officer",
                condition=Q(officer__isnull=True) | Q(desk__isnull=False),
            ),
            CheckConstraint(name="benefit_kind_is_known", condition=Q(benefit_kind__in=[*BenefitKind.values, ""])),
            CheckConstraint(
                name="a_benefit_in_money_has_an_amount_and_no_other_has",
                condition=Q(benefit_kind=BenefitKind.MONEY) ^ Q(benefit_vnd__isnull=True),
            ),
            CheckConstraint(
                name="a_benefit_is_not_negative_nor_beyond_belief",
                condition=Q(benefit_vnd__isnull=True) | Q(benefit_vnd__gte=0, benefit_vnd__lte=10**15),
            ),
            CheckConstraint(
                name="benefit_period_is_known", condition=Q(benefit_period__in=[*BenefitPeriod.values, ""])
            ),
            CheckConstraint(
                name="only_an_amount_has_a_cost_and_none_is_negative",
                condition=Q(benefit_cost=0) | Q(benefit_cost__gt=0, benefit_vnd__isnull=False),
            ),
            CheckConstraint(
                name="an_employer_speaks_of_an_amount",
                condition=Q(employer_vnd=None) | Q(benefit_vnd__isnull=False, employer_vnd__range=(0, 10**15)),
            ),
            CheckConstraint(
                name="only_the_value_of_a_valid_dossier_is_verified",
                condition=Q(verified_vnd=None)
                | Q(state=State.VALID, benefit_vnd__isnull=False, verified_vnd__range=(0, 10**15)),
            ),
            CheckConstraint(
                name="a_restricted_dossier_holds_no_description",
                condition=Q(restricted=False) | Q(before="", after=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["superior", "waiting_since"],
                name="queue_of_a_superior",
                condition=Q(state__in=ON_A_DESK),
            ),
            models.Index(fields=["desk", "waiting_since"], name="queue_of_a_desk", condition=Q(state__in=ON_A_DESK)),
            models.Index(fields=["judged_for"], name="judged_by_a_union", condition=Q(judged_for__isnull=False)),
            models.Index(
                fields=["waiting_since", "id"],
                name="waiting_to_be_looked_at_again",
                condition=Q(state__in=ON_A_DESK, judged_by__isnull=False),
            ),
            models.Index(
                fields=["officer", "waiting_since"], name="work_of_an_officer", condition=Q(officer__isnull=False)
            ),
            models.Index(fields=["due_on"], name="open_by_their_last_day", condition=Q(state__in=ON_A_DESK)),
            models.Index(fields=["unit", "-submitted_at"], name="dossiers_of_a_unit"),
            models.Index(fields=["-closed_at", "-id"], name="newest_valid", condition=Q(state=State.VALID)),
            models.Index(
                fields=["superior", "id"],
                name="values_to_verify",
                condition=Q(state=State.VALID, benefit_vnd__isnull=False, verified_vnd=None),
            ),
            GinIndex(fields=["folded_title"], name="title_words", opclasses=["gin_trgm_ops"]),
            # All that is asked of what is open, of many at once: the wide rows are not looked at.
            models.Index(
                fields=["unit", "superior"],
                include=[
                    "id",
                    "programme",
                    "state",
                    "due_on",
                    "waiting_since",
                    "desk",
                    "judged_for",
                    "entered_by",
                ],
                name="open_work_at_a_glance",
                condition=Q(closed_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.code}"

    @property
    def credited(self) -> list["Author"]:
        """The authors in their order. One query unless prefetched."""
        return sorted(self.authors.all(), key=lambda author: author.position)


class Author(models.Model):
    """Tác giả: a person who made the initiative, and the share of it in hundredths of a percent. The shares
    of a dossier sum to exactly 100,00 % (trigger `shares_sum_to_the_whole`)."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="authors", verbose_name="hồ sơ")
    position = models.PositiveSmallIntegerField("thứ tự")
    full_name = models.CharField("họ và tên", max_length=120)
    phone = models.CharField("số điện thoại (E.164)", max_length=16, blank=True)
    department = models.CharField("bộ phận, chuyền, tổ", max_length=120, blank=True)
    job = models.CharField("công việc chính", max_length=12, choices=Job, blank=True)
    share = models.PositiveIntegerField("phần đóng góp (phần vạn)")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="authored", verbose_name="tài khoản")
    identity = models.CharField("dấu nhận ra một người", max_length=200)

    class Meta:
        verbose_name = "tác giả"
        constraints = [
            UniqueConstraint(name="authors_have_their_own_places", fields=["initiative", "position"]),
            CheckConstraint(
                name="a_share_is_above_nothing_and_at_most_the_whole",
                condition=Q(share__gt=0, share__lte=WHOLE),
            ),
            CheckConstraint(name="an_author_has_a_name", condition=~Q(full_name="")),
            CheckConstraint(name="job_is_known", condition=Q(job__in=[*Job.values, ""])),
        ]
        indexes = [models.Index(fields=["identity"], name="author_by_identity")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.full_name}"


class BenefitLine(models.Model):
    """Dòng tính lợi ích: label (quantity unit × unit price). The lines of a dossier, each rounded half up to whole
    đồng, less its cost are exactly its benefit (trigger `the_lines_make_up_the_benefit`)."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="benefit_lines", verbose_name="hồ sơ")
    position = models.PositiveSmallIntegerField("thứ tự")
    label = models.CharField("nội dung", max_length=200)
    quantity = models.DecimalField("số lượng", max_digits=18, decimal_places=3)
    unit = models.CharField("đơn vị tính", max_length=40, blank=True)
    unit_price = models.BigIntegerField("đơn giá (đồng)")

    class Meta:
        verbose_name = "dòng tính lợi ích"
        constraints = [
            UniqueConstraint(name="benefit_lines_have_their_own_places", fields=["initiative", "position"]),
            CheckConstraint(name="a_benefit_line_has_a_label", condition=~Q(label="")),
            CheckConstraint(name="a_benefit_line_counts_something", condition=Q(quantity__gt=0, unit_price__gt=0)),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.label}"


class Photo(models.Model):
    """Ảnh: the old way or the new; the first of one is the pair of the first of the other."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="photos", verbose_name="hồ sơ")
    moment = models.CharField("lúc nào", max_length=8, choices=Moment)
    position = models.PositiveSmallIntegerField("thứ tự")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="tệp")

    class Meta:
        verbose_name = "ảnh"
        constraints = [
            UniqueConstraint(name="photos_have_their_own_places", fields=["initiative", "moment", "position"]),
            CheckConstraint(name="moment_of_a_photo_is_known", condition=Q(moment__in=Moment.values)),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.moment} {self.position}"


class Paper(models.Model):
    """Giấy tờ kèm theo: a paper that the programme's edition asks for, by its code there."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="papers", verbose_name="hồ sơ")
    code = models.CharField("mã", max_length=40)
    position = models.PositiveSmallIntegerField("thứ tự")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="tệp")

    class Meta:
        verbose_name = "giấy tờ kèm theo"
        constraints = [
            UniqueConstraint(name="papers_have_their_own_places", fields=["initiative", "code", "position"]),
            CheckConstraint(name="a_paper_says_what_it_is", condition=~Q(code="")),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.code}"

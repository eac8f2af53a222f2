"""Bộ tiêu chí, đợt xếp loại, bảng điểm: against what unions are graded, and what they were given."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.functional import cached_property

from sangkien.accounts.models import Person
from sangkien.clusters.models import Cluster
from sangkien.files.models import StoredFile
from sangkien.grading.facts import Facts
from sangkien.grading.spec import CriteriaSpec, checked
from sangkien.grading.states import Stage, State
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Programme
from sangkien.sittings.models import Matter
from sangkien.sittings.states import MatterState
from sangkien.standings.models import Snapshot


class CriteriaSet(models.Model):
    """Bộ tiêu chí xếp loại of a union, for those below it. What it asks stands in its editions; the newest is offered
    to new rounds."""

    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="đơn vị ban hành")
    code = models.CharField("mã", max_length=40, unique=True)

    class Meta:
        verbose_name = "bộ tiêu chí xếp loại"
        constraints = [
            CheckConstraint(
                name="criteria_code_is_upper_case_ascii", condition=Q(code__regex=r"^[A-Z0-9]+(-[A-Z0-9]+)*$")
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.code}"


class Edition(models.Model):
    """Phiên bản bộ tiêu chí: everything that it asks, as its file says it (`grading.spec`). Never changes: a round
    keeps the one that it began with."""

    criteria = models.ForeignKey(CriteriaSet, models.PROTECT, related_name="editions", verbose_name="bộ tiêu chí")
    number = models.PositiveSmallIntegerField("số")
    name = models.CharField("tên", max_length=300)
    content = models.JSONField("nội dung")
    at = models.DateTimeField("lúc")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="người ghi")

    class Meta:
        verbose_name = "phiên bản bộ tiêu chí"
        constraints = [
            UniqueConstraint(name="editions_of_criteria_are_numbered", fields=["criteria", "number"]),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.criteria_id}/{self.number}"

    @cached_property
    def spec(self) -> CriteriaSpec:
        """What it asks."""
        return checked(self.content)


class Round(models.Model):
    """Đợt xếp loại: a union grades those directly below it, or in a cluster of its own, by an edition of criteria.

    Figures are those of `table`, frozen, or without one those of the evening of `as_of` when `mark` was the ledger's
    last entry; each sheet keeps its own. Unions score themselves up to and including `self_until`, and appeal against
    the result up to and including `appeal_until`."""

    organiser = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="đơn vị tổ chức")
    cluster = models.ForeignKey(Cluster, models.PROTECT, null=True, related_name="+", verbose_name="cụm, khối")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="rounds", verbose_name="bộ tiêu chí")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", verbose_name="chương trình")
    name = models.CharField("tên", max_length=200)
    period = models.CharField("giai đoạn", max_length=40)
    table = models.ForeignKey(Snapshot, models.PROTECT, null=True, related_name="+", verbose_name="bảng đã chốt")
    as_of = models.DateField("số liệu đến ngày")
    mark = models.BigIntegerField("bút toán cuối")
    self_until = models.DateField("tự chấm đến hết ngày")
    appeal_until = models.DateField("khiếu nại đến hết ngày")
    state = models.CharField("tình trạng", max_length=9, choices=State, default=State.SELF)

    class Meta:
        verbose_name = "đợt xếp loại"
        constraints = [
            CheckConstraint(name="a_round_has_a_name", condition=~Q(name="")),
            CheckConstraint(name="state_of_a_round_is_known", condition=Q(state__in=State.values)),
            CheckConstraint(
                name="appeals_end_after_unions_scored_themselves", condition=Q(appeal_until__gte=F("self_until"))
            ),
            UniqueConstraint(
                name="rounds_of_a_union_have_names_of_their_own",
                fields=["organiser", "name"],
                condition=~Q(state=State.CANCELLED),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.organiser_id} {self.state}"

    @property
    def spec(self) -> CriteriaSpec:
        """By what is graded. Reads the edition."""
        return self.edition.spec


class Step(models.Model):
    """Bước của đợt xếp loại: the round came into a state; `note` says why. Rows are only added, along the
    arrows of `grading.states`."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="steps", verbose_name="đợt xếp loại")
    state = models.CharField("tình trạng", max_length=9, choices=State)
    note = models.CharField("ghi chú", max_length=500, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="người thực hiện")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "bước của đợt xếp loại"

    def __str__(self) -> str:
        return f"#{self.pk} {self.round_id} {self.state}"


class DueReminder(models.Model):
    """Đã nhắc tự chấm: unions that still lacked points were reminded before their last day, once for each time that the
    round was with them."""

    step = models.OneToOneField(Step, models.PROTECT, related_name="+", verbose_name="lần tự chấm")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "đã nhắc tự chấm"

    def __str__(self) -> str:
        return f"#{self.pk} {self.step_id}"


class Sheet(models.Model):
    """Bảng điểm: a union in a round, with the figures that its automatic lines follow from (`grading.facts`). Never
    changes; what it was given are rows beside it."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="sheets", verbose_name="đợt xếp loại")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="đơn vị")
    figures = models.JSONField("số liệu")

    class Meta:
        verbose_name = "bảng điểm"
        constraints = [UniqueConstraint(name="a_union_has_one_sheet_in_a_round", fields=["round", "unit"])]

    def __str__(self) -> str:
        return f"#{self.pk} {self.round_id} {self.unit_id}"

    @property
    def facts(self) -> Facts:
        """The figures."""
        return Facts(**self.figures)


class Score(models.Model):
    """Điểm: what somebody gave a line (by its code) of a sheet at a stage, in hundredths of a point; the newest of a
    stage counts. `note` is the evidence, or the reason why it is not what the stage before gave."""

    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="scores", verbose_name="bảng điểm")
    line = models.CharField("tiêu chí", max_length=30)
    stage = models.CharField("bước chấm", max_length=8, choices=Stage)
    points = models.PositiveIntegerField("điểm, tính bằng phần trăm điểm")
    note = models.TextField("minh chứng, lý do", blank=True)
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="nhân danh")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="người chấm")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "điểm xếp loại"
        indexes = [models.Index(fields=["sheet", "line", "stage"], name="scores_of_a_line")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.sheet_id} {self.line} {self.stage} {self.points}"


class Tabled(models.Model):
    """Bảng điểm trình hội đồng: a sheet in a matter of the council's agenda, in the list of all or by itself, since the
    round came to the council by `step`. While it waits for the vote, and once the council has agreed, nobody changes
    the council's points of it (trigger `what_the_council_votes_on_stays`)."""

    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="tabled", verbose_name="bảng điểm")
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="graded", verbose_name="nội dung biểu quyết")
    step = models.ForeignKey(Step, models.PROTECT, related_name="+", verbose_name="lần đưa ra hội đồng")

    class Meta:
        verbose_name = "bảng điểm trình hội đồng"

    def __str__(self) -> str:
        return f"#{self.pk} {self.sheet_id} in {self.matter_id}"

    @property
    def waits(self) -> bool:
        """Is the vote still to come? Reads matter: one query unless loaded."""
        return self.matter.state == MatterState.LISTED

    @property
    def agreed(self) -> bool:
        """Did the council say yes? Reads the matter's outcome: one query unless loaded."""
        return self.matter.state == MatterState.DECIDED and self.matter.outcome.agreed

    @property
    def holds(self) -> bool:
        """Do the points stay as they are?"""
        return self.waits or self.agreed


class Exhibit(models.Model):
    """Tệp minh chứng: a file that shows what a union claims at a line. It comes, and may be taken away, while the union
    scores itself."""

    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="exhibits", verbose_name="bảng điểm")
    line = models.CharField("tiêu chí", max_length=30)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="tệp")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="người gửi")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "tệp minh chứng"

    def __str__(self) -> str:
        return f"#{self.pk} {self.sheet_id} {self.line}"


class Appeal(models.Model):
    """Khiếu nại kết quả: a union asks to look again at one line of its sheet, once."""

    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="appeals", verbose_name="bảng điểm")
    line = models.CharField("tiêu chí", max_length=30)
    text = models.TextField("nội dung")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="người gửi")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "khiếu nại kết quả xếp loại"
        constraints = [
            UniqueConstraint(name="a_line_is_appealed_once", fields=["sheet", "line"]),
            CheckConstraint(name="an_appeal_says_why", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.sheet_id} {self.line}"


class Answer(models.Model):
    """Trả lời khiếu nại: upheld, with the points that the line has now, or not; by somebody who had no part in it."""

    appeal = models.OneToOneField(Appeal, models.PROTECT, related_name="answer", verbose_name="khiếu nại")
    upheld = models.BooleanField("chấp nhận")
    points = models.PositiveIntegerField("điểm, tính bằng phần trăm điểm", null=True)
    reason = models.TextField("lý do")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="người trả lời")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "trả lời khiếu nại xếp loại"
        constraints = [
            CheckConstraint(
                name="an_appeal_upheld_gives_points",
                condition=Q(upheld=True, points__isnull=False) | Q(upheld=False, points__isnull=True),
            ),
            CheckConstraint(name="an_answer_says_why", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.appeal_id} {self.upheld}"


class Result(models.Model):
    """Kết quả xếp loại: what a union came to, once the round was locked; never changes. `points` in hundredths."""

    sheet = models.OneToOneField(Sheet, models.PROTECT, related_name="result", verbose_name="bảng điểm")
    points = models.PositiveIntegerField("điểm, tính bằng phần trăm điểm")
    rank = models.PositiveIntegerField("hạng")
    grade = models.CharField("mức", max_length=30)
    grade_name = models.CharField("mức xếp loại", max_length=300)

    class Meta:
        verbose_name = "kết quả xếp loại"
        constraints = [CheckConstraint(name="a_rank_begins_with_one", condition=Q(rank__gte=1))]

    def __str__(self) -> str:
        return f"#{self.pk} {self.sheet_id} {self.points} {self.rank}"

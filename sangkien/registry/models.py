"""Văn bản của đơn vị: how its papers begin, papers, their figures, the registers, whom they go to."""

import json
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.db.models.functions import ExtractYear

from sangkien.accounts.models import Person
from sangkien.files.models import StoredFile
from sangkien.initiatives.models import Initiative
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Phase, Programme
from sangkien.registry.filling import plain
from sangkien.registry.kinds import Kind
from sangkien.registry.signatures import Authority
from sangkien.registry.sources import Source
from sangkien.registry.states import (
    ENDED_FOR_A_REASON,
    GIVEN_UP,
    WITH_A_DAY,
    WITHOUT_A_NUMBER,
    NumberState,
    State,
)


class Heading(models.Model):
    """Tiêu đề văn bản: how a union's papers begin and where they are kept, from a day to another.

    Names as they are broken into lines; `symbol` stands in every number (LĐLĐ), `drafters` behind it in those of
    official letters, `archive` behind "Lưu:". Dated, since a reform may change the line above without changing the
    union.
    """

    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="đơn vị")
    above = models.CharField("cơ quan trên", max_length=250, blank=True)
    issuer = models.CharField("cơ quan ban hành", max_length=250)
    symbol = models.CharField("ký hiệu", max_length=20)
    drafters = models.CharField("ký hiệu đơn vị soạn công văn", max_length=20, blank=True, db_default="")
    place = models.CharField("địa danh", max_length=60)
    archive = models.CharField("nơi lưu", max_length=80)
    valid = DateRangeField("hiệu lực")

    class Meta:
        verbose_name = "tiêu đề văn bản"
        constraints = [
            ExclusionConstraint(
                name="a_union_has_one_heading_at_a_time",
                expressions=[("unit", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
            ),
            CheckConstraint(name="a_heading_lasts_at_least_a_day", condition=Q(valid__isempty=False)),
            CheckConstraint(
                name="a_heading_is_whole", condition=~(Q(issuer="") | Q(symbol="") | Q(place="") | Q(archive=""))
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.unit_id} {self.symbol}"

    def symbol_of(self, kind: str) -> str:
        """What stands behind the kind in a number; of an official letter, which has no letters of its kind, also who
        drafted it (Decree 30/2020, Appendix I: 3990/TLĐ-ToC)."""
        return "-".join(filter(None, [self.symbol, self.drafters if kind == Kind.CV else ""]))


class FrozenFigures(models.Model):
    """Số liệu đã chốt cho văn bản: what a paper's figures were taken from, for good.

    `source` says of what they were taken, `stretch` the code of it there (GD1, 2022-W20, TT-0521); `mark` is the last
    entry of the ledger that counted, `content` canonical JSON (`freezing.py`), `sha256` its hash (trigger). Rows are
    only ever added.
    """

    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="đơn vị")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", verbose_name="chương trình")
    phase = models.ForeignKey(Phase, models.PROTECT, null=True, related_name="+", verbose_name="giai đoạn")
    source = models.CharField(
        "lấy từ", max_length=10, choices=Source, default=Source.STRETCH, db_default=Source.STRETCH.value
    )
    stretch = models.CharField("chặng", max_length=40)
    as_of = models.DateField("tính đến ngày")
    mark = models.BigIntegerField("bút toán cuối")
    content = models.TextField("nội dung")
    sha256 = models.CharField("mã băm", max_length=64)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="người chốt")
    at = models.DateTimeField("chốt lúc")

    class Meta:
        verbose_name = "số liệu đã chốt cho văn bản"
        constraints = [
            CheckConstraint(name="the_source_of_frozen_figures_is_known", condition=Q(source__in=Source.values))
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.unit_id} {self.stretch} {self.as_of}"

    @property
    def facts(self) -> dict[str, Any]:
        """What fields are filled from, by key."""
        facts: dict[str, Any] = json.loads(self.content)["facts"]
        return facts

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The figures of each union directly below, or whatever else the paper lists."""
        rows: list[dict[str, Any]] = json.loads(self.content)["rows"]
        return rows


class OfficialPaper(models.Model):
    """Văn bản: one paper of a union.

    `template` and its `edition` say from which words it began; `adaptation`: from the union's own. The drafter's
    texts hold one paragraph a line and fields in braces, which are filled from `figures` alone. With its number the
    paper gets `content`: all that it says but number and day, filled in for good. `day` is the day that stands on it.
    `beside`: who signs it too, on the left (minutes: the secretary; a memorandum: the other party), the name last.
    `checker` has read it as it stands; `signed` is its scan or the file that was signed digitally, `unsigned` why it
    was issued without one; `replaces` the paper in whose place it is issued; `series`: one of many alike.
    """

    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="đơn vị")
    kind = models.CharField("loại văn bản", max_length=4, choices=Kind)
    template = models.CharField("mẫu", max_length=40)
    edition = models.PositiveIntegerField("bản của mẫu")
    adaptation = models.ForeignKey(
        "Adaptation", models.PROTECT, null=True, related_name="papers", verbose_name="mẫu của đơn vị"
    )
    figures = models.ForeignKey(FrozenFigures, models.PROTECT, null=True, related_name="papers", verbose_name="số liệu")

    subject = models.CharField("trích yếu", max_length=300)
    addressees = models.TextField("kính gửi", blank=True)
    bases = models.TextField("căn cứ", blank=True)
    body = models.TextField("nội dung", blank=True)
    recipients = models.TextField("nơi nhận", blank=True)
    receivers = ArrayField(models.BigIntegerField(), default=list, verbose_name="đơn vị nhận")
    authority = models.CharField("thẩm quyền ký", max_length=3, choices=Authority, default=Authority.TM)
    on_behalf = models.CharField("ký thay ai", max_length=80, blank=True)
    title = models.CharField("chức vụ người ký", max_length=80)
    signer = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="người ký")
    beside = models.TextField("bên cùng ký", blank=True, db_default="")

    state = models.CharField("tình trạng", max_length=10, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField("phiên bản", default=1)
    checker = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="người soát")
    content = models.JSONField("nội dung khi lấy số", null=True)
    signed = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name="bản đã ký")
    unsigned = models.CharField("lý do ban hành khi chưa có bản đã ký", max_length=300, blank=True)
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="replacements", verbose_name="thay cho văn bản"
    )
    series = models.ForeignKey("Series", models.PROTECT, null=True, related_name="papers", verbose_name="loạt văn bản")
    day = models.DateField("ngày văn bản", null=True)
    issued_at = models.DateTimeField("ban hành lúc", null=True)
    reason = models.CharField("lý do hủy, thu hồi", max_length=300, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="người soạn")
    at = models.DateTimeField("soạn lúc")

    class Meta:
        verbose_name = "văn bản"
        constraints = [
            CheckConstraint(name="paper_state_is_known", condition=Q(state__in=State.values)),
            CheckConstraint(name="paper_kind_is_known", condition=Q(kind__in=Kind.values)),
            CheckConstraint(name="paper_authority_is_known", condition=Q(authority__in=Authority.values)),
            CheckConstraint(
                name="a_numbered_paper_keeps_what_it_says",
                condition=Q(state__in=WITHOUT_A_NUMBER, content__isnull=True)
                | Q(~Q(state__in=WITHOUT_A_NUMBER), content__isnull=False, signer__isnull=False),
            ),
            CheckConstraint(
                name="somebody_has_checked_what_is_no_draft",
                condition=Q(state__in=[State.DRAFT, State.DISCARDED], checker__isnull=True)
                | Q(~Q(state__in=[State.DRAFT, State.DISCARDED]), checker__isnull=False),
            ),
            CheckConstraint(
                name="a_signed_paper_has_its_copy_and_none_before",
                condition=Q(state=State.SIGNED, signed__isnull=False)
                | Q(state__in=[*WITHOUT_A_NUMBER, State.NUMBERED], signed__isnull=True)
                | ~Q(state__in=[*WITHOUT_A_NUMBER, State.NUMBERED, State.SIGNED]),
            ),
            CheckConstraint(
                name="a_paper_issued_without_its_signed_copy_says_why",
                condition=Q(Q(signed__isnull=True) ^ Q(unsigned=""), state__in=WITH_A_DAY)
                | Q(~Q(state__in=WITH_A_DAY), unsigned=""),
            ),
            CheckConstraint(name="a_paper_does_not_replace_itself", condition=~Q(replaces=F("pk"))),
            UniqueConstraint(
                name="one_paper_at_a_time_replaces_another", fields=["replaces"], condition=~Q(state__in=GIVEN_UP)
            ),
            UniqueConstraint(
                name="a_series_has_one_paper_for_a_union",
                fields=["series", "receivers"],
                condition=~Q(state__in=GIVEN_UP),
            ),
            CheckConstraint(
                name="an_issued_paper_has_its_day",
                condition=Q(state__in=WITH_A_DAY, day__isnull=False, issued_at__isnull=False)
                | Q(~Q(state__in=WITH_A_DAY), day__isnull=True, issued_at__isnull=True),
            ),
            CheckConstraint(
                name="who_cancels_or_withdraws_says_why",
                condition=Q(~Q(reason=""), state__in=ENDED_FOR_A_REASON)
                | Q(~Q(state__in=ENDED_FOR_A_REASON), reason=""),
            ),
        ]
        indexes = [models.Index(fields=["unit", "state", "-at"], name="papers_of_a_unit")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.kind} {self.state}"

    @property
    def about(self) -> str:
        """What it is about, in one line: as it was numbered, or the draft says, else its kind. Reads its figures."""
        facts = self.figures.facts if self.figures else None
        said = self.content["subject"] if self.content else plain(self.subject, facts)
        return " ".join(said.split()) or str(self.get_kind_display())


class Series(models.Model):
    """Loạt văn bản: one paper for each of many unions directly below, with that union's own figures, all as of the same
    entry of the ledger (`mark`). `units` are those that were chosen. Rows are only ever added."""

    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="đơn vị")
    template = models.CharField("mẫu", max_length=40)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", verbose_name="chương trình")
    stretch = models.CharField("chặng", max_length=40)
    as_of = models.DateField("tính đến ngày")
    mark = models.BigIntegerField("bút toán cuối")
    units = ArrayField(models.BigIntegerField(), verbose_name="gửi cho")
    signer = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="người ký")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="người soạn")
    at = models.DateTimeField("soạn lúc")

    class Meta:
        verbose_name = "loạt văn bản"
        constraints = [CheckConstraint(name="a_series_is_for_somebody", condition=Q(units__len__gt=0))]
        indexes = [models.Index(fields=["unit", "-at"], name="series_of_a_unit")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.template} {self.stretch}"


class Revision(models.Model):
    """Bản soạn: a paper as somebody left it: the drafter's words, its figures, who signs, whom it goes to. Of versions
    from before the words alone are known: `authority` is empty. Rows are only ever added."""

    paper = models.ForeignKey(OfficialPaper, models.PROTECT, related_name="revisions", verbose_name="văn bản")
    number = models.PositiveIntegerField("bản số")
    texts = models.JSONField("lời")
    figures = models.ForeignKey(FrozenFigures, models.PROTECT, null=True, related_name="+", verbose_name="số liệu")
    authority = models.CharField("thẩm quyền ký", max_length=3, choices=Authority, blank=True, db_default="")
    signer = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="người ký")
    receivers = ArrayField(models.BigIntegerField(), null=True, verbose_name="đơn vị nhận")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="người viết")
    at = models.DateTimeField("viết lúc")

    class Meta:
        verbose_name = "bản soạn"
        constraints = [UniqueConstraint(name="revisions_of_a_paper_are_numbered", fields=["paper", "number"])]

    def __str__(self) -> str:
        return f"#{self.pk} {self.paper_id} {self.number}"


class Outgoing(models.Model):
    """Số văn bản đi: one number of a union's register, of one kind in one year, without a gap (trigger).

    Without a `paper` it is kept for one that is written elsewhere. `line` is the number as it is printed, 05/QĐ-LĐLĐ;
    `day` the day on the paper. A row is never deleted and its number never given again.
    """

    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="đơn vị")
    kind = models.CharField("loại văn bản", max_length=4, choices=Kind)
    year = models.PositiveSmallIntegerField("năm")
    number = models.PositiveIntegerField("số")
    line = models.CharField("số, ký hiệu", max_length=40)
    subject = models.CharField("trích yếu", max_length=300)
    paper = models.OneToOneField(
        OfficialPaper, models.PROTECT, null=True, related_name="outgoing", verbose_name="văn bản"
    )
    state = models.CharField("tình trạng", max_length=10, choices=NumberState, default=NumberState.RESERVED)
    taken_on = models.DateField("ngày lấy số")
    day = models.DateField("ngày văn bản", null=True)
    reason = models.CharField("lý do hủy", max_length=300, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="người lấy số")
    at = models.DateTimeField("lấy số lúc")

    class Meta:
        verbose_name = "số văn bản đi"
        constraints = [
            UniqueConstraint(name="a_number_is_given_once", fields=["unit", "kind", "year", "number"]),
            CheckConstraint(name="number_kind_is_known", condition=Q(kind__in=Kind.values)),
            CheckConstraint(name="number_state_is_known", condition=Q(state__in=NumberState.values)),
            CheckConstraint(name="a_number_is_of_the_year_it_was_taken", condition=Q(year=ExtractYear("taken_on"))),
            CheckConstraint(
                name="an_issued_number_has_its_day",
                condition=Q(state=NumberState.ISSUED, day__isnull=False)
                | Q(~Q(state=NumberState.ISSUED), day__isnull=True),
            ),
            CheckConstraint(
                name="a_paper_is_dated_after_its_number_in_the_same_year",
                condition=Q(day__isnull=True) | Q(day__gte=F("taken_on"), year=ExtractYear("day")),
            ),
            CheckConstraint(
                name="a_cancelled_number_says_why",
                condition=Q(~Q(reason=""), state=NumberState.CANCELLED) | Q(~Q(state=NumberState.CANCELLED), reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.line} {self.state}"


class Recognition(models.Model):
    """Sáng kiến trong quyết định công nhận: a dossier on the list of a numbered decision. Rows are only ever added."""

    paper = models.ForeignKey(OfficialPaper, models.PROTECT, related_name="recognitions", verbose_name="quyết định")
    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="+", verbose_name="sáng kiến")

    class Meta:
        verbose_name = "sáng kiến trong quyết định công nhận"
        constraints = [UniqueConstraint(name="a_decision_names_a_dossier_once", fields=["initiative", "paper"])]

    def __str__(self) -> str:
        return f"#{self.pk} {self.paper_id} {self.initiative_id}"


class Delivery(models.Model):
    """Nơi nhận trong hệ thống: a union that an issued paper went to. Its receipt is the entry in that union's
    register."""

    paper = models.ForeignKey(OfficialPaper, models.PROTECT, related_name="deliveries", verbose_name="văn bản")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="đơn vị nhận")
    at = models.DateTimeField("gửi lúc")

    class Meta:
        verbose_name = "nơi nhận văn bản"
        constraints = [UniqueConstraint(name="a_paper_reaches_a_union_once", fields=["paper", "unit"])]
        indexes = [models.Index(fields=["unit", "-at"], name="deliveries_to_a_unit")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.paper_id} {self.unit_id}"


class Incoming(models.Model):
    """Số văn bản đến: a paper that a union received, in the order of its register, without a gap (trigger)."""

    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="đơn vị")
    year = models.PositiveSmallIntegerField("năm")
    number = models.PositiveIntegerField("số đến")
    arrived_on = models.DateField("ngày đến")
    sender = models.CharField("nơi gửi", max_length=250)
    line = models.CharField("số, ký hiệu", max_length=60, blank=True)
    day = models.DateField("ngày văn bản", null=True)
    subject = models.CharField("trích yếu", max_length=300)
    delivery = models.OneToOneField(
        Delivery, models.PROTECT, null=True, related_name="receipt", verbose_name="văn bản gửi qua hệ thống"
    )
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="người vào sổ")
    at = models.DateTimeField("vào sổ lúc")

    class Meta:
        verbose_name = "số văn bản đến"
        constraints = [
            UniqueConstraint(name="an_incoming_number_is_given_once", fields=["unit", "year", "number"]),
            CheckConstraint(name="a_received_paper_says_from_whom_and_what", condition=~(Q(sender="") | Q(subject=""))),
            CheckConstraint(
                name="a_paper_is_registered_in_the_year_it_arrived", condition=Q(year=ExtractYear("arrived_on"))
            ),
            CheckConstraint(
                name="a_paper_does_not_arrive_before_its_day",
                condition=Q(day__isnull=True) | Q(day__lte=F("arrived_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.unit_id} {self.number}/{self.year}"


class Adaptation(models.Model):
    """Mẫu của đơn vị: a union's own words for a template, version by version; the last is used. Rows are only added."""

    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="đơn vị")
    template = models.CharField("mẫu", max_length=40)
    version = models.PositiveIntegerField("phiên bản")
    texts = models.JSONField("lời của mẫu")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="người lưu")
    at = models.DateTimeField("lưu lúc")

    class Meta:
        verbose_name = "mẫu văn bản của đơn vị"
        constraints = [
            UniqueConstraint(name="versions_of_a_template_are_numbered", fields=["unit", "template", "version"])
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.template} {self.version}"

"""Hội đồng: seats, sittings, what is voted on, and what came of it."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sangkien.accounts.models import Person
from sangkien.base.days import format_day
from sangkien.organisations.dated import DatedQuerySet
from sangkien.organisations.models import Organisation
from sangkien.sittings.states import MatterState, State
from sangkien.sittings.thresholds import Base, Threshold


class Purpose(models.TextChoices):
    """What a council is there for; a union has one of each at a time."""

    INITIATIVES = "INITIATIVES", _("Hội đồng sáng kiến")
    EMULATION = "EMULATION", _("Hội đồng thi đua, khen thưởng")


class Council(models.Model):
    """Hội đồng: set up in a union by a decision, from a day up to but not including another.

    Nothing is decided with fewer votes than `quorum_num`/`quorum_den` of its seats, without those of whoever has an
    interest in the matter.
    """

    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="councils", verbose_name="đơn vị")
    purpose = models.CharField("việc", max_length=12, choices=Purpose)
    decision = models.CharField("quyết định thành lập", max_length=200)
    valid = DateRangeField("hiệu lực")
    quorum_num = models.PositiveSmallIntegerField("tỷ lệ tối thiểu: tử số", default=2)
    quorum_den = models.PositiveSmallIntegerField("tỷ lệ tối thiểu: mẫu số", default=3)

    objects = DatedQuerySet["Council"].as_manager()

    class Meta:
        verbose_name = "hội đồng"
        constraints = [
            CheckConstraint(name="purpose_of_a_council_is_known", condition=Q(purpose__in=Purpose.values)),
            CheckConstraint(name="a_council_names_its_decision", condition=~Q(decision="")),
            CheckConstraint(name="a_council_lasts_at_least_a_day", condition=Q(valid__isempty=False)),
            CheckConstraint(name="a_council_begins_on_a_day", condition=Q(valid__lower_inf=False)),
            CheckConstraint(
                name="a_quorum_is_at_least_half_of_the_seats",
                condition=Q(quorum_num__gt=0, quorum_num__lte=F("quorum_den"), quorum_den__lte=F("quorum_num") * 2),
            ),
            ExclusionConstraint(
                name="a_union_has_one_council_of_a_purpose_on_any_day",
                expressions=[
                    ("unit", RangeOperators.EQUAL),
                    ("purpose", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.purpose} {self.unit_id}"

    def enough(self, votes: int, *, of: int) -> bool:
        """Are so many votes a quorum of so many seats?"""
        return votes > 0 and votes * self.quorum_den >= of * self.quorum_num


class Office(models.TextChoices):
    """What a member does in the council."""

    CHAIR = "CHAIR", _("Chủ tịch hội đồng")
    DEPUTY = "DEPUTY", _("Phó Chủ tịch hội đồng")
    SECRETARY = "SECRETARY", _("Thư ký hội đồng")
    MEMBER = "MEMBER", _("Ủy viên")


LEADING = (Office.CHAIR, Office.DEPUTY, Office.SECRETARY)


class Seat(models.Model):
    """Ghế trong hội đồng: a person is a member from a day up to but not including another. Its days lie within those of
    the council (trigger `a_seat_lasts_no_longer_than_its_council`)."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="seats", verbose_name="hội đồng")
    person = models.ForeignKey(Person, models.PROTECT, related_name="seats", verbose_name="thành viên")
    office = models.CharField("chức vụ", max_length=12, choices=Office)
    valid = DateRangeField("hiệu lực")

    objects = DatedQuerySet["Seat"].as_manager()

    class Meta:
        verbose_name = "ghế trong hội đồng"
        constraints = [
            CheckConstraint(name="office_of_a_seat_is_known", condition=Q(office__in=Office.values)),
            CheckConstraint(name="a_seat_lasts_at_least_a_day", condition=Q(valid__isempty=False)),
            CheckConstraint(name="a_seat_begins_on_a_day", condition=Q(valid__lower_inf=False)),
            ExclusionConstraint(
                name="a_person_has_one_seat_in_a_council_on_any_day",
                expressions=[
                    ("council", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
            ),
            ExclusionConstraint(
                name="a_council_has_one_chair_on_any_day",
                expressions=[("council", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
                condition=Q(office=Office.CHAIR),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.office} {self.person_id} in {self.council_id}"


class Sitting(models.Model):
    """Phiên họp: the council's so many-eth, on a day, at an hour if one was said, in a place (or over the network)."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="sittings", verbose_name="hội đồng")
    number = models.PositiveIntegerField("phiên thứ")
    day = models.DateField("ngày họp")
    hour = models.TimeField("giờ họp", null=True)
    place = models.CharField("nơi họp", max_length=200)
    state = models.CharField("trạng thái", max_length=12, choices=State, default=State.PLANNED)
    reason = models.TextField("lý do không họp", blank=True)
    opened_at = models.DateTimeField("khai mạc lúc", null=True)
    closed_at = models.DateTimeField("bế mạc lúc", null=True)

    class Meta:
        verbose_name = "phiên họp"
        constraints = [
            UniqueConstraint(name="a_number_of_a_sitting_is_given_once", fields=["council", "number"]),
            CheckConstraint(name="a_sitting_has_a_place", condition=~Q(place="")),
            CheckConstraint(
                name="only_a_sitting_that_does_not_take_place_says_why",
                condition=Q(state=State.CANCELLED) ^ Q(reason=""),
            ),
            CheckConstraint(
                name="a_sitting_is_opened_before_it_is_closed",
                condition=Q(state__in=[State.PLANNED, State.CANCELLED], opened_at=None, closed_at=None)
                | Q(state=State.OPEN, opened_at__isnull=False, closed_at=None)
                | Q(state=State.CLOSED, opened_at__isnull=False, closed_at__gte=F("opened_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.council_id}/{self.number}"

    @property
    def when(self) -> str:
        """As it is printed: "14:00 31/05/2022"; without an hour the day."""
        hour = f"{self.hour.hour}:{self.hour.minute:02} " if self.hour else ""
        return f"{hour}{format_day(self.day)}"


class AgendaNotice(models.Model):
    """Đã báo chương trình: members were told what a sitting that is set for that day votes on."""

    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="+", verbose_name="phiên họp")
    day = models.DateField("ngày họp")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "đã báo chương trình họp"
        constraints = [UniqueConstraint(name="an_agenda_of_a_day_is_told_once", fields=["sitting", "day"])]

    def __str__(self) -> str:
        return f"#{self.pk} {self.sitting_id}"


class Presence(models.Model):
    """Có mặt: a member came to the sitting, and left before its end or not. Only who has a seat that day, while it is
    open (trigger `only_members_of_the_day_come`)."""

    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="presences", verbose_name="phiên họp")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="thành viên")
    came_at = models.DateTimeField("đến lúc")
    left_at = models.DateTimeField("về lúc", null=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="người điểm danh")

    class Meta:
        verbose_name = "có mặt"
        constraints = [
            UniqueConstraint(name="a_member_comes_once_to_a_sitting", fields=["sitting", "person"]),
            CheckConstraint(
                name="nobody_leaves_before_they_came", condition=Q(left_at=None) | Q(left_at__gte=F("came_at"))
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.person_id} at {self.sitting_id}"


class Matter(models.Model):
    """Nội dung biểu quyết: one thing on the agenda.

    `kind` and `key` name the thing of the room above that asks (both empty: the matter is its own); `choices` are pairs
    of a code and what stands on the slip, the first of them the one that says yes. `parties` are the marks
    (`Person.marks`) of all who have an interest in it: they neither vote on it nor lead the vote. Nothing of this
    changes once it is on the agenda (trigger `a_matter_stays_as_it_was_put`).
    """

    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="matters", verbose_name="phiên họp")
    position = models.PositiveSmallIntegerField("thứ tự")
    kind = models.CharField("loại việc", max_length=40, blank=True)
    key = models.CharField("khóa của việc", max_length=64, blank=True)
    title = models.CharField("nội dung", max_length=400)
    choices = models.JSONField("các phương án")
    parties = ArrayField(models.CharField(max_length=160), verbose_name="người có liên quan", default=list)
    secret = models.BooleanField("bỏ phiếu kín")
    num = models.PositiveSmallIntegerField("tỷ lệ thông qua: tử số")
    den = models.PositiveSmallIntegerField("tỷ lệ thông qua: mẫu số")
    base = models.CharField("tính trên", max_length=8, choices=Base)
    more = models.BooleanField("phải quá tỷ lệ")
    state = models.CharField("trạng thái", max_length=8, choices=MatterState, default=MatterState.LISTED)
    put_off_for = models.TextField("lý do để lại phiên sau", blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="người đưa ra")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "nội dung biểu quyết"
        constraints = [
            UniqueConstraint(name="a_place_on_an_agenda_is_taken_once", fields=["sitting", "position"]),
            UniqueConstraint(
                name="a_thing_is_on_one_agenda_at_a_time",
                fields=["kind", "key"],
                condition=Q(state=MatterState.LISTED) & ~Q(kind=""),
            ),
            CheckConstraint(name="state_of_a_matter_is_known", condition=Q(state__in=MatterState.values)),
            CheckConstraint(name="a_matter_has_a_title", condition=~Q(title="")),
            CheckConstraint(name="a_kind_goes_with_a_key", condition=Q(kind="", key="") | ~Q(kind="") & ~Q(key="")),
            CheckConstraint(name="there_are_choices", condition=Q(choices__1__isnull=False)),
            CheckConstraint(
                name="a_threshold_is_a_share", condition=Q(num__gt=0, num__lte=F("den"), base__in=Base.values)
            ),
            CheckConstraint(
                name="only_what_is_put_off_says_why",
                condition=Q(state=MatterState.PUT_OFF) ^ Q(put_off_for=""),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.sitting_id}.{self.position}"

    @property
    def threshold(self) -> Threshold:
        """As it is reckoned with."""
        return Threshold(self.num, self.den, Base(self.base), self.more)

    @property
    def labels(self) -> dict[str, str]:
        """What stands on the slip, by the code of the choice."""
        return dict(self.choices)


class Recusal(models.Model):
    """Không tham gia biểu quyết: a member with an interest in a matter. Found by the system because the matter names
    them (no reason), or declared."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="recusals", verbose_name="nội dung")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="thành viên")
    reason = models.CharField("liên quan thế nào", max_length=300, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="người ghi")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "không tham gia biểu quyết"
        constraints = [UniqueConstraint(name="a_member_is_kept_out_of_a_matter_once", fields=["matter", "person"])]

    def __str__(self) -> str:
        return f"#{self.pk} {self.person_id} of {self.matter_id}"


class Vote(models.Model):
    """Phiếu công khai: who chose what."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="votes", verbose_name="nội dung")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="thành viên")
    choice = models.CharField("phương án", max_length=20)
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "phiếu công khai"
        constraints = [UniqueConstraint(name="a_member_votes_once_on_a_matter", fields=["matter", "person"])]

    def __str__(self) -> str:
        return f"#{self.pk} {self.person_id} on {self.matter_id}"


class Cast(models.Model):
    """Đã bỏ phiếu kín: that a member has cast a slip, and not which."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="casts", verbose_name="nội dung")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="thành viên")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "đã bỏ phiếu kín"
        constraints = [UniqueConstraint(name="a_member_casts_one_slip_on_a_matter", fields=["matter", "person"])]

    def __str__(self) -> str:
        return f"#{self.pk} {self.person_id} on {self.matter_id}"


class Box(models.Model):
    """Hòm phiếu kín: the slips of a matter, sorted by what they say. One row, written anew with each slip: no person,
    moment, key nor order leads from a slip to who cast it. Nobody reads it before the vote is closed."""

    matter = models.OneToOneField(Matter, models.PROTECT, related_name="box", verbose_name="nội dung")
    slips = ArrayField(models.CharField(max_length=20), verbose_name="các phiếu", default=list)

    class Meta:
        verbose_name = "hòm phiếu kín"

    def __str__(self) -> str:
        return f"#{self.pk} of {self.matter_id}"


class Outcome(models.Model):
    """Kết quả biểu quyết: counted once, when the vote is closed, and never changed.

    `seats` are those of the day without the `excluded` ones, who have an interest; `present` and `cast` are of these.
    `counts` are the votes by choice; `chosen` is the choice that carries, empty where none does. The database counts
    itself (trigger `an_outcome_is_what_was_voted`) and takes none without a quorum (`no_outcome_without_a_quorum`).
    """

    matter = models.OneToOneField(Matter, models.PROTECT, related_name="outcome", verbose_name="nội dung")
    seats = models.PositiveSmallIntegerField("số thành viên")
    excluded = models.PositiveSmallIntegerField("số thành viên có liên quan")
    present = models.PositiveSmallIntegerField("số thành viên dự họp")
    cast = models.PositiveSmallIntegerField("số phiếu")
    counts = models.JSONField("số phiếu từng phương án")
    chosen = models.CharField("phương án được thông qua", max_length=20, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="người khóa")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "kết quả biểu quyết"

    def __str__(self) -> str:
        return f"#{self.pk} {self.matter_id} {self.chosen or '-'}"

    @property
    def agreed(self) -> bool:
        """Did the first choice carry, the one that says yes? Reads matter: one query unless loaded."""
        return bool(self.chosen) and self.chosen == self.matter.choices[0][0]

    @property
    def said(self) -> str:
        """What came of it, in words; the choice itself where there were more than two. Reads matter, as `agreed`."""
        labels = self.matter.labels
        if not self.chosen:
            return gettext("Không phương án nào được thông qua")
        if len(labels) > 2:
            return gettext(labels[self.chosen])
        return gettext("Được thông qua") if self.agreed else gettext("Không được thông qua")

"""The shape of a programme file (YAML). A wrong file is refused whole, with every mistake named by its place."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Literal

from django.utils.translation import gettext as _
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)

from sangkien.base import shapes
from sangkien.base.numbers import WHOLE
from sangkien.base.text import forbidden, paragraphs

Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,40}$")]
Answering = Literal["required", "optional", "hidden"]
YEARS = range(2000, 2101)  # those of the calendar of working days
_MOST_PARTS = 200_000  # of a file; the largest of the catalogue has some 500


def _each_once(parts: Any) -> Any:
    codes = [part.code for part in parts]
    if twice := sorted({code for code in codes if codes.count(code) > 1}):
        raise ValueError(_("mã %(codes)s đứng hai lần") % {"codes": ", ".join(twice)})
    return parts


EachOnce = AfterValidator(_each_once)


def _at_most(most: int) -> AfterValidator:
    """No text of it is longer than what keeps it."""

    def checked(part: Any) -> Any:
        if max(map(len, [part.vi, part.en] if isinstance(part, Bilingual) else [part])) > most:
            raise ValueError(_("dài quá %(most)s chữ cái") % {"most": most})
        return part

    return AfterValidator(checked)


class Part(BaseModel):
    """Every part refuses words it does not know: a slip of the pen is not silently dropped."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @field_validator("*", mode="before")
    @classmethod
    def _readable(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        if what := forbidden(value):
            raise ValueError(_("trong phần này có %(what)s") % {"what": what})
        return paragraphs(value)


class Days(Part):
    """From one day to another, both included; without `to`: open ended."""

    since: date = Field(alias="from")
    to: date | None = None

    @model_validator(mode="after")
    def _ordered(self) -> "Days":
        if self.to and self.to < self.since:
            raise ValueError(_("ngày kết thúc đứng trước ngày bắt đầu"))
        if not {day.year for day in (self.since, self.to) if day} <= {*YEARS}:
            raise ValueError(_("cần một năm từ %(first)s đến %(last)s") % {"first": YEARS[0], "last": YEARS[-1]})
        return self

    def hold(self, other: "Days") -> bool:
        """Do they hold every one of the other's days?"""
        ends_in_time = self.to is None or (other.to is not None and other.to <= self.to)
        return self.since <= other.since and ends_in_time


class Bilingual(Part):
    """A text in both languages; Vietnamese is the one that rules."""

    vi: str = Field(min_length=1)
    en: str = ""


Name = Annotated[Bilingual, _at_most(200)]
ShortName = Annotated[Bilingual, _at_most(120)]
Hint = Annotated[Bilingual, _at_most(300)]
ShortCode = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,20}$")]


class TermSpec(Part):
    """An entry of a list."""

    code: Code
    name: Name
    hint: Hint | None = None
    paper: bool | None = None
    counts: bool | None = None
    field: str | None = None
    step: int | None = Field(default=None, ge=1, le=6)


class CriterionSpec(Part):
    """What a council scores, from 0 to `most` whole points."""

    code: Code
    name: Name
    hint: Hint | None = None
    most: int = Field(ge=1, le=1000)


class Question(Part):
    """A question that only this programme asks, at one of the six steps."""

    code: Code
    step: int = Field(ge=2, le=5)
    kind: Literal["line", "text", "choice", "number", "yes_no"]
    label: Bilingual
    hint: Bilingual | None = None
    required: bool = False
    choices: Annotated[list[TermSpec], EachOnce] = []

    @model_validator(mode="after")
    def _choices_when_choosing(self) -> "Question":
        if (self.kind == "choice") != bool(self.choices):
            raise ValueError(_("câu hỏi lựa chọn phải có danh sách chọn, câu hỏi khác thì không"))
        return self


class PhaseSpec(Part):
    """A phase."""

    code: ShortCode
    name: ShortName
    window: Days
    focus: str = ""


class CampaignSpec(Part):
    """A campaign; `within` names another campaign it is part of."""

    code: ShortCode
    kind: Literal["PEAK", "PEAK_MONTH", "PEAK_WEEK", "UPDATE_DAY"]
    name: Name
    organiser: str
    window: Days
    within: str | None = None


class TargetSpec(Part):
    """A target of a unit for a phase (or for the whole programme); what it counts, `targets.models.Indicator` says."""

    unit: str
    phase: str | None = None
    indicator: Literal["VALID", "PEOPLE", "BENEFIT", "UNIONS", "FDI", "PRODUCTION"] = "VALID"
    assigned: int | None = Field(default=None, ge=0)
    registered: int | None = Field(default=None, ge=0)
    self_raised: int | None = Field(default=None, ge=0)

    @field_validator("assigned", "registered", "self_raised")
    @classmethod
    def _a_share_is_part_of_a_whole(cls, value: int | None, told: ValidationInfo) -> int | None:
        if told.data.get("indicator") == "PRODUCTION" and (value or 0) > WHOLE:
            raise ValueError("tỷ trọng nhiều nhất là 10000 (100 %)")
        return value


class FormSpec(Part):
    """Which items of the common form this programme asks for."""

    kind: Answering = "required"
    field: Answering = "required"
    before: Answering = "required"
    after: Answering = "required"
    applied_on: Answering = "required"
    benefit: Answering = "required"
    recognition: Answering = "required"


class CouncilSpec(Part):
    """How a council concludes: so many sheets at least, and so many percent of the points on average."""

    quorum: int = Field(ge=2, le=99)
    pass_percent: int = Field(alias="pass", ge=1, le=100)


class ReviewSpec(Part):
    """Who looks, in how many working days, and of which week these are; `council` where one scores."""

    workflow: Literal["TWO_STEPS", "ONE_STEP", "THREE_STEPS", "COUNCIL", "NONE"] = "TWO_STEPS"
    council: CouncilSpec | None = None
    confirm_days: int = Field(default=3, ge=1, le=60)
    decide_days: int = Field(default=5, ge=1, le=60)
    appeal_days: int = Field(default=15, ge=1, le=365)
    week: Literal["MON_FRI", "MON_SAT", "ALL"] = "MON_FRI"

    @model_validator(mode="after")
    def _a_council_where_one_scores(self) -> "ReviewSpec":
        if (self.workflow == "COUNCIL") != (self.council is not None):
            raise ValueError(_("quy trình COUNCIL phải có mục council (quorum, pass), quy trình khác thì không"))
        return self


class OutageSpec(Part):
    """When nobody could send for more than so many minutes in the last hours of a phase, it goes on for so many
    hours more (whole days, since a phase ends with its last day)."""

    longer_than_minutes: int = Field(ge=2, le=600)
    in_last_hours: int = Field(default=24, ge=1, le=168)
    extend_hours: int = Field(default=24, ge=1, le=168)


class DeadlineSpec(Part):
    """What makes an end fair: so many hours for what was finished on a phone before it, and the rule for outages."""

    grace_hours: int = Field(default=0, ge=0, le=336)
    outage: OutageSpec | None = None


class PaperSpec(Part):
    """A paper to attach; `when`: codes of the recognitions it belongs to (empty: always)."""

    code: Code
    name: Bilingual
    hint: Bilingual | None = None
    required: bool = False
    when: list[Code] = []


class LimitsSpec(Part):
    """How many pictures, how large a file (megabytes)."""

    photos: int = Field(default=10, ge=0, le=40)
    largest_mb: int = Field(default=15, ge=1, le=50)


class TextsSpec(Part):
    """Words of the programme's own, where the common ones do not fit."""

    start: Bilingual | None = None
    consent: Bilingual | None = None
    done: Bilingual | None = None


SomeTerms = Annotated[list[TermSpec], Field(min_length=1), EachOnce]


class ListsSpec(Part):
    """The programme's own lists."""

    kinds: SomeTerms
    fields: SomeTerms
    effects: Annotated[list[TermSpec], EachOnce] = []
    recognitions: SomeTerms
    return_reasons: SomeTerms
    refusal_reasons: SomeTerms
    criteria: Annotated[list[CriterionSpec], EachOnce] = []


class ProgrammeSpec(Part):
    """A whole programme file."""

    code: Code
    short_name: ShortName
    full_name: Annotated[str, Field(min_length=1), _at_most(400)]
    about: Bilingual
    slogan: Annotated[str, _at_most(200)] = ""
    owner: str
    sources: list[str] = []
    opens: Days
    applied: Days | None = None
    recognised: Days | None = None
    recognition_counts: bool = True
    confirm_above: int = Field(default=10_000_000_000, ge=1, le=10**15)
    milestones: list[Annotated[int, Field(ge=1, le=2_000_000_000)]] = []
    review: ReviewSpec = ReviewSpec()
    deadline: DeadlineSpec = DeadlineSpec()
    form: FormSpec = FormSpec()
    limits: LimitsSpec = LimitsSpec()
    texts: TextsSpec = TextsSpec()
    lists: ListsSpec
    papers: Annotated[list[PaperSpec], EachOnce] = []
    questions: Annotated[list[Question], EachOnce] = []
    phases: Annotated[list[PhaseSpec], EachOnce] = []
    campaigns: Annotated[list[CampaignSpec], EachOnce] = []
    targets: list[TargetSpec] = []

    @field_validator("lists")
    @classmethod
    def _criteria_where_a_council_scores(cls, lists: ListsSpec, told: ValidationInfo) -> ListsSpec:
        review: ReviewSpec | None = told.data.get("review")
        if review and (review.council is not None) != bool(lists.criteria):
            raise ValueError(_("quy trình COUNCIL phải có danh mục criteria, quy trình khác thì không"))
        return lists

    @field_validator("phases")
    @classmethod
    def _phases_inside_and_apart(cls, phases: list[PhaseSpec], told: ValidationInfo) -> list[PhaseSpec]:
        opens: Days | None = told.data.get("opens")
        for phase in phases:
            if opens and not opens.hold(phase.window):
                told_of = _("giai đoạn %(code)s nằm ngoài thời gian nhận của chương trình")
                raise ValueError(told_of % {"code": phase.code})
        for one, next_one in pairwise(sorted(phases, key=lambda phase: phase.window.since)):
            if one.window.to is None or one.window.to >= next_one.window.since:
                both = {"one": one.code, "other": next_one.code}
                raise ValueError(_("giai đoạn %(one)s và %(other)s chồng lên nhau") % both)
        return phases

    @field_validator("campaigns")
    @classmethod
    def _campaigns_within_known_ones(cls, campaigns: list[CampaignSpec]) -> list[CampaignSpec]:
        """The wider one stands first in the file."""
        _must_be_known([campaign.within for campaign in campaigns], campaigns, _("chiến dịch"))
        for place, campaign in enumerate(campaigns):
            if campaign.within and campaign.within not in [before.code for before in campaigns[:place]]:
                both = {"whole": campaign.within, "part": campaign.code}
                raise ValueError(_("chiến dịch %(whole)s phải đứng trước %(part)s") % both)
        return campaigns

    @field_validator("targets")
    @classmethod
    def _targets_of_known_phases(cls, targets: list[TargetSpec], told: ValidationInfo) -> list[TargetSpec]:
        if "phases" in told.data:
            _must_be_known([target.phase for target in targets], told.data["phases"], _("giai đoạn"))
        return targets


def _must_be_known(named: Sequence[str | None], parts: Sequence[Any], what: str) -> None:
    known = {part.code for part in parts}
    for code in named:
        if code and code not in known:
            raise ValueError(_("không có %(what)s mang mã %(code)s") % {"what": what, "code": code})


def read(file: Path) -> ProgrammeSpec:
    """The programme in this file. Raises NotPossible with every mistake, each naming its place."""
    return read_text(file.read_bytes())


def read_text(typed: bytes | str) -> ProgrammeSpec:
    """The programme in this text. Raises NotPossible with every mistake, each naming its place."""
    return checked(shapes.read_yaml(typed, parts=_MOST_PARTS))


def checked(told: Any) -> ProgrammeSpec:
    """The programme that a file or a page tells of, as plain values. Raises NotPossible with every mistake."""
    return shapes.checked(ProgrammeSpec, told, whole="programme")

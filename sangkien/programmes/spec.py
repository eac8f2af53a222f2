"""The shape of a programme file (YAML). A wrong file is refused whole, with every mistake named by its place."""

from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from sangkien.base.problems import NotPossible, Problem
from sangkien.base.text import one_line

Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,40}$")]
Answering = Literal["required", "optional", "hidden"]


class Part(BaseModel):
    """Every part refuses words it does not know: a slip of the pen is not silently dropped."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Days(Part):
    """From one day to another, both included; without `to`: open ended."""

    since: date = Field(alias="from")
    to: date | None = None

    @model_validator(mode="after")
    def _ordered(self) -> "Days":
        if self.to and self.to < self.since:
            raise ValueError("ngày kết thúc đứng trước ngày bắt đầu")
        return self


class Bilingual(Part):
    """A text in both languages; Vietnamese is the one that rules."""

    vi: str = Field(min_length=1)
    en: str = ""


class TermSpec(Part):
    """An entry of a list."""

    code: Code
    name: Bilingual
    hint: Bilingual | None = None
    paper: bool | None = None
    counts: bool | None = None
    field: str | None = None
    step: int | None = Field(default=None, ge=1, le=6)


class Question(Part):
    """A question that only this programme asks, at one of the six steps."""

    code: Code
    step: int = Field(ge=2, le=5)
    kind: Literal["line", "text", "choice", "number", "yes_no"]
    label: Bilingual
    hint: Bilingual | None = None
    required: bool = False
    choices: list[TermSpec] = []

    @model_validator(mode="after")
    def _choices_when_choosing(self) -> "Question":
        if (self.kind == "choice") != bool(self.choices):
            raise ValueError("câu hỏi lựa chọn phải có danh sách chọn, câu hỏi khác thì không")
        return self


class PhaseSpec(Part):
    """A phase."""

    code: Code
    name: Bilingual
    window: Days
    focus: str = ""


class CampaignSpec(Part):
    """A campaign; `within` names another campaign it is part of."""

    code: Code
    kind: Literal["PEAK", "PEAK_MONTH", "PEAK_WEEK", "UPDATE_DAY"]
    name: Bilingual
    organiser: str
    window: Days
    within: str | None = None


class TargetSpec(Part):
    """A target of a unit for a phase (or for the whole programme)."""

    unit: str
    phase: str | None = None
    assigned: int | None = Field(default=None, ge=0)
    registered: int | None = Field(default=None, ge=0)
    self_raised: int | None = Field(default=None, ge=0)


class FormSpec(Part):
    """Which items of the common form this programme asks for."""

    kind: Answering = "required"
    field: Answering = "required"
    before: Answering = "required"
    after: Answering = "required"
    applied_on: Answering = "required"
    benefit: Answering = "required"
    recognition: Answering = "required"


class ReviewSpec(Part):
    """Who looks, in how many days."""

    workflow: Literal["TWO_STEPS", "ONE_STEP"] = "TWO_STEPS"
    confirm_days: int = Field(default=3, ge=1, le=60)
    decide_days: int = Field(default=5, ge=1, le=60)


class ListsSpec(Part):
    """The programme's own lists."""

    kinds: list[TermSpec] = Field(min_length=1)
    fields: list[TermSpec] = Field(min_length=1)
    effects: list[TermSpec] = []
    recognitions: list[TermSpec] = Field(min_length=1)
    return_reasons: list[TermSpec] = Field(min_length=1)
    refusal_reasons: list[TermSpec] = Field(min_length=1)


class ProgrammeSpec(Part):
    """A whole programme file."""

    code: Code
    short_name: Bilingual
    full_name: str
    about: Bilingual
    slogan: str = ""
    owner: str
    sources: list[str] = []
    opens: Days
    applied: Days | None = None
    recognition_counts: bool = True
    review: ReviewSpec = ReviewSpec()
    form: FormSpec = FormSpec()
    lists: ListsSpec
    questions: list[Question] = []
    phases: list[PhaseSpec] = []
    campaigns: list[CampaignSpec] = []
    targets: list[TargetSpec] = []

    @model_validator(mode="after")
    def _phases_inside(self) -> "ProgrammeSpec":
        for phase in self.phases:
            ends_late = self.opens.to and (phase.window.to is None or phase.window.to > self.opens.to)
            if phase.window.since < self.opens.since or ends_late:
                raise ValueError(f"giai đoạn {phase.code} nằm ngoài thời gian nhận của chương trình")
        return self


def read(file: Path) -> ProgrammeSpec:
    """The programme in this file. Raises NotPossible with every mistake, each naming its place."""
    try:
        return ProgrammeSpec.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")))
    except yaml.YAMLError as no:
        raise NotPossible([Problem(code="not_yaml", text=one_line(str(no)))]) from None
    except ValidationError as no:
        raise NotPossible([_problem(error) for error in no.errors()]) from None


def _problem(error: object) -> Problem:
    assert isinstance(error, dict)
    place = ".".join(str(part) for part in error["loc"]) or "programme"
    return Problem(code=error["type"], field=place, text=f"{place}: {error['msg']}")

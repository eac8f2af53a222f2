"""The six pages in their order: their addresses, their names, the questions they ask."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sangkien.programmes.models import Edition
from sangkien.web.submit import forms
from sangkien.web.submit.forms import StepForm
from sangkien.web.submit.questions import questions_at


@dataclass(frozen=True, eq=False)  # each is the only one of its kind
class Step:
    """One page. `slug` is its address, `name` the short word above it, `question` its heading, for oneself and
    for a colleague."""

    slug: str
    name: str | Promise
    question: str | Promise
    for_a_colleague: str | Promise
    form: type[StepForm]
    asked_for: Callable[[Edition], bool] = lambda edition: True

    @property
    def template(self) -> str:
        """The template of the page."""
        return f"submit/{self.slug}.html"


def _has_benefits(edition: Edition) -> bool:
    return edition.asks("benefit") or bool(questions_at(edition, forms.BenefitForm.number))


def _has_recognition(edition: Edition) -> bool:
    return edition.asks("recognition") or bool(edition.papers or questions_at(edition, forms.RecognitionForm.number))


WORKPLACE = Step(
    "noi-lam-viec",
    _("Nơi làm việc"),
    _("Anh/chị đang làm việc ở đâu?"),
    _("Đồng nghiệp của anh/chị làm việc ở đâu?"),
    forms.WorkplaceForm,
)
AUTHORS = Step(
    "tac-gia", _("Tác giả"), _("Ai làm ra sáng kiến này?"), _("Anh/chị đang gửi giúp ai?"), forms.AuthorsForm
)
CHANGE = Step(
    "thay-doi",
    _("Thay đổi"),
    _("Anh/chị đã thay đổi điều gì?"),
    _("Đồng nghiệp của anh/chị đã thay đổi điều gì?"),
    forms.ChangeForm,
)
BENEFIT = Step(
    "loi-ich",
    _("Lợi ích"),
    _("Sáng kiến mang lại lợi ích gì?"),
    _("Sáng kiến mang lại lợi ích gì?"),
    forms.BenefitForm,
    _has_benefits,
)
RECOGNITION = Step(
    "cong-nhan",
    _("Công nhận"),
    _("Ảnh và quyết định công nhận"),
    _("Ảnh và quyết định công nhận"),
    forms.RecognitionForm,
    _has_recognition,
)
CHECK = Step("kiem-tra", _("Kiểm tra"), _("Kiểm tra lại rồi gửi"), _("Kiểm tra lại rồi gửi"), forms.CheckForm)

ALL = (WORKPLACE, AUTHORS, CHANGE, BENEFIT, RECOGNITION, CHECK)


def steps_of(edition: Edition) -> list[Step]:
    """The pages of a programme's edition: those on which it asks nothing are left out."""
    return [step for step in ALL if step.asked_for(edition)]


def step_at(edition: Edition, slug: str) -> Step | None:
    """The page with this address."""
    return next((step for step in steps_of(edition) if step.slug == slug), None)


def neighbours(edition: Edition, step: Step) -> tuple[Step | None, Step | None]:
    """The page before and the page after."""
    steps = [None, *steps_of(edition), None]
    place = steps.index(step)
    return steps[place - 1], steps[place + 1]

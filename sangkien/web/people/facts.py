"""What a dossier says, as a list of questions and answers for the one who sent it."""

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sangkien.base.days import format_day
from sangkien.base.numbers import format_dong, format_share
from sangkien.initiatives.content import BenefitKind
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.reckoning import formula_of
from sangkien.web.evidence.worth import Worth, worth_of
from sangkien.web.review.dossier import answers_of, effects_of
from sangkien.web.templatetags.components import money


@dataclass(frozen=True)
class Fact:
    """One answer under its question."""

    label: str
    text: str


def facts(initiative: Initiative, *, unit: str) -> list[Fact]:
    """Everything that was answered, in the order of the form; what was left empty is left out. Three queries
    beyond the dossier. `unit` is the grassroots union's name."""
    told = [
        (_("Nơi làm việc"), unit),
        (_("Tác giả"), _authors(initiative)),
        (_("Loại giải pháp"), initiative.kind.label if initiative.kind else ""),
        (_("Lĩnh vực"), initiative.field.label if initiative.field else ""),
        (_("Trước đây"), initiative.before),
        (_("Bây giờ"), initiative.after),
        (_("Hiệu quả"), initiative.effect),
        (_("Áp dụng từ ngày"), format_day(initiative.applied_on) if initiative.applied_on else ""),
        (_("Giá trị làm lợi một năm"), _trusted_benefit(initiative)),
        (_("Tính cho"), initiative.get_benefit_period_display()),
        (_("Cách tính"), "\n".join(filter(None, [_formula(initiative), initiative.benefit_method]))),
        (_("Lợi ích khác"), "; ".join(effects_of(initiative))),
        (_("Hình thức công nhận"), initiative.recognition.label if initiative.recognition else ""),
        (_("Quyết định"), decision_of(initiative)),
        *answers_of(initiative),
    ]
    return [Fact(label, text) for label, text in told if text]


def _authors(initiative: Initiative) -> str:
    language = get_language() or "vi"
    authors = initiative.credited
    if len(authors) == 1:
        return authors[0].full_name
    return "\n".join(f"{author.full_name} ({format_share(author.share, language)})" for author in authors)


def benefit_of(initiative: Initiative) -> str:
    """The value of a year as it was declared, or the kind of benefit."""
    if initiative.benefit_vnd is not None:
        return format_dong(initiative.benefit_vnd, get_language() or "vi")
    return str(BenefitKind(initiative.benefit_kind).label) if initiative.benefit_kind else ""


def _trusted_benefit(initiative: Initiative) -> str:
    return "\n".join(filter(None, [benefit_of(initiative), *_trusted(worth_of(initiative))]))


def _trusted(worth: Worth | None) -> list[str]:
    """How far the value is attested, what the employer says otherwise, and what was found after a year."""
    if worth is None:
        return []
    found = worth.verification.actual_vnd if worth.verification and worth.found else None
    after = _("Giá trị thực tế sau một năm: %(money)s") % {"money": money(found)} if found is not None else ""
    return [_("Mức xác nhận: %(level)s") % {"level": worth.level.label}, worth.said, after]


def _formula(initiative: Initiative) -> str:
    return formula_of(initiative, get_language() or "vi")


def decision_of(initiative: Initiative) -> str:
    """Number, day and issuer of the recognition, those that are given."""
    day = _("ngày %(day)s") % {"day": format_day(initiative.recognised_on)} if initiative.recognised_on else ""
    number = _("số %(number)s") % {"number": initiative.recognition_number} if initiative.recognition_number else ""
    return ", ".join(filter(None, [number, day, initiative.recognition_issuer]))

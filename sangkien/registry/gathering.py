"""Tổng hợp báo cáo: which unions below have reported of a stretch or period, and what they say, part by part, for the
report of the union above.

A part is known by its heading: a line of its own, bold or in capitals, that names its matter ("III. CÁCH LÀM HAY").
Words gathered keep the name of their union; figures are never added up from papers, the union above freezes its own.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import models
from django.utils.translation import gettext as _

from sangkien.accounts.permissions import Actor
from sangkien.base.days import day_of
from sangkien.base.problems import NotPossible, Problem
from sangkien.base.text import fold
from sangkien.organisations.models import Organisation
from sangkien.organisations.queries import children
from sangkien.registry import rules
from sangkien.registry.actions import begin, freeze_of
from sangkien.registry.freezing import Of
from sangkien.registry.kinds import Kind
from sangkien.registry.models import Delivery, Incoming, OfficialPaper
from sangkien.registry.states import State
from sangkien.registry.templates import GoesTo, Template, template_for, templates
from sangkien.registry.wording import Said, lines_of


class Part(models.TextChoices):
    """What a union above gathers from reports (both letters ask for it), as it is printed."""

    RESULTS = "RESULTS", "Kết quả"
    PRACTICE = "PRACTICE", "Cách làm hay, mô hình mới"
    DIFFICULTIES = "DIFFICULTIES", "Khó khăn, vướng mắc"
    PROPOSALS = "PROPOSALS", "Kiến nghị"


_NAMED_BY = {
    Part.PRACTICE: ("cach lam hay", "mo hinh"),
    Part.DIFFICULTIES: ("kho khan", "vuong mac"),
    Part.PROPOSALS: ("kien nghi", "de xuat"),
    Part.RESULTS: ("ket qua",),
}
_NUMBERED = re.compile(r"[IVX]+\s*[.)]")
_END = "./."


@dataclass(frozen=True)
class Report:
    """What a union below has sent: its report, and its entry in the register; None: not yet."""

    unit: Organisation
    paper: OfficialPaper | None = None
    entry: Incoming | None = None


def reporting() -> dict[str, Template]:
    """The templates of reports to the union above."""
    return {code: one for code, one in templates().items() if one.kind == Kind.BC and one.goes_to == GoesTo.ABOVE}


def reports(unit: Organisation, code: str, of: Of, *, on: date) -> list[Report]:
    """Of each union directly below that day its last report from this template of the same. Two queries, whatever
    the number of unions."""
    sent = Delivery.objects.filter(
        unit=unit,
        paper__state=State.ISSUED,
        paper__template=code,
        paper__figures__programme=of.programme,
        paper__figures__source=of.source,
        paper__figures__stretch=of.code,
    )
    known = sent.select_related("paper__outgoing", "receipt").order_by("at", "pk")
    last = {one.paper.unit_id: one for one in known}
    return [_report(below, last.get(below.pk)) for below in children(unit, on)]


def _report(unit: Organisation, sent: Delivery | None) -> Report:
    return Report(unit, sent.paper, getattr(sent, "receipt", None)) if sent else Report(unit)


def consolidate(unit: Organisation, code: str, of: Of, *, by: Actor, at: datetime) -> OfficialPaper:
    """Draft the union's own report of the same with its own figures, and with what those below have written, to be
    edited. Raises NotAllowed, NotPossible: nobody has reported yet."""
    by.must(rules.KEEP, unit)
    on = day_of(at)
    came = [one for one in reports(unit, code, of, on=on) if one.paper]
    if not came:
        text = _("Chưa có đơn vị trực thuộc nào gửi báo cáo này.")
        raise NotPossible([Problem(code="no_reports", text=text)])
    template = template_for(unit, code)
    template = replace(template, body=with_parts(template.body, gathered(came)))
    figures = freeze_of(unit, of, by=by, at=at)
    told = {"gathered": [one.paper.pk for one in came if one.paper]}
    return begin(unit, template, figures, by=by.somebody, at=at, told=told)


def gathered(came: Iterable[Report]) -> dict[Part, list[str]]:
    """What the reports say, part by part, each first paragraph with the name of its union."""
    found: dict[Part, list[str]] = {part: [] for part in Part}
    for one in came:
        assert one.paper and one.paper.content
        for part, texts in parts_of(Said.of_json(one.paper.content)).items():
            first, *others = texts
            found[part] += [f"**{one.unit.short_name}:** {first}", *others]
    return found


def parts_of(said: Said) -> dict[Part, list[str]]:
    """The paragraphs of each part of a report that says something."""
    paragraphs = (
        ("".join(piece.text for piece in one), all(piece.bold for piece in one if piece.text.strip()))
        for one in said.body
    )
    found: dict[Part, list[str]] = {}
    for part, text in _sorted(paragraphs):
        if part and (bare := text.removesuffix(_END).strip()):
            found.setdefault(part, []).append(bare)
    return found


def with_parts(body: str, texts: Mapping[Part, Sequence[str]]) -> str:
    """The body of a template with what was gathered at the end of each part, in the place of its prompts. What has no
    heading there comes last, under one of its own."""
    left, lines, here = dict(texts), list[str](), None
    for line in lines_of(body):
        part, heading = _heading(line.removeprefix("**").removesuffix("**"), bold=line.startswith("**"))
        if heading:
            lines += left.pop(here, []) if here else []
            here = part
        if not (here and left.get(here) and _is_prompt(line)):
            lines.append(line)
    lines += left.pop(here, []) if here else []
    for part, more in left.items():
        lines += [f"**{part.label}**", *more] if more else []
    return "\n".join(lines)


def _is_prompt(line: str) -> bool:
    """A whole line that only says what is to be written there."""
    return line.startswith("[") and line.endswith("]")


def _sorted(paragraphs: Iterable[tuple[str, bool]]) -> Iterator[tuple[Part | None, str]]:
    """Each paragraph that is no heading, with the part that it stands in."""
    here: Part | None = None
    for text, bold in paragraphs:
        part, heading = _heading(text, bold=bold)
        if heading:
            here = part
        else:
            yield here, text


def _heading(text: str, *, bold: bool) -> tuple[Part | None, bool]:
    """Which part a line begins, and whether it is a heading at all."""
    bare, capitals = text.strip(), text.isupper()
    part = next((part for part, names in _NAMED_BY.items() if any(name in fold(bare) for name in names)), None)
    heading = (bold or capitals) and (capitals or part is not None or bool(_NUMBERED.match(bare)))
    return part if heading else None, heading

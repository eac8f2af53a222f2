"""Tổng hợp báo cáo: which unions below have reported of a stretch or period, and what they say, part by part, for the
report of the union above.

A part is known by its heading: words in bold or capitals that name its matter, on a line of their own ("III. CÁCH LÀM
HAY") or up to a colon ("**Khó khăn:** thiếu máy"). A sentence in bold is no heading.
Words gathered keep the name of their union; figures are never added up from papers, the union above freezes its own.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import takewhile

from django.db import models
from django.utils.translation import gettext as _

from sangkien.accounts.permissions import Actor
from sangkien.base.days import day_of
from sangkien.base.problems import NotPossible, Problem
from sangkien.base.text import fold
from sangkien.organisations.models import Organisation
from sangkien.organisations.queries import children
from sangkien.registry import rules
from sangkien.registry.actions import begin, freeze
from sangkien.registry.filling import Piece, filled
from sangkien.registry.freezing import Of
from sangkien.registry.kinds import Kind
from sangkien.registry.models import Delivery, Incoming, OfficialPaper
from sangkien.registry.proofreading import LONGEST_BODY
from sangkien.registry.sentences import IN_ANNEX
from sangkien.registry.states import State
from sangkien.registry.templates import GoesTo, Template, by_length, template_for, templates
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
_DIFFICULTIES_COUNTED = "khó khăn, vướng mắc"  # the field that counts them
_IN_ITS_ANNEX = re.compile(rf"\s*{re.escape(IN_ANNEX)}")
_LONGEST = 80  # of a heading without a numeral


@dataclass(frozen=True)
class Report:
    """What a union below has sent: its report, and its entry in the register; None: not yet."""

    unit: Organisation
    paper: OfficialPaper | None = None
    entry: Incoming | None = None


def reporting() -> dict[str, Template]:
    """The templates of reports to the union above, those of a shorter time first."""
    found = (one for one in templates().values() if one.kind == Kind.BC and one.goes_to == GoesTo.ABOVE)
    return {one.code: one for one in by_length(found)}


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
    headings = sum(len(f"\n**{part.label}**\n") for part in Part)
    texts = gathered(came, room=LONGEST_BODY - len(template.body) - headings)
    template = replace(template, body=with_parts(template.body, texts))
    figures = freeze(unit, of, by=by, at=at)
    told = {"gathered": [one.paper.pk for one in came if one.paper]}
    return begin(unit, template, figures, by=by.somebody, at=at, told=told)


def gathered(came: Iterable[Report], *, room: int = LONGEST_BODY) -> dict[Part, list[str]]:
    """What the reports say, part by part, each first paragraph with the name of its union, in so many characters: where
    they are longer, the longest are cut, and a line says in which report the rest stands."""
    told = [(one, _told_by(one)) for one in came]
    most = _most_of_each([_length(texts) for _one, texts in told], room)
    found: dict[Part, list[str]] = {part: [] for part in Part}
    for one, texts in told:
        for part, lines in (texts if _length(texts) <= most else _cut(one, texts, most)).items():
            found[part] += lines
    return found


def _told_by(one: Report) -> dict[Part, list[str]]:
    assert one.paper and one.paper.content
    parts = parts_of(Said.of_json(one.paper.content))
    return {part: [f"**{one.unit.short_name}:** {texts[0]}", *texts[1:]] for part, texts in parts.items()}


def _length(texts: Mapping[Part, Sequence[str]]) -> int:
    return sum(len(line) + 1 for lines in texts.values() for line in lines)


def _most_of_each(lengths: Sequence[int], room: int) -> int:
    """How long each may be so that all fit: what short ones leave is for the long ones."""
    for place, length in enumerate(sorted(lengths)):
        if length * (left := len(lengths) - place) > room:
            return room // left
        room -= length
    return max(lengths, default=0)


def _cut(one: Report, texts: Mapping[Part, Sequence[str]], most: int) -> dict[Part, list[str]]:
    """As many whole paragraphs of each part, in order, as there is room for; a long part leaves room for the others."""
    assert one.paper
    rest = f"**{one.unit.short_name}:** phần còn lại xem Báo cáo số {one.paper.outgoing.line}."
    kept, room = dict[Part, list[str]](), most - len(texts) * (len(rest) + 1)
    for part in sorted(texts, key=lambda part: _length({part: texts[part]})):
        kept[part] = []
        for line in texts[part]:
            if len(line) >= room:
                kept[part].append(rest)
                break
            kept[part].append(line)
            room -= len(line) + 1
    return kept


def parts_of(said: Said) -> dict[Part, list[str]]:
    """The paragraphs of each part of a report that says something; what only points to the annex of that report is left
    out, since the one made of them has an annex of its own."""
    found: dict[Part, list[str]] = {}
    here: Part | None = None
    for paragraph in said.body:
        line = _read(paragraph, here)
        here = line.part
        own_count = here == Part.DIFFICULTIES and _is_counted(paragraph)
        if here and not own_count and (bare := _IN_ITS_ANNEX.sub("", line.says.removesuffix(_END)).strip()):
            found.setdefault(here, []).append(bare)
    return found


def _is_counted(paragraph: Sequence[Piece]) -> bool:
    """Says it how many difficulties there were? The union above counts its own, those below it included."""
    return any(piece.field == _DIFFICULTIES_COUNTED for piece in paragraph)


def with_parts(body: str, texts: Mapping[Part, Sequence[str]]) -> str:
    """The body of a template with what was gathered at the end of each part, in the place of its prompts. What has no
    heading there comes last, under one of its own."""
    left, lines, here = dict(texts), list[str](), None
    for line in lines_of(body):
        read = _read(filled(line, None), here)
        if read.begins:
            lines += left.pop(here, []) if here else []
            here = read.part
        if not (here and left.get(here) and _is_prompt(line)):
            lines.append(line)
    lines += left.pop(here, []) if here else []
    for part, more in left.items():
        lines += [f"**{part.label}**", *more] if more else []
    return "\n".join(lines)


def _is_prompt(line: str) -> bool:
    """A whole line that only says what is to be written there."""
    return line.startswith("[") and line.endswith("]")


@dataclass(frozen=True)
class _Line:
    """A paragraph of a report: in which part it stands, whether it begins it, and what it says but for the heading."""

    part: Part | None
    begins: bool
    says: str


def _read(paragraph: Sequence[Piece], here: Part | None) -> _Line:
    """A paragraph below the heading `here`. One that opens with the name of the part it stands in is no heading."""
    text = "".join(piece.text for piece in paragraph)
    bold = "".join(piece.text for piece in takewhile(lambda piece: piece.bold or piece.text.isspace(), paragraph))
    words, rest = (text, "") if text.isupper() else (bold, text[len(bold) :])
    if rest.startswith(":"):
        words, rest = f"{words}:", rest[1:]
    part = _named_by(words)
    if not _is_heading(words, part, rest) or (rest and part == here):
        return _Line(here, begins=False, says=text)
    return _Line(part, begins=True, says=rest)


def _named_by(words: str) -> Part | None:
    plain = fold(words)
    return next((part for part, names in _NAMED_BY.items() if any(name in plain for name in names)), None)


def _is_heading(words: str, part: Part | None, rest: str) -> bool:
    """Words in bold or capitals that are numbered, or short and no sentence; with more behind them only up to a
    colon."""
    bare = words.strip().removesuffix(_END).rstrip()
    if rest and not bare.endswith(":"):
        return False
    if _NUMBERED.match(bare):
        return True
    short = len(bare) <= _LONGEST and not bare.endswith(".") and ": " not in bare
    return short and (part is not None or (bare.isupper() and not rest))

"""The components of the look: small pieces of HTML that pages put together, and how figures are printed.

Small ones are written here with `format_html`; one with a body is a file in `templates/components/`. All of
them, in every state, stand on the gallery page. None needs JavaScript or a `style` attribute.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

import segno
from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.forms.boundfield import BoundWidget
from django.template.loader import get_template
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sangkien.base import days, numbers
from sangkien.base.problems import Problem
from sangkien.files.models import StoredFile
from sangkien.initiatives.states import State
from sangkien.initiatives.worth import Value
from sangkien.intake.queries import is_list, may_open_list
from sangkien.web.files.shown import Shown, shown

register = template.Library()

TONES = ("grey", "blue", "gold", "red", "green")
NOTHING = "–"

# Colour and shape of every state of a dossier; the word itself is the state's own label.
_STATES: Mapping[str, tuple[str, str]] = {
    State.SUBMITTED: ("blue", "send"),
    State.REVIEWING: ("blue", "search"),
    State.RETURNED: ("gold", "rotate-ccw"),
    State.VALID: ("green", "circle-check"),
    State.INELIGIBLE: ("red", "circle-x"),
    State.DUPLICATE: ("grey", "git-merge"),
    State.WITHDRAWN: ("grey", "x"),
}


_MESSAGE_TONES = {"success": "green", "warning": "gold", "error": "red"}


# How figures, money and days are printed: in the reader's language, "–" where there is nothing to print --


def _language() -> str:
    return get_language() or "vi"


@register.filter
def number(value: int | None) -> str:
    """1396 → 1.396."""
    return NOTHING if value is None else numbers.format_int(value, _language())


@register.filter
def decimal(value: Decimal | None) -> str:
    """Decimal("33.5") → 33,5."""
    return NOTHING if value is None else numbers.format_decimal(value, _language())


@register.filter
def percent(value: Decimal | None) -> str:
    """Decimal("139.6") → 139,6 %."""
    return numbers.format_percent(value, _language())


@register.filter
def share(hundredths: int | None) -> str:
    """An author's share, kept in hundredths of a percent: 3333 → 33,33 %."""
    return NOTHING if hundredths is None else numbers.format_share(hundredths, _language())


@register.filter
def money(dong: int | None) -> str:
    """120000000 → 120.000.000 đồng."""
    return NOTHING if dong is None else numbers.format_dong(dong, _language())


@register.filter
def money_short(dong: int | None) -> str:
    """For headlines: 41700000000 → 41,7 tỷ đồng."""
    return NOTHING if dong is None else numbers.format_dong_short(dong, _language())


@register.filter
def attested(value: Value) -> str:
    """How far a sum of money is attested, in the fewest words: 38,0 % có xác nhận của doanh nghiệp."""
    if value.by_employers is None:
        return _("chưa có giá trị nào")
    return _("%(percent)s có xác nhận của doanh nghiệp") % {"percent": percent(value.by_employers)}


@register.filter
def day(value: date | datetime | None) -> str:
    """31/05/2022; a moment is shown as its day in Vietnam."""
    if value is None:
        return NOTHING
    return days.format_day(days.day_of(value) if isinstance(value, datetime) else value)


@register.filter
def moment(value: datetime | None) -> str:
    """14:32 31/05/2022."""
    return NOTHING if value is None else days.format_moment(value)


@register.filter
def lately(value: datetime, today: date) -> str:
    """14:32 of today; of another day with its date."""
    return f"{value.astimezone(days.VIETNAM):%H:%M}" if days.day_of(value) == today else days.format_moment(value)


# Pieces that are drawn again only when they say something else --------------------------------------------


@register.simple_tag
def drawn(piece: str, lines: Iterable[Hashable]) -> SafeString:
    """A piece of a page (a template) for each of the lines, one after the other. It prints `of`, the line, and follows
    from nothing else but the language: a table of a thousand cells of which one has changed costs one row."""
    language = _language()
    return SafeString("".join(_drawn(piece, line, language) for line in lines))


@register.simple_tag
def piece(name: str, of: Hashable = None) -> SafeString:
    """One such piece."""
    return _drawn(name, of, _language())


@lru_cache(maxsize=4_096)
def _drawn(piece: str, of: Hashable, _in_language: str) -> SafeString:
    return SafeString(get_template(piece).render({"of": of}))


# Pieces without a body ------------------------------------------------------------------------------------


@register.simple_tag
def icon(name: str, label: str = "", css: str = "") -> SafeString:
    """A drawing from the sprite. It is silent beside a word; with a `label` it speaks for itself."""
    spoken = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    sprite = static("icons.svg")
    return format_html('<svg class="icon {}" {} focusable="false"><use href="{}#{}"/></svg>', css, spoken, sprite, name)


@register.simple_tag
def tag(text: str, tone: str = "grey", picture: str = "") -> SafeString:
    """A pill that names a status. The word carries the meaning; tone and picture only repeat it."""
    drawing = icon(picture) if picture else SafeString()
    return format_html('<span class="tag tag-{}">{}{}</span>', known_tone(tone), drawing, text)


@register.simple_tag
def state_tag(state: str) -> SafeString:
    """The pill of a dossier's state."""
    tone, picture = _STATES[State(state)]
    return tag(str(State(state).label), tone, picture)


@register.simple_tag
def progress(value: float, maximum: float, label: str, tone: str = "", css: str = "") -> SafeString:
    """How much of `maximum` is there; more than all of it is shown as full."""
    classes = f"{f'progress-{known_tone(tone)}' if tone else ''} {css}".strip()
    shown = max(0, min(value, maximum))
    return format_html(
        '<progress class="progress {}" max="{}" value="{}" aria-label="{}"></progress>',
        classes,
        _plain(maximum),
        _plain(shown),
        label,
    )


@register.simple_tag
def bar(value: Decimal | float | None, due: Decimal | float | None = None) -> SafeString:
    """A league table's bar of a percentage, with a mark where the unit should be today (`due`).

    It stops at the end of the row; the figure is printed beside it. Its colour is the pace (see there).
    """
    length = _within(value)
    mark = format_html(
        '<line class="exp" x1="{0}" x2="{0}" y1="-1" y2="11" vector-effect="non-scaling-stroke"/>',
        _plain(_within(due)),
    )
    return format_html(
        '<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="bg" width="100" height="10" rx="2"/>'
        '<rect class="fg {}" width="{}" height="10" rx="2"/>{}</svg>',
        pace(value, due),
        _plain(length),
        SafeString() if due is None else mark,
    )


def pace(value: Decimal | float | None, due: Decimal | float | None) -> str:
    """ok: a unit is where it should be today; late: below three quarters of that (Nguy cơ); else nothing."""
    if not due:
        return ""
    ratio = float(value or 0) / float(due)
    return "ok" if ratio >= 1 else "late" if ratio < 0.75 else ""


@register.simple_tag
def spark(values: Sequence[int]) -> SafeString:
    """Seven little columns, one a day, the last one dark. The figures stand in the table or its CSV."""
    highest = max([*values, 1])
    heights = [max(1.5, 22 * value / highest) for value in values]
    columns = format_html_join(
        "",
        '<rect x="{}" y="{}" width="10" height="{}" rx="1"/>',
        ((1 + 12 * place, _plain(22 - height), _plain(height)) for place, height in enumerate(heights)),
    )
    return format_html(
        '<svg class="spark" width="{}" height="22" aria-hidden="true">{}</svg>', 12 * len(values), columns
    )


@register.simple_tag
def qr(text: str, label: str) -> SafeString:
    """A QR code. A quarter of it may be torn or dirty (level Q), as happens to what is pasted up."""
    code = segno.make(text, error="q", micro=False)
    drawing = code.svg_inline(omitsize=True, svgclass="qr", lineclass=None, border=2)
    spoken = format_html('<svg role="img" aria-label="{}"', label)
    return SafeString(drawing.replace("<svg", spoken, 1))


@register.simple_tag
def stat(label: str, value: object, note: str = "", tone: str = "") -> SafeString:
    """One figure with its name, inside `<dl class="kpis">`."""
    below = format_html('<dd class="stat-note">{}</dd>', note) if note else SafeString()
    colour = f"stat-{known_tone(tone)}" if tone else ""
    return format_html('<div class="stat {}"><dt>{}</dt><dd>{}</dd>{}</div>', colour, label, value, below)


@register.filter
def message_tone(level: str) -> str:
    """The tone of one of Django's messages, by its level."""
    return _MESSAGE_TONES.get(level, "blue")


def known_tone(tone: str) -> str:
    """`tone`, or a ValueError: a misspelt tone would silently lose its colour."""
    if tone not in TONES:
        raise ValueError(f"{tone!r} is not one of the tones {', '.join(TONES)}")
    return tone


def _within(value: Decimal | float | None) -> float:
    return max(0.0, min(100.0, float(value or 0)))


def _plain(value: Decimal | float) -> str:
    """A number for an attribute: a point and no thousands, whatever the reader's language."""
    return f"{float(value):.2f}".rstrip("0").rstrip(".")


# Pieces with a body: templates/components/ ----------------------------------------------------------------


@register.inclusion_tag("components/field.html")
def field(
    bound: BoundField,
    *,
    hints: Mapping[str, str] | None = None,
    unit: str = "",
    words: str = "",
    optional: bool = False,
    question: bool = False,
    tight: bool = False,
) -> dict[str, Any]:
    """A question with its hint, its errors and its control, tied together for those who listen to the page.

    `hints`: a line below a choice, by the choice's value. `unit`: printed at the end of the box ("đồng").
    `words`: the number read out below it. `question`: the label is the page's heading.
    """
    return {
        "bound": bound,
        "shape": _shape(bound),
        "choices": [(choice, (hints or {}).get(_value_of(choice), "")) for choice in _choices(bound)],
        "control": _control(bound),
        "unit": unit,
        "words": words,
        "optional": optional,
        "question": question,
        "tight": tight,
    }


def _shape(bound: BoundField) -> str:
    """ "choices": several boxes or buttons under one question; "box": one box to tick; "line": all else."""
    if _choices(bound):
        return "choices"
    return "box" if bound.widget_type == "checkbox" else "line"


def _choices(bound: BoundField) -> list[BoundWidget]:
    return list(bound.subwidgets) if bound.widget_type in {"radioselect", "checkboxselectmultiple"} else []


def _value_of(choice: BoundWidget) -> str:
    return str(choice.data["value"])


def _control(bound: BoundField) -> SafeString:
    if _shape(bound) != "line":
        return bound.as_widget()
    own = bound.field.widget.attrs.get("class", "")
    return bound.as_widget(attrs={"class": f"input {own}".strip()})


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms: BaseForm, problems: Sequence[Problem] = ()) -> dict[str, Any]:
    """Everything that needs another look, above the form, each line a link to its field.

    The same words stand beside the field. `problems` are what an action found, by field.
    """
    lines = [line for form in forms for line in _lines_of(form)]
    lines += [(f"#id_{problem.field}" if problem.field else "", problem.text) for problem in problems]
    return {"lines": lines}


def _lines_of(form: BaseForm) -> Iterable[tuple[str, str]]:
    for message in form.non_field_errors():
        yield "", str(message)
    for bound in form:
        for message in bound.errors:
            yield f"#{focus_id(bound)}", str(message)


def focus_id(bound: BoundField) -> str:
    """Where a link to the field lands: its box, or the first of its choices."""
    return bound.id_for_label or f"{bound.auto_id}_0"


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: template.Context, page: Page[Any]) -> dict[str, Any]:
    """Links to the other pages of a list; everything else in the address (filters, order) stays as it is."""
    return {
        "request": context["request"],
        "page": page,
        "numbers": page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1),
    }


@register.inclusion_tag("components/split.html")
def split(value: Value) -> dict[str, Any]:
    """A sum of money laid out by level, the strongest word first, with what was found after a year."""
    lines = [(one, dong, percent(numbers.percent(dong, value.total))) for one, dong in value.parts.items()]
    return {"value": value, "lines": lines[::-1]}


@register.inclusion_tag("components/timeline.html")
def timeline(steps: Iterable[Any]) -> dict[str, Any]:
    """A dossier's history. Each step has `what`, `who`, `at`, and `said` and `tone`, which may be empty."""
    return {"steps": steps}


@register.inclusion_tag("components/empty_state.html")
def empty_state(title: str, text: str = "", url: str = "", label: str = "", picture: str = "inbox") -> dict[str, str]:
    """A list without rows: one sentence that says why, and one thing to do."""
    return {"title": title, "text": text, "url": url, "label": label, "picture": picture}


@register.inclusion_tag("components/chain.html")
def chain(links: Iterable[Any]) -> dict[str, Any]:
    """A union and all above it, upward, to be confirmed and never chosen. A link has `name` and `kind`."""
    return {"links": links}


@register.inclusion_tag("components/picture.html")
def picture(file: StoredFile | Shown, alt: str) -> dict[str, Any]:
    """A photo as a small square that opens the large one, both drawn by us. `alt` says what is to be seen on it."""
    return {"file": _shown(file), "alt": alt}


@register.inclusion_tag("components/paper.html", takes_context=True)
def paper(context: template.Context, file: StoredFile | Shown) -> dict[str, Any]:
    """An attached paper: its first page where there is a picture of it, its name to save it, its kind and size. Of a
    list of many people's work who may not open it reads who keeps it. One query for a list, none for others."""
    kept = isinstance(file, StoredFile) and is_list(file) and not may_open_list(file, by=context["request"].visit.actor)
    return {"file": _shown(file), "kept": kept}


def _shown(file: StoredFile | Shown) -> Shown:
    return file if isinstance(file, Shown) else shown(file)


@register.simple_block_tag
def note(content: str, tone: str = "blue") -> SafeString:
    """A sentence that deserves a frame: {% note "gold" %}…{% endnote %}."""
    pictures = {"blue": "info", "green": "circle-check", "gold": "triangle-alert", "red": "circle-alert"}
    return format_html(
        '<div class="note note-{}">{}<div>{}</div></div>', known_tone(tone), icon(pictures[tone]), content
    )

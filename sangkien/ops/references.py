"""What the documentation must never get wrong, written from the code: states, permissions, settings, messages,
indicators, kinds of papers."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import F, Q
from django.utils.module_loading import module_has_submodule
from django.utils.translation import override

from sangkien.accounts.models import Role
from sangkien.accounts.permissions import Permission, Rule
from sangkien.certificates import states as certificates_life
from sangkien.difficulties import states as difficulties_life
from sangkien.grading import states as gradings_life
from sangkien.honours import states as honours_life
from sangkien.initiatives.states import COUNTS, FIRST, NEXT, WAITS_FOR, State
from sangkien.notices.wording import Wording, wordings
from sangkien.registry import states as papers_life
from sangkien.registry.annexes import LISTINGS, Listing
from sangkien.registry.fields import fields_of
from sangkien.registry.kinds import abbreviated
from sangkien.registry.sources import Source
from sangkien.registry.states import NUMBER_OF
from sangkien.registry.templates import Template, templates
from sangkien.scopes import states as scopes_life
from sangkien.sittings import states as sittings_life
from sangkien.spreading import states as spreading_life
from sangkien.statistics.definitions import DEFINITIONS, Definition
from sangkien.stories import states as stories_life


def states() -> str:
    """The life of everything that has states, each as a diagram and a table."""
    rows = [
        f"| {state} | {state.label} | {WAITS_FOR.get(state, '–')} | {', '.join(sorted(COUNTS[state])) or '–'} |"
        for state in State
    ]
    papers = [f"| {state} | {state.label} | {NUMBER_OF.get(state, '–')} |" for state in papers_life.State]
    rounds = [
        f"| {state} | {state.label} | {gradings_life.GIVEN_IN.get(state, '–')} |" for state in gradings_life.State
    ]
    return "\n".join(
        [
            "# States of a dossier",
            "",
            "Written by `sangkien reference` from `sangkien/initiatives/states.py`.",
            "",
            *_drawn(FIRST, NEXT),
            "| state | on the page | waits for | counted as |",
            "|---|---|---|---|",
            *rows,
            "",
            "# States of an official paper",
            "",
            "From `sangkien/registry/states.py`.",
            "",
            *_drawn([papers_life.State.DRAFT], papers_life.NEXT),
            "| state | on the page | its number |",
            "|---|---|---|",
            *papers,
            "",
            "# States of a round of grading",
            "",
            "From `sangkien/grading/states.py`.",
            "",
            *_drawn([gradings_life.State.SELF], gradings_life.NEXT),
            "| state | on the page | whose points are given |",
            "|---|---|---|",
            *rounds,
            "",
            "# States of a nomination for an honour",
            "",
            "From `sangkien/honours/states.py`.",
            "",
            *_drawn([honours_life.State.SENT], honours_life.NEXT),
            "| state | on the page |",
            "|---|---|",
            *(f"| {state} | {state.label} |" for state in honours_life.State),
            "",
            "# States of a sitting, and of a matter on its agenda",
            "",
            "From `sangkien/sittings/states.py`.",
            "",
            *_drawn([sittings_life.State.PLANNED], sittings_life.NEXT),
            *_drawn([sittings_life.MatterState.LISTED], sittings_life.NEXT_OF_MATTERS),
            "| state | on the page |",
            "|---|---|",
            *(f"| {state} | {state.label} |" for state in (*sittings_life.State, *sittings_life.MatterState)),
            "",
            "# States of a request for a level of influence",
            "",
            "From `sangkien/scopes/states.py`.",
            "",
            *_drawn([scopes_life.State.ASKED], scopes_life.NEXT),
            "| state | on the page |",
            "|---|---|",
            *(f"| {state} | {state.label} |" for state in scopes_life.State),
            "",
            "# States of a difficulty",
            "",
            "From `sangkien/difficulties/states.py`.",
            "",
            *_drawn([difficulties_life.State.RECEIVED], difficulties_life.NEXT),
            "| state | on the page |",
            "|---|---|",
            *(f"| {state} | {state.label} |" for state in difficulties_life.State),
            "",
            "# States of a certificate",
            "",
            "From `sangkien/certificates/states.py`.",
            "",
            *_drawn([certificates_life.State.ISSUED], certificates_life.NEXT),
            "| state | on the page |",
            "|---|---|",
            *(f"| {state} | {state.label} |" for state in certificates_life.State),
            "",
            "# States of a story",
            "",
            "From `sangkien/stories/states.py`.",
            "",
            *_drawn([stories_life.State.DRAFT], stories_life.NEXT),
            "| state | on the page |",
            "|---|---|",
            *(f"| {state} | {state.label} |" for state in stories_life.State),
            "",
            "# States of a wish to apply an initiative",
            "",
            "From `sangkien/spreading/states.py`.",
            "",
            *_drawn([spreading_life.State.ASKED], spreading_life.NEXT),
            "| state | on the page |",
            "|---|---|",
            *(f"| {state} | {state.label} |" for state in spreading_life.State),
            "",
        ]
    )


def _drawn(first: Iterable[str], arrows: Mapping[Any, Iterable[Any]]) -> list[str]:
    lines = [f"    [*] --> {state}" for state in first]
    lines += [f"    {a} --> {b}" for a in arrows for b in sorted(arrows[a])]
    return ["```mermaid", "stateDiagram-v2", *lines, "```", ""]


def permissions() -> str:
    """Every permission with its rules in words."""
    lines = ["# Permissions", "", "Written by `sangkien reference` from the rooms' `rules.py`.", ""]
    for permission in all_permissions():
        lines += [f"## {permission.name}", "", f"{permission.says}", ""]
        lines += [f"- {_rule(rule)}" for rule in permission.rules] + [""]
    return "\n".join(lines)


def all_permissions() -> list[Permission]:
    """Every permission of the house, by name, wherever a room keeps its rules."""
    found = [value for room in _rooms_with_rules() for value in vars(room).values() if isinstance(value, Permission)]
    return sorted({permission.name: permission for permission in found}.values(), key=lambda p: p.name)


def _rooms_with_rules() -> Iterator[ModuleType]:
    for room in apps.get_app_configs():
        if room.name.startswith("sangkien.") and room.module and module_has_submodule(room.module, "rules"):
            yield import_module(f"{room.name}.rules")


def _rule(rule: Rule) -> str:
    return "; ".join(_conditions(rule)) or "anybody"


def _conditions(rule: Rule) -> Iterator[str]:
    if rule.role:
        yield f"{Role(rule.role).value}"
    if rule.at:
        yield f"of its `{rule.at}`"
    if rule.over:
        yield f"of a union at or above its `{rule.over}`"
    if rule.own:
        yield f"its `{rule.own}`"
    if rule.number:
        yield f"whose proven number is its `{rule.number}`"
    if rule.seat:
        yield f"who has one of its `{rule.seat}` that day{_as(rule.seat_as)}"
    if rule.bearer:
        yield f"who carries its `{rule.bearer}`"
    for path in rule.not_own:
        yield f"not its `{path}`"
    if rule.not_party:
        yield f"who never stood in its `{rule.not_party}`"
    if rule.when:
        yield f"while {_state(rule.when)}"


def _as(offices: Iterable[str]) -> str:
    return f" as {' or '.join(map(_named, offices))}" if offices else ""


def _state(when: Q) -> str:
    return f" {when.connector.lower()} ".join(_condition(child) for child in when.children)


def _condition(child: Any) -> str:
    """One part of a rule's state: "`state` is RETURNED", "`state` is SUBMITTED or REVIEWING", "`answer` is there"."""
    if isinstance(child, Q):
        return f"{'not ' if child.negated else ''}({_state(child)})"
    path, value = child
    if path.endswith("__isnull"):
        return f"`{path.removesuffix('__isnull')}` is {'not ' if value else ''}there"
    values = value if isinstance(value, list | tuple) else [value]
    return f"`{path.removesuffix('__in')}` is {' or '.join(map(_named, values))}"


def _named(value: Any) -> str:
    return f"its `{vars(value)['name']}`" if isinstance(value, F) else str(getattr(value, "value", value) or "nobody")


def environment() -> str:
    """Every environment variable that a setting reads."""
    source = (Path(settings.PACKAGE) / "config" / "settings.py").read_text(encoding="utf-8")
    found = re.findall(r'env\.(text|flag|number|names|pairs)\("(\w+)"(?:, (?:"([^"]*)"|(\d+)))?\)', source)
    rows = [f"| `{name}` | {kind} | {text or number or '–'} |" for kind, name, text, number in found]
    return "\n".join(
        [
            "# Settings",
            "",
            "Written by `sangkien reference` from `sangkien/config/settings.py`. All come from the environment.",
            "",
            "| variable | kind | default |",
            "|---|---|---|",
            "| `DATABASE_URL` | text | the embedded PostgreSQL in `SANGKIEN_HOME` |",
            "| `SANGKIEN_SECRET_KEY` | text | made once, kept in `SANGKIEN_HOME/secret-key` |",
            "| `SANGKIEN_CERTIFICATE_KEY` | text | 32 bytes in base64; made once, `SANGKIEN_HOME/certificate-key` |",
            *sorted(set(rows)),
            "",
        ]
    )


def messages() -> str:
    """Every kind of notice, as whoever registers Zalo's templates needs it."""
    return "\n".join(
        [
            "# Messages",
            "",
            "Written by `sangkien reference` from `sangkien/notices/wording.yaml`.",
            "",
            "Each kind is one Zalo template, with the text after *Zalo* and the parameters by these names. A text that",
            "speaks of a button (“bấm nút”) needs a template with a button.",
            "",
            *(line for kind, said in wordings().items() for line in _message(kind, said)),
        ]
    )


def _message(kind: str, said: Wording) -> Iterator[str]:
    yield from (f"## {kind}", "")
    yield f"- Parameters: {', '.join(f'`{name}`' for name in said.params)}"
    if said.needs_button:
        yield f"- Zalo template with a button that opens {'`link`' if 'link' in said.params else '*Trang của tôi*'}"
    yield from (f"- Zalo: {said.vi}", f"- SMS: {said.sms}", f"- English: {said.en}", "")


def indicators() -> str:
    """Every figure with its definition and what its percentage is taken of, in both languages."""
    return "\n".join(
        [
            "# Indicators",
            "",
            "Written by `sangkien reference` from `sangkien/statistics/definitions.py`, that the boards print.",
            "",
            *(line for definition in DEFINITIONS.values() for line in _indicator(definition)),
        ]
    )


def _indicator(definition: Definition) -> Iterator[str]:
    for language, of in (("vi", "Tỷ lệ tính trên"), ("en", "A percentage is of")):
        with override(language):
            named = f"## {definition.name}" if language == "vi" else f"*{definition.name}*"
            yield from (named, "", f"{definition.says}", "")
            if definition.of:
                yield from (f"{of}: {definition.of}.", "")


def papers() -> str:
    """Every kind of paper: what its figures are taken from, the fields of its words, the columns of its list."""
    return "\n".join(
        [
            "# Kinds of papers and their fields",
            "",
            "Written by `sangkien reference` from `sangkien/registry/catalogue/` and `sangkien/registry/fields.py`.",
            "",
            "| template | paper | in its number | taken from | written while the phase is | list |",
            "|---|---|---|---|---|---|",
            *map(_template, templates().values()),
            "",
            *(line for source in Source for line in _source(source)),
            *(line for name, listing in LISTINGS.items() for line in _listing(name, listing)),
        ]
    )


def _template(one: Template) -> str:
    source = f"{one.source.label}: {one.span.label}" if one.span else str(one.source.label)
    others = (abbreviated(one.kind), source, one.when, one.annex)
    return " | ".join([f"| `{one.code}`", one.name, *(said or "–" for said in others), ""]).rstrip()


def _source(source: Source) -> Iterator[str]:
    yield from (f"## {source.label}", "", "| field | meaning |", "|---|---|")
    yield from (f"| `{field.marked}` | {field.says} |" for field in fields_of(source))
    yield ""


def _listing(name: str, listing: Listing) -> Iterator[str]:
    sources = ", ".join(str(source.label) for source in listing.sources)
    yield from (f"## List `{name}`", "", f"Of: {sources}.", "")
    yield from (f"- {column.heading}" for column, _says in listing.columns)
    yield ""


PAGES: dict[str, Callable[[], str]] = {
    "states.md": states,
    "permissions.md": permissions,
    "settings.md": environment,
    "messages.md": messages,
    "indicators.md": indicators,
    "papers.md": papers,
}

"""What a union's officers taught about its lists, and what they said of one list, as rows and JSON keep it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sangkien.accounts.models import Person
from sangkien.intake.contents import TERMS
from sangkien.intake.models import Batch, RememberedHeading, RememberedLine, RememberedTerm
from sangkien.intake.records import recognition_of, told_recognition
from sangkien.intake.understanding import Field, Head, Learned, Recognition, Table, Which, key_of
from sangkien.intake.understanding.headings import OUR_KEY
from sangkien.organisations.models import Organisation

Layout = dict[str, Any]  # of one list, what JSON can say: heads by sheet, columns and decisions by table
Terms = Mapping[str, Mapping[str, str]]  # by field and folded wording, the code that is meant


@dataclass(frozen=True)
class Correction:
    """What an officer changes in how a list is understood: what `headings` mean (None: nothing), wherever they stand;
    what `columns` of a table hold where no heading tells them apart; exactly these tables of a sheet (`heads`; none: no
    list there; None: as it is found); which decision a table belongs to."""

    headings: Mapping[str, Field | None] = field(default_factory=dict)
    columns: Mapping[Which, Mapping[int, Field | None]] = field(default_factory=dict)
    heads: Mapping[str, tuple[Head, ...] | None] = field(default_factory=dict)
    decisions: Mapping[Which, Recognition] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.headings or self.columns or self.heads or self.decisions)


def learned(unit: Organisation, layout: Layout) -> Learned:
    """What is known before a list is read. Two queries."""
    headings = RememberedHeading.objects.filter(unit=unit).values_list("heading", "means")
    known = {heading: Field(means) if means else None for heading, means in headings}
    return Learned(
        headings=known | {OUR_KEY: Field.CODE},
        lines=dict(RememberedLine.objects.filter(unit=unit).values_list("line", "rows")),
        heads={sheet: [Head(*head) for head in heads] for sheet, heads in layout.get("heads", {}).items()},
        columns={Which(*which): _columns(said) for which, said in layout.get("columns", ())},
        decisions={Which(*which): recognition_of(said) for which, said in layout.get("decisions", ())},
    )


def terms_of(batch: Batch) -> Terms:
    """What wordings of the list mean: as remembered of the union's lists, and over it what is said of this one. One
    query."""
    found: dict[str, dict[str, str]] = {}
    remembered = RememberedTerm.objects.filter(unit=batch.unit_id, programme=batch.programme_id)
    for asked, wording, code in remembered.values_list("asked", "wording", "code"):
        found.setdefault(asked, {})[wording] = code
    said: Terms = batch.answers.get(TERMS, {})
    return {asked: {**found.get(asked, {}), **said.get(asked, {})} for asked in {*found, *said}}


def with_correction(layout: Layout, said: Correction) -> Layout:
    """The layout of a list after it. Where a sheet's tables begin elsewhere now, what was said of their columns and
    decisions was said of others."""
    moved = set(said.heads)
    heads = {sheet: at for sheet, at in layout.get("heads", {}).items() if sheet not in moved}
    heads |= {sheet: [list(head) for head in at] for sheet, at in said.heads.items() if at is not None}
    columns = {Which(*which): dict(told) for which, told in layout.get("columns", ()) if which[0] not in moved}
    for which, told in said.columns.items():
        new = {str(at): of.value if of else "" for at, of in told.items()}
        columns[which] = columns.get(which, {}) | new
    decisions = {Which(*which): told for which, told in layout.get("decisions", ()) if which[0] not in moved}
    decisions |= {which: told_recognition(given) for which, given in said.decisions.items()}
    return {
        **layout,
        "heads": heads,
        "columns": [[list(which), told] for which, told in columns.items()],
        "decisions": [[list(which), told] for which, told in decisions.items()],
    }


def renamed(layout: Layout, sheets: Sequence[str]) -> Layout:
    """The layout for a file with these sheets: where as many have other names by now, as in a CSV that we gave back as
    a workbook, what was said of each holds for the one in its place."""
    before = layout.get("sheets", [])
    if before == list(sheets) or len(before) != len(sheets):
        return layout
    now = dict(zip(before, sheets, strict=True))
    return {
        "heads": {now.get(sheet, sheet): at for sheet, at in layout.get("heads", {}).items()},
        **{
            what: [[[now.get(sheet, sheet), place], said] for (sheet, place), said in layout.get(what, ())]
            for what in ("columns", "decisions")
        },
        "sheets": list(sheets),
    }


def with_lines(layout: Layout, tables: Sequence[Table], sheets: Sequence[str]) -> Layout:
    """The layout with the names of the sheets and what each row says that an officer pointed to, to know them again
    when the list comes again."""
    if not layout:
        return layout
    says = {(table.sheet, table.header_row): table.line for table in tables}
    heads = {
        sheet: [[row, rows, says.get((sheet, row), line)] for row, rows, line in at]
        for sheet, at in layout.get("heads", {}).items()
    }
    return {**layout, "heads": heads, "sheets": list(sheets)}


def remember(unit: Organisation, said: Correction, *, by: Person, at: datetime) -> None:
    """Keep for the union's next lists what headings mean."""
    for heading, means in said.headings.items():
        RememberedHeading.objects.update_or_create(
            unit=unit, heading=key_of(heading), defaults={"means": means.value if means else "", "by": by, "at": at}
        )


def remember_lines(batch: Batch, before: Sequence[Mapping[str, Any]], *, by: Person, at: datetime) -> None:
    """Keep for the union's next lists which rows head tables, where an officer pointed to them; and which do not, of
    those that were taken for headers `before`."""
    pointed = {sheet: heads for sheet, heads in batch.layout.get("heads", {}).items() if heads}
    lines = {line: rows for heads in pointed.values() for _row, rows, line in heads if line}
    wrong = {table.get("line", "") for table in before if table["sheet"] in pointed and table["header_row"]}
    for line, rows in (dict.fromkeys(wrong - {""}, 0) | lines).items():
        RememberedLine.objects.update_or_create(unit=batch.unit, line=line, defaults={"rows": rows, "by": by, "at": at})


def remember_terms(
    batch: Batch, terms: Mapping[Field, Mapping[str, str]], *, by: Person, at: datetime
) -> dict[str, dict[str, str]]:
    """Keep for the union's next lists what wordings mean, or forget it (an empty code); what was known before."""
    of_unit = RememberedTerm.objects.filter(unit=batch.unit, programme=batch.programme)
    before: dict[str, dict[str, str]] = {}
    for asked, said in terms.items():
        known = of_unit.filter(asked=asked.value)
        before[asked.value] = dict(known.filter(wording__in=said).values_list("wording", "code"))
        known.filter(wording__in=[wording for wording, code in said.items() if not code]).delete()
        for wording, code in said.items():
            if code:
                RememberedTerm.objects.update_or_create(
                    unit=batch.unit,
                    programme=batch.programme,
                    asked=asked.value,
                    wording=wording,
                    defaults={"code": code, "by": by, "at": at},
                )
    return before


def _columns(said: Mapping[str, str]) -> dict[int, Field | None]:
    return {int(at): Field(name) if name else None for at, name in said.items()}

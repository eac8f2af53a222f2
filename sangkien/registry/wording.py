"""What a paper says from top to bottom, filled in: kept with its number for good, and laid out as often as it is
asked for."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import override

from sangkien.documents.papers import (
    Addressee,
    Annex,
    Bases,
    BothSign,
    Closing,
    Column,
    Letterhead,
    Ordered,
    Paper,
    Part,
    Prose,
    Run,
    Signature,
    Title,
    day_line,
)
from sangkien.registry.annexes import Listed
from sangkien.registry.filling import Piece, filled, plain
from sangkien.registry.kinds import Kind, number_line
from sangkien.registry.models import Heading, OfficialPaper
from sangkien.registry.sentences import Facts
from sangkien.registry.signatures import Authority

_END = "./."  # the sign of the end (Decree 30/2020, Appendix I)
# Who decides stands above the bases, and what follows them after this word (Decree 30/2020, Appendix III, form 1.2).
_ORDERS = {Kind.QD: "Quyết định:"}
_OLD_WORD = re.compile(r"^Phụ lục(: )?")  # which once stood in the title of a list itself
# What lists were before they said their columns themselves (papers numbered until then keep rows alone).
_FIRST_COLUMNS = [
    Column("TT", 12),
    Column("Đơn vị", 125),
    Column("Chỉ tiêu", 35, figures=True),
    Column("Hợp lệ", 35, figures=True),
    Column("Đạt", 35, figures=True),
]


@dataclass(frozen=True)
class Head:
    """How it begins, and where it is kept. `symbol`: what stands behind the kind in its number."""

    above: str
    issuer: str
    symbol: str
    place: str
    archive: str


@dataclass(frozen=True)
class Said:
    """Everything but number and day. `by`: who decides, on a decision; `beside`: who signs it too, on the left, and
    the name below; `annex`: the list that goes with it."""

    kind: Kind
    head: Head
    subject: str
    addressees: Sequence[str]
    bases: Sequence[str]
    body: Sequence[Sequence[Piece]]
    recipients: Sequence[str]
    signature: Sequence[str]
    signer: str
    by: str = ""
    beside: Sequence[str] = ()
    annex: Listed | None = None

    @property
    def kind_name(self) -> str:
        """What kind of paper it is: in Vietnamese, as it is printed, whatever language the page is read in."""
        with override("vi"):
            return str(self.kind.label)

    def as_json(self) -> dict[str, Any]:
        """As it is kept with the paper."""
        kept: dict[str, Any] = json.loads(json.dumps(asdict(self), ensure_ascii=False))
        return kept

    @classmethod
    def of_json(cls, kept: Mapping[str, Any]) -> "Said":
        """As it was kept."""
        body = [[Piece(**piece) for piece in paragraph] for paragraph in kept["body"]]
        made = {"kind": Kind(kept["kind"]), "head": Head(**kept["head"]), "body": body, "annex": _kept(kept["annex"])}
        return cls(**{**kept, **made})


def said_by(paper: OfficialPaper, heading: Head, *, facts: Facts | None, annex: Listed | None) -> Said:
    """What the draft says now."""
    body = [pieces for line in lines_of(paper.body) if (pieces := filled(line, facts))]
    return Said(
        kind=Kind(paper.kind),
        head=heading,
        subject=plain(paper.subject, facts),
        addressees=punctuated(lines_of(plain(paper.addressees, facts))),
        bases=_bases(paper.bases, facts),
        body=_ended(body),
        recipients=punctuated([*lines_of(plain(paper.recipients, facts)), f"Lưu: {heading.archive}"]),
        signature=_signature(paper),
        signer=paper.signer.full_name if paper.signer else "",
        by=f"{paper.on_behalf or paper.title} {heading.issuer}".replace("\n", " ") if paper.kind in _ORDERS else "",
        beside=lines_of(paper.beside),
        annex=annex,
    )


def head_of(heading: Heading, kind: Kind) -> Head:
    """The heading of a union as words, for a paper of that kind."""
    return Head(heading.above, heading.issuer, heading.symbol_of(kind), heading.place, heading.archive)


def laid_out(said: Said, *, number: int | None, day: date | None, year: int) -> Paper:
    """The paper as the room `documents` takes it; a draft leaves number and day blank."""
    line, when = number_line(number, said.kind, said.head.symbol), day_line(day, year)
    letter = said.kind == Kind.CV
    head = Letterhead(
        above=said.head.above,
        issuer=said.head.issuer,
        number=f"Số: {line}",
        place_and_day=f"{said.head.place}, {when}",
        subject=said.subject if letter else "",
    )
    parts: list[Part] = [head]
    if not letter:
        parts.append(Title(said.kind_name, said.subject, by=said.by))
    if said.addressees:
        parts.append(Addressee(said.addressees if len(said.addressees) > 1 else said.addressees[0]))
    if said.bases:
        parts.append(Bases(said.bases))
    if said.kind in _ORDERS:
        parts.append(Ordered(_ORDERS[said.kind]))
    parts += [Prose([Run(piece.text, piece.bold) for piece in paragraph]) for paragraph in said.body]
    parts.append(_closing(said))
    return Paper(f"{said.kind_name} {said.subject}".replace("\n", " "), [*parts, *_annex(said, line, when)])


def lines_of(text: str) -> list[str]:
    """The lines that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def punctuated(lines: Sequence[str]) -> list[str]:
    """A list as the decree has it: each ends with a semicolon, the last with a full stop."""
    bare = [line.strip().removeprefix("-").strip().rstrip(";.,") for line in lines]
    return [f"{line}{'.' if place == len(bare) else ';'}" for place, line in enumerate(bare, start=1)]


def _bases(text: str, facts: Facts | None) -> list[str]:
    """Each paper that a programme stands on is a line of its own; all end as the decree has it (Appendix I)."""
    sources = (facts or {}).get("sources")
    told = [{**facts, "sources": [one]} for one in sources] if facts and isinstance(sources, list) else [facts]
    return punctuated(list(dict.fromkeys(plain(line, one) for line in lines_of(text) for one in told)))


def _ended(body: list[list[Piece]]) -> list[list[Piece]]:
    """The sign of the end stands behind the last word, once."""
    if not body:
        return body
    *before, last = body[-1]
    text = last.text.rstrip().removesuffix(_END).rstrip(" .")
    return [*body[:-1], [*before, replace(last, text=text + _END)]]


def _signature(paper: OfficialPaper) -> list[str]:
    """TM. BAN THƯỜNG VỤ, and beneath CHỦ TỊCH."""
    own = [paper.title] if paper.title else []
    return own if paper.authority == Authority.OWN else [f"{paper.authority}. {paper.on_behalf}", *own]


def _closing(said: Said) -> Closing | BothSign:
    if not said.beside:
        return Closing(said.recipients, said.signature, said.signer)
    *title, name = said.beside if len(said.beside) > 1 else [*said.beside, ""]
    return BothSign(Signature(title, name), Signature(said.signature, said.signer), said.recipients)


def _annex(said: Said, line: str, when: str) -> list[Annex]:
    if said.annex is None or not said.annex.rows:
        return []
    issuer = said.head.issuer.replace("\n", " ")
    belongs_to = f"(Kèm theo {said.kind_name} số {line} {when} của {issuer})"
    return [Annex(belongs_to=belongs_to, **vars(said.annex))]


def _kept(annex: Any) -> Listed | None:
    """The list of a paper that has its number, as it was kept."""
    if not annex:
        return None
    if isinstance(annex, list):
        return Listed("", _FIRST_COLUMNS, annex)
    columns = [Column(**column) for column in annex["columns"]]
    return Listed(**{**annex, "title": _OLD_WORD.sub("", annex["title"]), "columns": columns})

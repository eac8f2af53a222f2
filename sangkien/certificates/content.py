"""What a certificate says, word for word: made once when it is issued, signed, and shown to whoever asks."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

_FORM = 1  # of the text: a reader of later forms must still read this one


class Source(models.TextChoices):
    """What a certificate is of; each is a kind of subjects (`subjects.py`)."""

    INITIATIVE = "INITIATIVE", _("Sáng kiến được công nhận")
    HONOUR = "HONOUR", _("Khen thưởng")


@dataclass(frozen=True)
class Subject:
    """One thing that somebody may get a certificate of, as its own room tells it. Always in Vietnamese.

    `key` is unique within its source; `person` the account of who gets it, where there is one; `recorded` the name as
    that room has it, which the person confirms or spells right; `heading` "Giấy chứng nhận sáng kiến"; `deed` "là tác
    giả của sáng kiến"; `work` the initiative's or the honour's title; `basis` the decision, in a sentence, empty where
    there is none yet; `reference` a code to find the record by.
    """

    source: Source
    key: int
    person: int | None
    recorded: str
    heading: str
    deed: str
    work: str
    workplace: str
    basis: str
    reference: str


@dataclass(frozen=True)
class Issuer:
    """In whose name, where, on which day and by whose hand it is given."""

    above: str
    name: str
    place: str
    day: date
    title: str
    signer: str


@dataclass(frozen=True)
class Content:
    """All that a certificate says. `day` as it is printed and signed: 2022-05-18."""

    serial: str
    heading: str
    above: str
    issuer: str
    verb: str
    name: str
    workplace: str
    deed: str
    work: str
    basis: str
    reference: str
    place: str
    day: date
    title: str
    signer: str

    @property
    def canonical(self) -> str:
        """The one text for this content: JSON, keys in order, no spaces. What is signed."""
        told = asdict(self) | {"day": self.day.isoformat(), "form": _FORM}
        return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @property
    def place_and_day(self) -> str:
        """Ninh Thuận, ngày 18 tháng 5 năm 2022."""
        return f"{self.place}, ngày {self.day.day:02} tháng {_month(self.day.month)} năm {self.day.year}"


def made(subject: Subject, issuer: Issuer, *, name: str, serial: str) -> Content:
    """What stands on the certificate of this subject, with the name as its person spells it."""
    return Content(
        serial=serial,
        heading=subject.heading,
        above=issuer.above,
        issuer=issuer.name,
        verb="chứng nhận",
        name=name,
        workplace=subject.workplace,
        deed=subject.deed,
        work=subject.work,
        basis=subject.basis,
        reference=subject.reference,
        place=issuer.place,
        day=issuer.day,
        title=issuer.title,
        signer=issuer.signer,
    )


def read(text: str) -> Content:
    """The content that a text is of. Raises ValueError: it is none of ours."""
    try:
        told: Mapping[str, Any] = json.loads(text)
        if told["form"] != _FORM:
            raise ValueError("a form that is not known here")
        return Content(**{name: value for name, value in told.items() if name != "form"} | {"day": _day(told["day"])})
    except (KeyError, TypeError, AttributeError) as no:
        raise ValueError("no content of a certificate") from no


def _day(written: str) -> date:
    return date.fromisoformat(written)


def _month(number: int) -> str:
    """Of January and February with a nought, as Decree 30/2020 has it, so that nobody adds a one before it."""
    return f"{number:02}" if number < 3 else str(number)

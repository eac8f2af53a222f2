"""Mẫu văn bản: from which words a paper begins. Data of this room (`catalogue/`), or a union's own (`Adaptation`)."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sangkien.base.problems import NotPossible, Problem
from sangkien.organisations.models import Organisation
from sangkien.registry.annexes import LISTINGS, Listing
from sangkien.registry.fields import field_named, fields_of
from sangkien.registry.filling import names_in
from sangkien.registry.kinds import Kind
from sangkien.registry.models import Adaptation
from sangkien.registry.signatures import Authority
from sangkien.registry.sources import Source
from sangkien.statistics.periods import Span

TEXTS = ("subject", "bases", "body", "recipients", "on_behalf", "title", "beside")


class GoesTo(StrEnum):
    """For whom a paper is within the tree."""

    BELOW = "below"
    ABOVE = "above"
    EACH = "each"  # one of those below by itself: a series
    NOBODY = ""


class When(StrEnum):
    """At what time of a stretch a paper about it is written."""

    ANY = ""
    RUNNING = "running"
    OVER = "over"


@dataclass(frozen=True)
class Template:
    """One template. Texts as in `OfficialPaper`; `goes_to`: the unions directly below, or the one above; `source`: from
    what its figures are taken, of a period of which `span`; `annex`: which list goes with it (`LISTINGS`); `when`: it
    is written while the stretch runs, or after it; `adaptation`: the union's own words, where these are its."""

    code: str
    edition: int
    kind: Kind
    names: Mapping[str, str]
    subject: str
    bases: str
    body: str
    recipients: str
    authority: Authority
    on_behalf: str
    title: str
    beside: str
    goes_to: GoesTo
    source: Source
    span: Span | None
    annex: str
    when: When
    adaptation: Adaptation | None = None

    @property
    def name(self) -> str:
        """In the reader's language."""
        return self.names["en" if get_language() == "en" else "vi"]

    @property
    def listing(self) -> Listing | None:
        """The list that goes with it."""
        return LISTINGS.get(self.annex)


def templates() -> dict[str, Template]:
    """Every template by its code, as the product comes with them."""
    return dict(_catalogue())


# Reports as they follow each other in a year; that of a phase, which has no span, before the year's.
_BY_LENGTH = [Span.DAY, Span.WEEK, Span.MONTH, Span.QUARTER, None, Span.YEAR]


def by_length(some: Iterable[Template]) -> list[Template]:
    """Those of a shorter time first."""
    return sorted(some, key=lambda one: _BY_LENGTH.index(one.span))


def template_for(unit: Organisation, code: str) -> Template:
    """The template with the union's own last words, if it has any. KeyError for an unknown code."""
    shipped = _catalogue()[code]
    own = Adaptation.objects.filter(unit=unit, template=code).order_by("version").last()
    if own is None:
        return shipped
    texts = {name: text for name, text in own.texts.items() if name in TEXTS}
    return replace(shipped, **texts, authority=Authority(own.texts["authority"]), adaptation=own)


@cache
def _catalogue() -> Mapping[str, Template]:
    folder = files(__package__).joinpath("catalogue")
    found = sorted((file for file in folder.iterdir() if file.name.endswith(".yaml")), key=lambda file: file.name)
    codes = [file.name.removesuffix(".yaml") for file in found]
    return {code: read(code, yaml.safe_load(file.read_text("utf-8"))) for code, file in zip(codes, found, strict=True)}


_PERIODS = {span.lower(): span for span in Span}
_SOURCES = {source.lower().replace("_", "-"): source for source in Source if source != Source.PERIOD}
_NEEDED = {"edition", "kind", "name", "subject", "body", "recipients", "signature"}
_SIGNED = {"authority", "on_behalf", "title"}
_KNOWN = _NEEDED | {"addressees", "bases", "beside", "annex", "figures", "when"}
_CHOICES: Mapping[str, Collection[str]] = {
    "kind": Kind.values,
    "addressees": list(GoesTo),
    "annex": ["", *LISTINGS],
    "figures": [*_SOURCES, *_PERIODS],
    "when": list(When),
}


def read(code: str, written: Mapping[str, Any]) -> Template:
    """One template from its file. Raises NotPossible with everything in it that no paper could be written from."""
    if problems := [*_wrong_keys(code, written)] or [*_wrong_words(code, written)]:
        raise NotPossible(problems)
    signature, figures = written["signature"], written.get("figures", "stretch")
    return Template(
        code=code,
        edition=written["edition"],
        kind=Kind(written["kind"]),
        names=written["name"],
        subject=written["subject"].strip(),
        bases=written.get("bases", "").strip(),
        body=written["body"].strip(),
        recipients=written["recipients"].strip(),
        authority=Authority(signature["authority"]),
        on_behalf=signature["on_behalf"],
        title=signature["title"],
        beside=written.get("beside", "").strip(),
        goes_to=GoesTo(written.get("addressees", "")),
        source=_SOURCES.get(figures, Source.PERIOD),
        span=_PERIODS.get(figures),
        annex=written.get("annex", ""),
        when=When(written.get("when", "")),
    )


def _wrong_keys(code: str, written: Mapping[str, Any]) -> Iterator[Problem]:
    for name in sorted(_NEEDED - set(written)):
        yield _wrong(code, _("thiếu phần “%(name)s”") % {"name": name})
    for name in sorted(set(written) - _KNOWN):
        yield _wrong(code, _("không có phần nào tên “%(name)s”") % {"name": name})
    for name, choices in _CHOICES.items():
        if name in written and written[name] not in choices:
            text = _("“%(name)s” không nhận giá trị “%(value)s”; chỉ nhận: %(choices)s")
            told = {"name": name, "value": written[name], "choices": ", ".join(filter(None, choices))}
            yield _wrong(code, text % told)
    signature = written.get("signature") or {}
    if set(signature) != _SIGNED or signature["authority"] not in Authority.values:
        yield _wrong(code, _("“signature” cần authority (OWN, TM, KT, TL, TUQ), on_behalf và title"))


def _wrong_words(code: str, written: Mapping[str, Any]) -> Iterator[Problem]:
    """Fields and lists that are not told of what the figures are taken from."""
    figures, annex = written.get("figures", "stretch"), written.get("annex", "")
    source = _SOURCES.get(figures, Source.PERIOD)
    known = {field.name for field in fields_of(source)}
    for name in ("subject", "bases", "body", "recipients"):
        for wrong in names_in(written.get(name, "")):
            if (field := field_named(wrong)) is None or field.name not in known:
                text = _("“%(part)s” có mục %(field)s mà số liệu “%(figures)s” không có")
                yield _wrong(code, text % {"part": name, "field": f"{{{wrong}}}", "figures": figures})
    if annex and source not in LISTINGS[annex].sources:
        text = _("danh sách “%(annex)s” không lấy được từ số liệu “%(figures)s”")
        yield _wrong(code, text % {"annex": annex, "figures": figures})


def _wrong(code: str, text: str) -> Problem:
    said = _("Mẫu văn bản %(code)s.yaml: %(text)s.") % {"code": code, "text": text}
    return Problem(code="template", field=code, text=said)

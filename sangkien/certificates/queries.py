"""Questions: who may get a certificate, who has one, what one says now."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from sangkien.accounts.models import Person
from sangkien.accounts.permissions import Actor
from sangkien.certificates.content import Issuer, Source
from sangkien.certificates.kinds import Kind
from sangkien.certificates.models import Batch, Certificate, SigningKey, SpelledName
from sangkien.certificates.numbering import as_typed
from sangkien.certificates.sealing import Key, own_key
from sangkien.certificates.states import State
from sangkien.certificates.subjects import KINDS
from sangkien.organisations.models import Organisation
from sangkien.registry.queries import heading_on, proposed_heading


def eligible(unit: Organisation, kind: Kind, *, on: date) -> "QuerySet[Any]":
    """The rows of a kind that the union may give certificates of, each with its confirmed name (`spelled`, None: not
    confirmed) and whether it has one of this union that holds (`held`). The newest first."""
    holds = Certificate.objects.filter(unit=unit, source=kind.source, subject=OuterRef("pk"), state=State.ISSUED)
    rows: QuerySet[Any] = spelled(kind, kind.entitled(unit, on)).annotate(held=Exists(holds))
    return rows.order_by("-pk")


def spelled(kind: Kind, rows: "QuerySet[Any]") -> "QuerySet[Any]":
    """The rows with their confirmed name, as long as the record says what was spelled."""
    said = SpelledName.objects.filter(source=kind.source, subject=OuterRef("pk"), recorded=OuterRef("recorded"))
    named: QuerySet[Any] = rows.annotate(spelled=Subquery(said.order_by("-pk").values("name")[:1]))
    return named


def names_of(kind: Kind, keys: Collection[int]) -> dict[int, str]:
    """Of these rows (keys) the names that were confirmed. One query."""
    rows = spelled(kind, kind.rows().filter(pk__in=keys)).exclude(spelled=None)
    return dict(rows.values_list("pk", "spelled"))


def held_of(unit: Organisation, source: Source, keys: Collection[int]) -> set[int]:
    """Of these subjects (keys) those with a certificate of the union that holds."""
    found = Certificate.objects.filter(unit=unit, source=source, subject__in=keys, state=State.ISSUED)
    return set(found.values_list("subject", flat=True))


def held_of_person(source: Source, keys: Collection[int]) -> set[int]:
    """Of these subjects (keys) those of which somebody has given a certificate that holds."""
    return set(
        Certificate.objects.filter(source=source, subject__in=keys, state=State.ISSUED).values_list(
            "subject", flat=True
        )
    )


def own_rows(actor: Actor, kind: Kind) -> "QuerySet[Any]":
    """The actor's own rows of a kind, with their confirmed names, the newest first."""
    return spelled(kind, actor.among(kind.own, kind.rows())).order_by("-pk")


def certificates_of(unit: Organisation) -> "QuerySet[Certificate]":
    """What the union has given, the newest first."""
    return Certificate.objects.filter(unit=unit).select_related("ending").order_by("-pk")


def mine(person: Person) -> "QuerySet[Certificate]":
    """Somebody's own, the newest first."""
    return Certificate.objects.filter(person=person).select_related("ending", "ending__replaced_by").order_by("-pk")


def by_serial(typed: str) -> Certificate | None:
    """The certificate of this serial, as somebody may type it."""
    found = Certificate.objects.select_related("ending", "ending__replaced_by", "key", "replaces__certificate")
    return found.filter(serial=as_typed(typed)[:80]).first()


def of_dossier(initiative: Any) -> "QuerySet[Certificate]":
    """All that were ever given of a dossier, whoever gave them."""
    return of_subjects(Source.INITIATIVE, initiative.authors.values("pk"))


def of_subjects(source: Source, keys: Any) -> "QuerySet[Certificate]":
    """All that were ever given of these subjects (keys, or a query for them), whoever gave them."""
    given = Certificate.objects.filter(source=source, subject__in=keys)
    return given.select_related("ending").order_by("pk")


def subject_stands(certificate: Certificate) -> bool:
    """Whether what it certifies still is: a dossier may have fallen, or be looked at again, and nobody has revoked the
    certificate yet. One query."""
    kind = KINDS[Source(certificate.source)]
    return kind.standing().filter(pk=certificate.subject).exists()


def batches_of(unit: Organisation) -> "QuerySet[Batch]":
    """What the union has issued in one go, the newest first."""
    return Batch.objects.filter(unit=unit).select_related("signer", "by").order_by("-pk")


def proposed_issuer(unit: Organisation, *, on: date) -> Issuer:
    """As its papers begin, and signed as its last certificates were."""
    heading = heading_on(unit, on=on)
    head = heading or proposed_heading(unit, on=on)
    last = Batch.objects.filter(unit=unit).order_by("pk").last()
    place = last.place if last else (heading.place if heading else "")
    return Issuer(_line(head.above), _line(head.issuer), place, on, last.title if last else "", "")


def public_keys() -> dict[str, Key]:
    """By name, all keys that certificates were ever signed with, and the one in use."""
    own = own_key()
    return {own.name: own} | {one.name: one.key for one in SigningKey.objects.order_by("pk")}


def _line(broken: str) -> str:
    return " ".join(broken.split())

"""What a room must say of its things so that certificates can be given of them."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model, QuerySet

from sangkien.accounts.permissions import Permission
from sangkien.certificates.content import Source, Subject
from sangkien.organisations.models import Organisation


@dataclass(frozen=True)
class Kind:
    """One kind of subjects: rows of a `model`, each for one person.

    `person`, `recorded` and `work` are the names of its fields with the account, with the name, and (a path) with what
    it is for; `own` is held on a row by whose name it is, `vouch` by who may write down what that person signed.
    `standing` are all rows that are as they were certified, `entitled` those that a union may give certificates of that
    day, `told` what stands on those of some of them (by key), as that union gives them.
    """

    source: Source
    model: type[Model]
    own: Permission
    vouch: Permission
    person: str
    recorded: str
    work: str
    standing: Callable[[], "QuerySet[Any]"]
    entitled: Callable[[Organisation, date], "QuerySet[Any]"]
    told: Callable[[Organisation, Collection[int], date], Mapping[int, Subject]]

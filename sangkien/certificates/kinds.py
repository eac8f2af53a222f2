"""What a room must say of its things so that certificates can be given of them."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model, Q, QuerySet

from sangkien.accounts.permissions import Permission
from sangkien.certificates.content import Source, Subject
from sangkien.organisations.models import Organisation


@dataclass(frozen=True)
class Kind:
    """One kind of subjects: rows of a `model`, each for one person or one collective.

    `rows` are all of them, each with the account of whose it is (`holder`, None where there is none), the name as its
    room has it (`recorded`) and what it is for (`work`). `own` is held on a row by whose name it is, `vouch` by who may
    write down what was signed. `standing` are the rows that are as they were certified, `entitled` those of them that a
    union may give certificates of that day, `told` what stands on those of some of them (by key), as that union gives
    them. `within`: by what else lists of them are narrowed ("paper", "round"), each by a key.
    """

    source: Source
    model: type[Model]
    own: Permission
    vouch: Permission
    rows: Callable[[], "QuerySet[Any]"]
    standing: Callable[[], "QuerySet[Any]"]
    entitled: Callable[[Organisation, date], "QuerySet[Any]"]
    told: Callable[[Organisation, Collection[int], date], Mapping[int, Subject]]
    within: Mapping[str, Callable[[int], Q]]

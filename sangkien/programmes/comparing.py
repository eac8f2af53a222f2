"""What one version of a programme says otherwise than another, each thing by its place in the file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

LISTED = "#"  # the order in which a list stands


@dataclass(frozen=True)
class Difference:
    """One thing: "lists.kinds.technical.name.vi", and what it was and is; None where it was not there, or is not."""

    place: str
    before: Any
    after: Any


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """Everything that differs between two programmes as plain values, in the order of the file. Parts of a list are
    matched by their codes: what moved is said once, of the list."""
    old, new = dict(_flat(before, "")), dict(_flat(after, ""))
    places = [*new, *(place for place in old if place not in new)]
    return [Difference(place, old.get(place), new.get(place)) for place in places if old.get(place) != new.get(place)]


def _flat(part: Any, place: str) -> Iterator[tuple[str, Any]]:
    if isinstance(part, Mapping):
        for name, value in part.items():
            yield from _flat(value, f"{place}.{name}" if place else name)
    elif isinstance(part, list) and all(isinstance(one, Mapping) and "code" in one for one in part):
        if part:
            yield f"{place}.{LISTED}", [one["code"] for one in part]
        for one in part:
            yield from _flat({name: value for name, value in one.items() if name != "code"}, f"{place}.{one['code']}")
    elif part not in ("", None, []):
        yield place, part

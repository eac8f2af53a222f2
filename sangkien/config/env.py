"""Strict helpers that read settings from the environment: a wrong value stops the start with a sentence."""

import os


class BadSetting(RuntimeError):
    """An environment variable holds something that cannot be used."""


def text(name: str, default: str = "") -> str:
    """The value as it stands."""
    return os.environ.get(name, default)


def flag(name: str, default: bool = False) -> bool:
    """1/true/yes/on or 0/false/no/off."""
    value = os.environ.get(name, "1" if default else "0").strip().lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off", ""}:
        return False
    raise BadSetting(f"{name}={value!r}: write 1 or 0")


def number(name: str, default: int) -> int:
    """A whole number."""
    value = os.environ.get(name, str(default))
    try:
        return int(value)
    except ValueError:
        raise BadSetting(f"{name}={value!r}: write a whole number") from None


def names(name: str, default: str = "") -> list[str]:
    """A comma-separated list."""
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def pairs(name: str) -> dict[str, str]:
    """A comma-separated list of key:value."""
    found = [part.partition(":") for part in names(name)]
    if broken := [key for key, colon, value in found if not (key and colon and value)]:
        raise BadSetting(f"{name}: write key:value, not {', '.join(broken)!r}")
    return {key.strip(): value.strip() for key, _colon, value in found}

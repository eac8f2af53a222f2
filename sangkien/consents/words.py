"""What an author agrees to, word for word, in both languages: read from `purposes.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml
from django.utils.translation import get_language

from sangkien.consents.models import Purpose

Bilingual = Mapping[str, str]


@dataclass(frozen=True)
class Words:
    """The short name of a purpose, and each version of what is agreed to, the oldest first."""

    name: Bilingual
    versions: Mapping[str, Bilingual]

    @property
    def version(self) -> str:
        """The one that is asked today."""
        return list(self.versions)[-1]


@cache
def purposes() -> Mapping[Purpose, Words]:
    """Every purpose in the order in which it is asked."""
    said = yaml.safe_load(files(__package__).joinpath("purposes.yaml").read_text("utf-8"))
    return {Purpose(code): Words(one["name"], one["versions"]) for code, one in said.items()}


def name_of(purpose: Purpose) -> str:
    """Its short name, in the reader's language."""
    return _said(purposes()[purpose].name)


def words_of(purpose: Purpose, version: str = "") -> str:
    """The words of that version (empty: today's), in the reader's language. KeyError: there never was such a one."""
    known = purposes()[purpose]
    return _said(known.versions[version or known.version])


def version_of(purpose: Purpose) -> str:
    """Under which words somebody agrees today."""
    return purposes()[purpose].version


def _said(text: Bilingual) -> str:
    return text["en"] if get_language() == "en" else text["vi"]

"""Chủ đề: what guidance is about, the kinds of difficulties and the steps of the form. Data: `topics.yaml`."""

from functools import cache
from importlib.resources import files

import yaml
from django.utils.translation import get_language
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from sangkien.base.problems import NotPossible
from sangkien.base.shapes import mistakes


class Topic(BaseModel):
    """One topic. `hint`s say what belongs there; `asks`: the kind that is proposed at this step of the form."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    vi: str
    en: str
    hint_vi: str = ""
    hint_en: str = ""
    asks: str = ""

    @property
    def label(self) -> str:
        """In the reader's language."""
        return self.en if get_language() == "en" else self.vi

    @property
    def hint(self) -> str:
        """In the reader's language."""
        return self.hint_en if get_language() == "en" else self.hint_vi


Topics = dict[str, Topic]


def kinds() -> Topics:
    """What people may meet with, by code, in the order in which it is offered."""
    return _read()["kinds"]


def steps() -> Topics:
    """The steps of the form, by the slug of their pages."""
    return _read()["steps"]


def topics() -> Topics:
    """Both: what an article may be about."""
    return steps() | kinds()


@cache
def _read() -> dict[str, Topics]:
    return read(files(__package__).joinpath("topics.yaml").read_text("utf-8"))


def read(text: str) -> dict[str, Topics]:
    """The topics of a file. Raises NotPossible with each mistake and its place."""
    try:
        return TypeAdapter(dict[str, Topics]).validate_python(yaml.safe_load(text))
    except ValidationError as wrong:
        raise NotPossible(mistakes(wrong, whole="topics.yaml")) from None

"""Every text is there in English too."""

import re
import unicodedata
from functools import cache

from sangkien.ops import messages
from sangkien.ops.messages import english

gather = cache(lambda: list(messages.gather()))  # every source is read for it
PLACES = re.compile(r"%\(\w+\)s|%\(\w+\)d|%s|%d|\{\w*\}")


def test_every_text_is_translated() -> None:
    translated = {(message.id, message.context) for message in english() if message.string}

    missing = [str(m.id) for m in gather() if m.id and (m.id, m.context) not in translated]

    assert missing == [], "run: python -m sangkien.ops.messages, then translate"


def test_nothing_is_translated_that_is_no_longer_said() -> None:
    said = {(message.id, message.context) for message in gather()}

    assert [str(m.id) for m in english() if m.id and (m.id, m.context) not in said] == []


def test_a_translation_names_the_same_places() -> None:
    wrong = [
        str(message.id)
        for message in english()
        if message.id and isinstance(message.id, str) and set(_places(message.id)) != set(_places(str(message.string)))
    ]

    assert wrong == []


def test_every_text_is_composed_and_none_says_success() -> None:
    texts = [text for m in gather() if m.id for text in ([m.id] if isinstance(m.id, str) else m.id)]

    assert [text for text in texts if unicodedata.normalize("NFC", text) != text] == []
    assert [text for text in texts if "thành công" in text.lower()] == []


def _places(text: str) -> list[str]:
    return PLACES.findall(text)

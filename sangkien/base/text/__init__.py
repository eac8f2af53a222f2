"""Vietnamese text: cleaned when it comes in, folded for search, ordered as a Vietnamese reader expects.

Rule: all text is stored in NFC; search finds with and without marks; lists follow the Vietnamese alphabet
and people are listed by given name (docs/glossary.md; the national encoding standard is TCVN 6909:2001).
"""

from sangkien.base.text.abbreviations import expanded
from sangkien.base.text.characters import nfc
from sangkien.base.text.cleaning import forbidden, one_line, paragraphs, plain_forms
from sangkien.base.text.encodings import Decoded, as_text, decoded
from sangkien.base.text.folding import ENDS_IN_Y, fold, words
from sangkien.base.text.ordering import person_sort_key, sort_key
from sangkien.base.text.syllables import is_syllable
from sangkien.base.text.tones import tones_placed

__all__ = [
    "ENDS_IN_Y",
    "Decoded",
    "as_text",
    "decoded",
    "expanded",
    "fold",
    "forbidden",
    "is_syllable",
    "nfc",
    "one_line",
    "paragraphs",
    "person_sort_key",
    "plain_forms",
    "sort_key",
    "tones_placed",
    "words",
]

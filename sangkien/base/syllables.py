"""Which written words are Vietnamese syllables (onset, rhyme, tone): tells good text from garbled."""

import re
import unicodedata

_ONSETS = "ngh ng nh ch gh gi kh ph qu th tr b c d đ g h k l m n p r s t v x"

_RHYMES = """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
    i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong
    ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt uơ up ut uy uya uych uyên uyêt
    uynh uyp uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
    y yêm yên yêng yêt yêu ych ynh yt
"""

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_SHARP_OR_HEAVY = "\u0301\u0323"

_SHAPE = re.compile(rf"(?:{'|'.join(_ONSETS.split())})?(?:{'|'.join(_RHYMES.split())})")


def is_syllable(word: str) -> bool:
    """Could a Vietnamese reader read `word` aloud? "Nghiên" yes, "Müller" and "nghiªn" no."""
    apart = unicodedata.normalize("NFD", word.lower())
    tones = [c for c in apart if c in _TONES]
    toneless = unicodedata.normalize("NFC", "".join(c for c in apart if c not in _TONES))
    return len(tones) <= 1 and bool(_SHAPE.fullmatch(toneless)) and _closes(toneless, tones)


def _closes(toneless: str, tones: list[str]) -> bool:
    """A syllable that ends in p, t, c or ch only takes the sharp or the heavy tone."""
    return not toneless.endswith(("p", "t", "c", "ch")) or bool(tones and tones[0] in _SHARP_OR_HEAVY)

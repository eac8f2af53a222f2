"""What people type into the form: alike in nothing but its shape, always the same for the same random numbers."""

import random
from collections.abc import Sequence
from typing import Any

Fields = dict[str, Any]
"""The fields of all pages under the names that the pages give them."""

SHARES: list[list[str]] = [
    [],
    ["50", "50"],
    ["33,34", "33,33", "33,33"],
    ["70", "12,5", "17,5"],
    ["99,99", "0,01"],
]
BENEFITS: list[Fields] = [
    {"benefit_kind": "MONEY", "benefit_vnd": "120 triệu", "benefit_method": "11 giây × 900 túi × 300 ngày"},
    {"benefit_kind": "MONEY", "benefit_vnd": "12 tỷ", "benefit_sure": "12000000000"},
    {"benefit_kind": "NOT_COMPUTABLE"},
    {"benefit_kind": "SOCIAL", "effects": ["quality"]},
]
RECOGNITIONS: list[Fields] = [
    {
        "recognition_form": "recognition_decision",
        "recognition_number": "41/QĐ-TT",
        "recognised_on": "12/4/2022",
        "recognition_issuer": "Công ty TNHH May Tiến Thuận",
    },
    {"recognition_form": "not_yet"},
]
SECRET: Fields = {"restricted": "on", "effect": "Mỗi túi nhanh hơn 11 giây."}


def typed(rng: random.Random, number: int, *, units: Sequence[str]) -> Fields:
    """A whole dossier for the programme CT1TSK from one of these unions (codes). `number` makes its title its own."""
    told = {"programme": "CT1TSK", "unit": rng.choice(units), "kind": "technical", "field": "production"}
    told |= {"title": f"Đồ gá may túi giúp giữ mép vải, bản {number:06}", "applied_on": f"{rng.randint(1, 28)}/3/2022"}
    change = SECRET if rng.random() < 0.1 else _change(rng)
    return told | change | _authors(rng) | rng.choice(BENEFITS) | rng.choice(RECOGNITIONS)


def _change(rng: random.Random) -> Fields:
    before = "Phải dùng hai tay giữ mép vải, mỗi túi mất 19 giây. " * rng.randint(1, 6)
    return {"before": before, "after": "Hai chốt nam châm giữ mép vải, mỗi túi còn 8 giây."}


def _authors(rng: random.Random) -> Fields:
    shares = rng.choice(SHARES)
    told: Fields = {"who": "group" if shares else "me"}
    for number, share in enumerate(shares or [""], start=1):
        told |= {f"author-{number}-full_name": f"Người thợ {rng.randint(1, 5000)}", f"author-{number}-share": share}
    return told

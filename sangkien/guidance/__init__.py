"""Guidance (hướng dẫn): articles in plain words, found from every question and offered where it arises.

Nouns: Article, Edition (what it says, with owner and moment; never changed), Opinion (có ích, chưa rõ). What people may
meet with is `topics.yaml`; what comes with the product lies in `catalogue/`. Who asks a union is the room above,
`difficulties`.
"""

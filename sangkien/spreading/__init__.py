"""Spreading (nhân rộng): a union wants to apply what was done elsewhere, and what became of it there.

Nouns: Wish (a union asks the owner's union), Reply, Adoption. What was gained where it was adopted is never added to
what the original declares: each figure stands by itself.
"""

"""Emulation grading (xếp loại thi đua): unions are graded against written criteria; every point opens to how it came.

Nouns: CriteriaSet and its Editions, Round, Sheet, Score, Tabled (before the council), Appeal, Answer, Result. What the
numbers follow from is in `reckoning` (points) and `placing` (ranks, grades): plain functions that store nothing.
"""

"""Audit: who changed what, when, on whose behalf. Rows are only ever added.

Nouns: Record. Rows carry no foreign keys, so that the log outlives what it speaks of.
"""

"""Counting: an append-only ledger of what crossed a counting line, and totals folded from it.

Nouns: Entry (one crossing), Total (entries folded into a unit and every union above it).
A figure is always totals plus the entries not folded yet, read in one statement: exact at every moment, and
no two submissions ever wait for the same row. The ledger knows units, days and measures; it knows nothing of
dossiers but their number, so it lies below them.
"""

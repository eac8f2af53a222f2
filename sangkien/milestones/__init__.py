"""Milestones (mốc): which dossier was the N-th valid one of a programme, and when.

Noun: Milestone. Decided once, from the order of the ledger, and never given to another dossier; what becomes of that
dossier later is said beside it.
"""

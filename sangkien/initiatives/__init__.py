"""Initiatives (sáng kiến): drafts, dossiers, their authors and every step of their life.

Nouns: Draft (bản nháp), Initiative (hồ sơ sáng kiến), Author (tác giả), Event (a step of the history).
`content.py` says what a dossier holds, `rules.py` what may still be missing and who may do what.
Deciding on a dossier belongs to the room above, `review`.
"""

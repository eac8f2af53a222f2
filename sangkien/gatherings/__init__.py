"""Gatherings (ngày hội cập nhật sáng kiến): days on which a union helps people to enter what they have done.

Nouns: UpdateDay, Scan, Start. A gathering is an update day of a campaign with a place, hours, a poster and a short
code. What became of a dossier that was begun there is known to the rooms above, by the key of its draft.
"""

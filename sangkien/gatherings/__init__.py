"""Gatherings (ngày hội cập nhật sáng kiến): days on which a union helps people to enter what they have done.

Nouns: UpdateDay, Visit. A gathering is an update day of a campaign with a place, hours, a poster and a short code.
"""

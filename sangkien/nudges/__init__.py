"""Nudges (lời nhắc đơn vị): a union asks one below it, which has been silent for days, to take part.

Noun: Nudge. The words are everybody's and name nobody; the same union is not asked again within three days, whoever
asks.
"""

"""The desks: which officer of a union works on a dossier, who is away, and what happens when nobody answers in time.

Nouns: Sharing (giao việc tự động), Absence (vắng mặt), Assignment (lượt giao), Escalation (báo quá hạn), Reminder (lời
nhắc). Which union holds a dossier and until when is `initiatives.turns`; what is decided about it is `review`.
"""

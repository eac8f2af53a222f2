"""Chỉ đạo: what a union that leads others sets going and brings to an end, each in one go.

A campaign is launched with its targets and its letter (the letter of the 40-day campaign); a phase is closed with its
table and its letter (the letter of phase 2); what was recognised or honoured wrongly is taken back with all that rests
on it."""

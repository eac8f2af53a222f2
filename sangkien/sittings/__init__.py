"""Councils that meet (hội đồng): who has a seat, when they sit, what they vote on, and what came of it.

Nouns: Council, Seat, Sitting, Presence, Matter, Recusal, Vote (open), Cast and Box (secret), Outcome. What a matter is
about, a room above says by a kind and a key; here nobody knows it. Sheets of points for dossiers are of `councils`.
"""

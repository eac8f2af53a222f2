"""Triage (phân loại): in which order dossiers wait at a union's desk, and what is worth a second look about each.

Nouns: Place, Flag; SavedView (of the queue, or of a search), Tick. A flag is a reason to ask, never a verdict. What the
flags are made of, other rooms know; here they are gathered.
"""

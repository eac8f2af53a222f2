"""Scope of influence (phạm vi ảnh hưởng): how far a recognised initiative reaches, level by level.

Nouns: Criteria (dated), Request, Sheet, Finding. The competent council votes on a request in the room `sittings`; what
it found is locked here. That a dossier is valid for its programme is of `initiatives`; what counts for a title is said
here.
"""

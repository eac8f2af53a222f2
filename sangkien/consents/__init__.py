"""Consents (đồng ý): to what an author of a dossier agrees, purpose by purpose, provably, and for as long as they wish.

Nouns: Consent, of which rows are only ever added: taking one back is a row as well. Whatever shows somebody's name,
face or story asks `queries` at the moment of showing it, and keeps no answer.
"""

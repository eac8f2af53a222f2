"""Certificates (giấy chứng nhận): of a recognised initiative or an honour, numbered, signed, and to be checked by
anybody.

Nouns: SpelledName (a name as its person wants it written), Batch (what was issued in one go), Certificate, Ending (it
was revoked or replaced), SigningKey (whose public half is published). What a certificate can be of, says `subjects`.
"""

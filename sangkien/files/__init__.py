"""Files that people attach: kept under the name of their own content, checked before they are kept.

Nouns: StoredFile, Upload. Verbs: `actions` (keep), `uploads` (piece by piece), `sweeping` (the broom). `checking`
says what a file is, `workshop` opens it, `store` knows where it lies.
"""

"""Official papers of a union: their list, drafting, numbering, issuing, the files, and the two registers."""

"""Tìm kiếm: dossiers by the words of their title and content, within what the reader may read.

Of every dossier there is a document of three parts: what anybody may read, what its circle reads besides, and how it is
done where the employer keeps that from overseers (`confirmations.rules.READ_METHOD`). Who asks is answered from the
parts they may read and from nothing else: neither counts nor order nor highlights come from the others.
"""

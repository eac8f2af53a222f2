"""The words of the made dossiers, as plain files: one per trade, and the vocabulary that they share."""

"""Pages of rewards: the calculator, the ledger of a dossier, the ledger of a union."""

"""Stories: what anybody reads, and the desk at which they are made."""

"""Which records tell of the same thing: how alike two titles or two descriptions are, and where the likes are found."""

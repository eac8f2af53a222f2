"""The operator's door: the command `sangkien`, background work, and the demonstration."""

"""Help with becoming recognised: the request of the grassroots union and the decision, drafted from the dossiers."""

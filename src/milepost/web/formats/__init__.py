"""How pages write days, for languages in which Django writes them in another way than we do."""

"""Whether a rota is sound and asks the same of everybody."""

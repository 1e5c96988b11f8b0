"""Rules about who is who: names that lead somewhere, and lead to one."""

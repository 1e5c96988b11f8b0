"""Mutation testing: changes one thing at a time in rules and model, and lists the changes that no test notices."""

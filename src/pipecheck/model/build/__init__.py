"""From validated shapes to entities: frozen, resolved, and each able to say where it stands (semantics §28).

It asks nothing of a shape but its attributes, so that whoever validates may do so with or without pydantic. What
does not fit is a problem at its place; nothing here raises for what a file says.
"""

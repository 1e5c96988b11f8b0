"""The shape of the files: which keys the team language has, and what may stand under each (semantics §28).

Names and types, no logic: whether two facts agree is a rule's business, and whoever means what is said in `build`.
Nothing here raises for a faulty file: what is wrong becomes a problem at its place, and the rest is read.
"""

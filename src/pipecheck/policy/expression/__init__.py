"""Expressions of policies: a documented subset of CEL, checked against the team model and compiled to closures.

`lexer` and `parser` make a tree of the words; `check` finds its types and everything wrong with it; `compiler` makes a
closure of each part; `program` runs the whole, and `trace` finds the field that a verdict turned on.
"""

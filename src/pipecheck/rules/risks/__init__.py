"""Whether what could go wrong, and what was promised, is told so that somebody can act on it."""

"""Whether somebody answers whenever somebody should: gaps, open slots, people in two places at once."""

"""Whether holidays are covered, fairly spread, and have dates at all."""

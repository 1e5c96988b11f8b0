"""Rules about how evenly work is spread over people."""

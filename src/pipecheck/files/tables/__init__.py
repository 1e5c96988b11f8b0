"""Public holidays as the wheel carries them: the tables, the form they have, and the library they come from."""

"""Whether people away are off duty, and whether time off and swaps can be what they say."""

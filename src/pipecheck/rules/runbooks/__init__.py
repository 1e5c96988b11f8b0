"""Rules about what stands written for the night something breaks."""

"""Rules about who owns a pipeline."""

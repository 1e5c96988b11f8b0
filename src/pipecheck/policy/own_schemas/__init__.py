"""JSON Schemas of the user's own, over the subjects of team files: read, checked before anything is judged, and run."""

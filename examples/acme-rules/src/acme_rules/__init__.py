"""Rules for pipecheck: each module is one, `acme/<its name>`."""

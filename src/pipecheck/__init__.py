"""Policy as code for teams that run data pipelines."""

__version__ = "0.1.0"

"""What the worker can do; each module says its own kind."""

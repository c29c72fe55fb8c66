"""What the worker does, and when: `kinds` is all that can be asked of it."""

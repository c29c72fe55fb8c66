"""The plan: objectives, what it leaves open, and the log of what changed."""

"""The verbs a user can say: each opens what it needs, calls the pure core, writes, returns a frozen value."""

"""All brands of a workspace at a glance: each worked out once, kept until something of it changes."""

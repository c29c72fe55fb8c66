"""What happened: the tables of facts, their batches on disk, and the current view over them."""

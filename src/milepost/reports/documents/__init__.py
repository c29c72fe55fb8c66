"""Reports as documents: what each kind says, in which order, from the same values as the page."""

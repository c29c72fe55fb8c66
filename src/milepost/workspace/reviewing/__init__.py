"""Holding reviews, taking decisions, and saying later what came of them."""

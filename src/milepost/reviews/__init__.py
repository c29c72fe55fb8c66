"""Weekly and monthly reviews: signals only, decisions that are written down, and what came of them."""

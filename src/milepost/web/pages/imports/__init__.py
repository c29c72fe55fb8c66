"""Data in: files dropped on a page, what became of them, and of which days they tell."""

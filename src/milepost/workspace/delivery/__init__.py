"""Sending what a report says: by mail and by webhook, each once, with what came of it in the journal."""

"""Rivals: what a brand's facts and its typed figures tell of them, compared with its own."""

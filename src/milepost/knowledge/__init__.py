"""What is known: formats, KPIs, channels, objectives, as TOML and CSV that a marketer can read."""

from milepost.knowledge.reader import Leaf, leaves, sheets, table, text

__all__ = ["Leaf", "leaves", "sheets", "table", "text"]

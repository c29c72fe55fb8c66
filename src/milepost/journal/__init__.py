"""What people did, as entries that are only ever added, and the folds that tell what holds now."""

from milepost.journal.entry import Entry
from milepost.journal.fold import history, live, next_seq

__all__ = ["Entry", "history", "live", "next_seq"]

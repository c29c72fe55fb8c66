"""What the worker can do: each module says its own kind when it is loaded."""

from milepost.web.working import importing, keeping, living, restoring

__all__ = ["importing", "keeping", "living", "restoring"]

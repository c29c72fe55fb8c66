"""Every kind of job that can be done: each module says its own when loaded, which takes a second or two."""

from milepost.web.working import importing, keeping, living, pages, restoring

__all__ = ["importing", "keeping", "living", "pages", "restoring"]

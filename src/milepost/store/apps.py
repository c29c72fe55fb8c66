"""The Django app."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """Journal entries and the manifest."""

    name = "milepost.store"
    label = "store"
    default_auto_field = "django.db.models.BigAutoField"

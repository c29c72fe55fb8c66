"""The site as Django knows it; it has no tables of its own."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Templates, static files and words of the site."""

    name = "milepost.web"
    label = "web"

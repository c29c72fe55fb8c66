"""Addresses of the plan of a brand."""

from django.urls import URLPattern

PATHS: tuple[URLPattern, ...] = ()

"""Addresses of reviews and decisions of a brand."""

from django.urls import URLPattern

PATHS: tuple[URLPattern, ...] = ()

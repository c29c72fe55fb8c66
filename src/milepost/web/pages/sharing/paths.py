"""Addresses of who sees a brand."""

from django.urls import URLPattern

PATHS: tuple[URLPattern, ...] = ()

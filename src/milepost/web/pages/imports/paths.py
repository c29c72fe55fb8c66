"""Addresses of the files of a brand."""

from django.urls import URLPattern

PATHS: tuple[URLPattern, ...] = ()

"""Addresses of the whole workspace."""

from django.urls import URLPattern

PATHS: tuple[URLPattern, ...] = ()

"""Milepost: social media run by goals and KPIs instead of by activity."""

__version__ = "0.1.0"

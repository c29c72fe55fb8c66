"""Addresses of what the goals of a brand rest on."""

from django.urls import path

from milepost.web.pages.evidence import channels, kpis

PATHS = (
    path("kpis/", kpis.kpis, name="kpis"),
    path("kpis/<str:kpi_id>/", kpis.kpi, name="kpi"),
    path("channels/", channels.channels, name="channels"),
    path("channels/<str:channel_id>/", channels.channel, name="channel"),
)

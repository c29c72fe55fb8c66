"""Addresses of what the goals of a brand rest on."""

from django.urls import path

from milepost.web.pages.evidence import allocation, audience, channels, competitors, content, kpis

PATHS = (
    path("kpis/", kpis.kpis, name="kpis"),
    path("kpis/<str:kpi_id>/", kpis.kpi, name="kpi"),
    path("channels/", channels.channels, name="channels"),
    path("channels/<str:channel_id>/", channels.channel, name="channel"),
    path("content/", content.content, name="content"),
    path("audience/", audience.audience, name="audience"),
    path("audience/new/", audience.audience_new, name="audience_new"),
    path("audience/<str:profile_id>/", audience.audience_one, name="audience_one"),
    path("audience/<str:profile_id>/drop/", audience.audience_drop, name="audience_drop"),
    path("competitors/", competitors.competitors, name="competitors"),
    path("competitors/new/", competitors.competitor_new, name="competitor_new"),
    path("competitors/own/", competitors.competitor_own, name="competitor_own"),
    path("competitors/<str:key>/", competitors.competitor_one, name="competitor_one"),
    path("competitors/<str:key>/figure/", competitors.competitor_figure, name="competitor_figure"),
    path("competitors/<str:key>/drop/", competitors.competitor_drop, name="competitor_drop"),
    path("allocation/", allocation.allocation, name="allocation"),
)

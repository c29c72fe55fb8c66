"""Addresses of the whole workspace."""

from django.urls import path

from milepost.web.pages.place import brands, everyone

PATHS = (
    path("start/", brands.start, name="start"),
    path("start/demo/", brands.demo, name="demo"),
    path("start/demo/<int:job_id>/", brands.demo_job, name="demo_job"),
    path("workspace/", everyone.everyone, name="workspace"),
    path("workspace/people/<int:person_id>/", everyone.person, name="person"),
    path("workspace/log/", everyone.audit, name="audit"),
)

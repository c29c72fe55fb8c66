"""Addresses of the plan of a brand."""

from django.urls import path

from milepost.web.pages.planning import log, plan, plan_file

PATHS = (
    path("plan/", plan.plan, name="plan"),
    path("plan/about/", plan.about, name="plan_about"),
    path("plan/capacity/", plan.capacity, name="plan_capacity"),
    path("plan/objectives/new/", plan.objective_new, name="objective_new"),
    path("plan/objectives/<str:objective_id>/", plan.objective_one, name="objective_one"),
    path("plan/objectives/<str:objective_id>/drop/", plan.objective_drop, name="objective_drop"),
    path("plan/file/", plan_file.plan_export, name="plan_export"),
    path("plan/diff/", plan_file.plan_diff, name="plan_diff"),
    path("plan/apply/", plan_file.plan_apply, name="plan_apply"),
    path("log/", log.log, name="log"),
)

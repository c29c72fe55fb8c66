"""Addresses of the rhythm: reviews and decisions."""

from django.urls import path

from milepost.web.pages.rhythm import decisions, reviews

PATHS = (
    path("reviews/weekly/", reviews.review, {"kind": "weekly"}, name="review_weekly"),
    path("reviews/monthly/", reviews.review, {"kind": "monthly"}, name="review_monthly"),
    path("reviews/weekly/<str:start>/", reviews.review_held, {"kind": "weekly"}, name="review_weekly_held"),
    path(
        "reviews/monthly/<str:start>/", reviews.review_held, {"kind": "monthly"}, name="review_monthly_held"
    ),
    path("decisions/", decisions.decisions, name="decisions"),
    path("decisions/new/", decisions.decision_new, name="decision_new"),
    path("decisions/<str:decision_id>/", decisions.decision, name="decision"),
)

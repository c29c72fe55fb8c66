"""Addresses of who sees a brand, and of what they take away."""

from django.urls import path

from milepost.web.pages.sharing import label, member_password, people, reports, resting, shared, shares

PATHS = (
    path("reports/", reports.reports, name="reports"),
    path("reports/<str:kind>.<str:format_name>", reports.report, name="report"),
    path("shares/", shares.shares, name="shares"),
    path("shares/<int:share_id>/take-back/", shares.take_back, name="share_revoke"),
    path("people/", people.people, name="people"),
    path("people/<int:person_id>/", people.member, name="member"),
    path("people/<int:person_id>/password/", member_password.member_password, name="member_password"),
    path("people/invitations/<int:invitation_id>/", people.invitation, name="invitation_withdraw"),
    path("settings/", label.brand_settings, name="brand_settings"),
    path("settings/rest/", resting.brand_rest, name="brand_rest"),
    path("settings/wake/", resting.brand_wake, name="brand_wake"),
)
OPEN = (
    path("s/<str:token>/", shared.shared, name="shared"),
    path("s/<str:token>/label.css", shared.label_style, name="shared_label"),
)
"""Open to whoever holds the link."""

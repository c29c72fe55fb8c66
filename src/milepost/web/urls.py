"""The addresses of the site. Everything of a brand lies under its own word."""

from typing import Final

from django.urls import include, path, re_path

from milepost.web.company import views as company
from milepost.web.pages import account, faults, home, new_password, set_up
from milepost.web.pages.evidence.paths import PATHS as EVIDENCE
from milepost.web.pages.goals.paths import PATHS as GOALS
from milepost.web.pages.imports.paths import PATHS as IMPORTS
from milepost.web.pages.place.first_restore import restore_first, restore_first_job
from milepost.web.pages.place.paths import PATHS as PLACE
from milepost.web.pages.planning.paths import PATHS as PLANNING
from milepost.web.pages.rhythm.paths import PATHS as RHYTHM
from milepost.web.pages.sharing.paths import OPEN
from milepost.web.pages.sharing.paths import PATHS as SHARING

_BRAND = [*GOALS, *EVIDENCE, *RHYTHM, *PLANNING, *IMPORTS, *SHARING]

_CLOSED: Final = r"^accounts/(?:email|confirm-email|password/reset|3rdparty|social|login/code)/"
"""Of django-allauth, what nobody does here: take another address for themselves, or ask for a mail."""

urlpatterns = [
    path("", home.home, name="home"),
    path("join/<str:token>/", set_up.joining, name="join"),
    path("join/<str:token>/elsewhere/", company.join, name="join_elsewhere"),
    path("join/<str:token>/restore/", restore_first, name="restore_first"),
    path("join/<str:token>/restore/<int:job_id>/", restore_first_job, name="restore_first_job"),
    path("password/<str:token>/", new_password.new_password, name="new_password"),
    path("account/", account.account, name="account"),
    re_path(_CLOSED, faults.not_there, name="closed"),
    path("accounts/", include("allauth.urls")),
    path("b/<str:slug>/", include(_BRAND)),
    *PLACE,
    *OPEN,
]

handler400 = faults.bad_request
handler403 = faults.forbidden
handler404 = faults.not_found
handler500 = faults.our_fault

"""The addresses of the site. Everything of a brand lies under its own word."""

from django.urls import include, path

from milepost.web.pages import account, faults, home, set_up
from milepost.web.pages.evidence.paths import PATHS as EVIDENCE
from milepost.web.pages.goals.paths import PATHS as GOALS
from milepost.web.pages.imports.paths import PATHS as IMPORTS
from milepost.web.pages.place.paths import PATHS as PLACE
from milepost.web.pages.planning.paths import PATHS as PLANNING
from milepost.web.pages.rhythm.paths import PATHS as RHYTHM
from milepost.web.pages.sharing.paths import OPEN
from milepost.web.pages.sharing.paths import PATHS as SHARING

_BRAND = [*GOALS, *EVIDENCE, *RHYTHM, *PLANNING, *IMPORTS, *SHARING]

urlpatterns = [
    path("", home.home, name="home"),
    path("join/<str:token>/", set_up.joining, name="join"),
    path("account/", account.account, name="account"),
    path("accounts/", include("allauth.urls")),
    path("b/<str:slug>/", include(_BRAND)),
    *PLACE,
    *OPEN,
]

handler400 = faults.bad_request
handler403 = faults.forbidden
handler404 = faults.not_found
handler500 = faults.our_fault

"""Leaving for the provider, and coming back from it: whatever goes wrong there becomes a page."""

from collections.abc import Callable
from functools import wraps

from allauth.core import ratelimit
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from milepost.web.company.provider import CompanyAdapter
from milepost.web.company.refusal import told
from milepost.web.company.why import NoSignIn
from milepost.web.pages.faults import too_many
from milepost.workspace.people.invitations import invitation

_View = Callable[..., HttpResponse]


def _with_reasons(view: _View) -> _View:
    @wraps(view)
    def asked(request: HttpRequest, *args: str, **names: str) -> HttpResponse:
        if request.method == "POST" and not ratelimit.consume(request, action="elsewhere"):
            return too_many(request)
        try:
            return view(request, *args, **names)
        except SocialApp.DoesNotExist as error:
            raise Http404 from error
        except NoSignIn as error:
            return told(request, error)

    return asked


@require_http_methods(["GET", "HEAD", "POST"])
@_with_reasons
def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Leave for the provider; only a form of ours does so."""
    answer: HttpResponse = OAuth2LoginView.adapter_view(CompanyAdapter(request, provider_id))(request)
    return answer


@require_GET
@_with_reasons
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Come back with a code."""
    answer: HttpResponse = OAuth2CallbackView.adapter_view(CompanyAdapter(request, provider_id))(request)
    return answer


@require_POST
@_with_reasons
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Leave for the provider with an invitation in mind, of which the session keeps the number alone."""
    found = invitation(token, timezone.now())
    provider = get_adapter(request).get_provider(request, "oidc")
    answer: HttpResponse = provider.redirect(request, "login", data={"invitation": found.pk})
    return answer

"""django-allauth's OpenID Connect, and what it leaves open: proof of the token, a nonce, the guarded way."""

import base64
import hashlib
from functools import cached_property
from typing import Any, Final
from urllib.parse import quote_plus, urlsplit

from allauth.account.models import EmailAddress
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from milepost.web.company.proof import Expected, address_of, nonce_of, read_id_token, same_person
from milepost.web.company.way_out import ask_json
from milepost.web.company.why import NoSignIn, Why

_WELL_KNOWN: Final = "/.well-known/openid-configuration"
_ENDPOINTS: Final = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class CompanyAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """What is asked of the provider in one sign-in."""

    _nonce = ""

    @cached_property
    def openid_config(self) -> dict[str, Any]:
        """The provider's own description of itself, for the very address in our settings. Raises NoSignIn."""
        found = ask_json(self._server + _WELL_KNOWN, self._server)
        if str(found.get("issuer", "")).rstrip("/") != self._server:
            raise NoSignIn(Why.BROKEN, "the issuer is not the server of the settings")
        for name in _ENDPOINTS:
            if urlsplit(str(found.get(name, ""))).scheme != "https":
                raise NoSignIn(Why.BROKEN, f"{name} is no address over https")
        return found

    @property
    def basic_auth(self) -> bool:
        """Whether the secret travels in a header: so unless the provider lists the other way."""
        return "client_secret_post" not in (
            self.openid_config.get("token_endpoint_auth_methods_supported") or ()
        )

    def get_access_token_data(
        self, request: HttpRequest, app: Any, client: Any, pkce_code_verifier: str | None = None
    ) -> dict[str, Any]:
        """The tokens for the code that came back. Raises NoSignIn."""
        self._nonce = nonce_of(pkce_code_verifier or "")
        form = {
            "grant_type": "authorization_code",
            "code": request.GET.get("code", ""),
            "redirect_uri": str(client.callback_url),
            "code_verifier": pkce_code_verifier or "",
        }
        headers = {}
        if self.basic_auth:
            pair = f"{quote_plus(app.client_id)}:{quote_plus(app.secret)}"
            headers["Authorization"] = "Basic " + base64.b64encode(pair.encode()).decode()
        else:
            form |= {"client_id": app.client_id, "client_secret": app.secret}
        found = self._ask(self.openid_config["token_endpoint"], form=form, headers=headers)
        if not isinstance(found.get("access_token"), str):
            raise NoSignIn(Why.BROKEN, "no access token")
        return {"access_token": found["access_token"], "id_token": found.get("id_token")}

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        """Who it is, proven by the id token; userinfo only adds to it. Raises NoSignIn."""
        config = self.openid_config
        expected = Expected(str(config["issuer"]), app.client_id, self._nonce)
        said = read_id_token(kwargs["response"]["id_token"], self._ask(config["jwks_uri"]), expected)
        if "email" not in said and urlsplit(str(config.get("userinfo_endpoint", ""))).scheme == "https":
            headers = {"Authorization": f"Bearer {token.token}"}
            said = same_person(said, self._ask(config["userinfo_endpoint"], headers=headers))
        return self.get_provider().sociallogin_from_response(request, {"id_token": said})

    @property
    def _server(self) -> str:
        return str(self.get_provider().app.settings["server_url"])

    def _ask(self, url: str, **more: Any) -> dict[str, Any]:
        return ask_json(str(url), self._server, **more)


class CompanyProvider(OpenIDConnectProvider):  # type: ignore[misc]
    """The one provider of the settings; nothing that a visitor adds to an address changes the question."""

    package = "milepost.web.company"
    oauth2_adapter_class = CompanyAdapter

    def get_pkce_params(self) -> dict[str, str]:
        """PKCE, and a nonce that belongs to it."""
        found: dict[str, str] = super().get_pkce_params()
        return found | {"nonce": nonce_of(found["code_verifier"])}

    def get_redirect_from_request_kwargs(self, request: HttpRequest) -> dict[str, Any]:
        """Only where to go on afterwards; who is signed in already is to say once more who they are."""
        asked: dict[str, Any] = super().get_redirect_from_request_kwargs(request)
        again = {"prompt": "login"} if request.user.is_authenticated else {}
        kept = {"next_url": asked["next_url"]} if "next_url" in asked else {}
        return kept | {"process": "login", "auth_params": again, "scope": self.get_scope()}

    def redirect(self, request: HttpRequest, process: str, *args: Any, **kwargs: Any) -> HttpResponse:
        """A page that leads there: our policy lets no form end at another site, not by a redirect either."""
        answer: HttpResponse = super().redirect(request, process, *args, **kwargs)
        if isinstance(answer, HttpResponseRedirect):
            return render(request, "site/company/go.html", {"url": answer.url, "company": self.name})
        return answer

    def extract_uid(self, data: dict[str, Any]) -> str:
        """The number of the person, and whose number it is: the “7” of another provider is somebody else."""
        said = data["id_token"]
        return f"{said['sub']} {hashlib.sha256(str(said['iss']).encode()).hexdigest()[:16]}"

    def extract_email_addresses(self, data: dict[str, Any]) -> list[EmailAddress]:
        """The one address, verified only when the provider plainly says so, or all of its own are."""
        address, verified = address_of(data["id_token"], ours=self.app.settings["own_addresses"])
        return [EmailAddress(email=address, verified=verified, primary=True)] if address else []

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """Nothing of what the provider tells of a person is kept."""
        return {}

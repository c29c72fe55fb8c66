"""The two addresses of signing in elsewhere; their names are those of django-allauth."""

from django.urls import path

from milepost.web.company.views import callback, login

urlpatterns = [
    path("oidc/<str:provider_id>/login/", login, name="openid_connect_login"),
    path("oidc/<str:provider_id>/login/callback/", callback, name="openid_connect_callback"),
]

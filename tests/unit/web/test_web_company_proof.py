"""The id token: what proves who somebody is, and every way in which it does not."""

import time
from collections.abc import Callable
from typing import Any

import jwt
import pytest
from open_id import CLIENT, by, public, signed, unsigned

from milepost.web.company.proof import Expected, address_of, nonce_of, read_id_token, same_person
from milepost.web.company.why import NoSignIn

ISSUER = "https://login.example"
NOW = int(time.time())
EXPECTED = Expected(ISSUER, CLIENT, nonce_of("the verifier"))
GOOD = {"iss": ISSUER, "aud": CLIENT, "sub": "7", "iat": NOW, "exp": NOW + 86_400, "nonce": EXPECTED.nonce}
KEYS = {"keys": [public("first"), public("second")]}


def _without(name: str) -> dict[str, Any]:
    return {key: value for key, value in GOOD.items() if key != name}


@pytest.mark.parametrize(
    "claims", [GOOD, GOOD | {"aud": [CLIENT]}, GOOD | {"aud": [CLIENT, "another"], "azp": CLIENT}]
)
def test_a_good_token_says_who_it_is(claims: dict[str, Any]) -> None:
    assert read_id_token(signed(claims), KEYS, EXPECTED)["sub"] == "7"
    assert read_id_token(by("second", "second")(claims), KEYS, EXPECTED)["sub"] == "7"


def test_a_key_without_a_name_is_enough_when_it_is_the_only_one() -> None:
    alone = {name: value for name, value in public("first").items() if name not in {"kid", "alg", "use"}}
    assert read_id_token(by("first", None)(GOOD), {"keys": [alone]}, EXPECTED)["sub"] == "7"
    with pytest.raises(NoSignIn, match="2 keys fit"):
        read_id_token(by("first", None)(GOOD), KEYS, EXPECTED)


@pytest.mark.parametrize(
    "claims",
    [
        *map(_without, GOOD),
        GOOD | {"nonce": nonce_of("another")},
        GOOD | {"nonce": 7},
        GOOD | {"nonce": "é"},
        GOOD | {"aud": "another"},
        GOOD | {"aud": []},
        GOOD | {"aud": {"a": 1}},
        GOOD | {"aud": [CLIENT, "another"]},
        GOOD | {"aud": [CLIENT, "another"], "azp": "another"},
        GOOD | {"azp": "another"},
        GOOD | {"iss": ISSUER + "/"},
        GOOD | {"iss": "https://evil.example"},
        GOOD | {"exp": NOW - 300},
        GOOD | {"exp": "never"},
        GOOD | {"iat": NOW + 900},
        GOOD | {"nbf": NOW + 900},
        GOOD | {"sub": ""},
        GOOD | {"sub": 7},
        GOOD | {"sub": "7" * 171},
    ],
)
def test_a_token_that_says_anything_else_proves_nothing(claims: dict[str, Any]) -> None:
    with pytest.raises(NoSignIn):
        read_id_token(signed(claims), KEYS, EXPECTED)


def _shared(claims: dict[str, Any]) -> str:
    secret = "a secret that both sides know, long enough to be one"
    return jwt.encode(claims, secret, algorithm="HS256", headers={"kid": "first"})


@pytest.mark.parametrize(
    "sign",
    [
        by("third", "third"),
        by("third", "first"),
        unsigned,
        _shared,
        lambda claims: signed(claims)[:-8] + "AAAAAAAA",
        lambda claims: signed(claims).rpartition(".")[0] + ".",
        lambda claims: "a.b.c",
        lambda claims: "",
        lambda claims: "x" * 20_000,
        lambda claims: None,
        lambda claims: {"sub": "7"},
    ],
)
def test_a_token_that_the_provider_did_not_sign_proves_nothing(sign: Callable[..., Any]) -> None:
    with pytest.raises(NoSignIn):
        read_id_token(sign(GOOD), KEYS, EXPECTED)


@pytest.mark.parametrize(
    "keys",
    [
        {},
        {"keys": None},
        {"keys": "first"},
        {"keys": []},
        {"keys": ["first", 3]},
        {"keys": [{"kid": "first", "kty": "RSA"}]},
        {"keys": [{"kid": "first", "kty": "RSA", "n": "!", "e": 3}]},
        {"keys": [{"kid": "first", "kty": "oct", "k": "c2VjcmV0"}]},
        {"keys": [public("first") | {"use": "enc"}]},
        {"keys": [public("first") | {"alg": "RS512"}]},
        {"keys": [public("first"), public("first")]},
    ],
)
def test_keys_that_fit_nothing_prove_nothing(keys: dict[str, Any]) -> None:
    with pytest.raises(NoSignIn):
        read_id_token(signed(GOOD), keys, EXPECTED)


@pytest.mark.parametrize("said", [None, False, 0, 1, "", "false", "yes", "True ", [True], {"a": True}])
def test_only_a_plain_yes_makes_an_address_theirs(said: object) -> None:
    assert address_of({"email": "ada@x.example", "email_verified": said}) == ("ada@x.example", False)


@pytest.mark.parametrize("said", [True, "true"])
def test_a_plain_yes_is_taken_as_either_kind(said: object) -> None:
    assert address_of({"email": " ada@x.example", "email_verified": said}) == ("ada@x.example", True)
    assert address_of({"email": ["ada@x.example"], "email_verified": said}) == ("", True)


def test_userinfo_counts_for_the_same_person_only_and_brings_its_own_word_for_the_address() -> None:
    said = {"sub": "7", "email_verified": True}
    assert address_of(same_person(said, {"sub": "7", "email": "a@x.example"})) == ("a@x.example", False)
    for other in ({}, {"sub": "8"}, {"sub": None}):
        with pytest.raises(NoSignIn, match="another person"):
            same_person(said, other)
    assert address_of(same_person(said, {"sub": "7", "email": "a@x.example"}), ours=True)[1]
    no = {"sub": "7", "email_verified": False}
    assert not address_of(same_person(no, {"sub": "7", "email": "a@x.example"}), ours=True)[1]
    assert address_of(same_person(no, {"sub": "7", "email": "a@x.example", "email_verified": True}))[1]


@pytest.mark.parametrize("said", [None, False, 0, 1, "", "false", "yes", [True]])
def test_where_every_address_is_the_companys_own_only_silence_is_a_yes_more(said: object) -> None:
    ada = {"email": "ada@x.example"}
    assert address_of(ada) == ("ada@x.example", False)
    assert address_of(ada, ours=True) == ("ada@x.example", True)
    assert address_of(ada | {"email_verified": said}, ours=True) == ("ada@x.example", False)
    assert address_of({}, ours=True)[0] == ""


HOME = "8f1c2d3e-4b5a-4678-9abc-def012345678"
MICROSOFT = {"iss": f"https://login.microsoftonline.com/{HOME}/v2.0", "tid": HOME, "email": "ada@x.example"}


@pytest.mark.parametrize(
    ("more", "own"),
    [
        ({}, True),
        ({"idp": f"https://sts.windows.net/{HOME}/"}, True),
        ({"idp": "https://sts.windows.net/9188040d-6c67-4c5b-b112-36a304b66dad/"}, False),
        ({"idp": "live.com"}, False),
        ({"idp": f"https://sts.windows.net/{HOME}/", "tid": ""}, False),
        ({"iss": "https://login.example", "idp": "00o1"}, True),
    ],
)
def test_a_guest_of_the_directory_has_their_address_from_elsewhere(more: dict[str, Any], own: bool) -> None:
    assert address_of(MICROSOFT | more, ours=True) == ("ada@x.example", own)
    assert address_of(MICROSOFT | more | {"email_verified": True}, ours=True)[1]
    lie = {"sub": "7", "email": "ada@x.example", "idp": MICROSOFT["iss"], "iss": "https://login.example"}
    kept = {name: value for name, value in (MICROSOFT | more).items() if name != "email"}
    assert address_of(same_person(kept | {"sub": "7"}, lie), ours=True)[1] is own

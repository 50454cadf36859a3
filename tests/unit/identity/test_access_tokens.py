"""Which tokens are believed."""

import json
import time

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from functions.operations.adapters.access_tokens import (
    ASKED_AGAIN_SECONDS,
    SKEW_SECONDS,
    AccessTokens,
    IssuerKeys,
    TokenRefused,
)
from functions.operations.adapters.identity_parameter import Identity, IdentityNotConfigured, parsed
from functions.operations.domain.access_policy import allowing, scopes

ISSUER = "https://issuer.example"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
ARN = "arn:aws:execute-api:us-east-1:123456789012:abc/prod/POST/api/v1/trades"


class Issuer:
    """Publishes its keys, and counts how often it is asked for them."""

    def __init__(self):
        self.asked = 0
        self.down = False
        self.keys = {"one": KEY}

    def fetch(self, url):
        if self.down:
            raise OSError("no answer")
        if url == f"{ISSUER}/.well-known/openid-configuration":
            return json.dumps({"jwks_uri": f"{ISSUER}/keys"}).encode()
        assert url == f"{ISSUER}/keys"
        self.asked += 1
        published = [
            {**jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key(), as_dict=True), "kid": kid, "use": "sig"}
            for kid, key in self.keys.items()
        ]
        return json.dumps({"keys": published}).encode()


@pytest.fixture
def issuer():
    return Issuer()


@pytest.fixture
def tokens(issuer):
    identity = Identity(ISSUER, "signal9", "cli")
    return AccessTokens(identity, IssuerKeys(ISSUER, issuer.fetch))


def token(*, key=KEY, kid="one", algorithm="RS256", without=(), **claims):
    now = int(time.time())
    usual = {
        "iss": ISSUER,
        "sub": "ann",
        "aud": "signal9",
        "iat": now,
        "exp": now + 600,
        "scope": "trades:read",
    }
    given = {name: value for name, value in {**usual, **claims}.items() if name not in without}
    return jwt.encode(given, key, algorithm=algorithm, headers={"kid": kid})


def test_a_token_of_the_issuer_is_believed(tokens):
    assert tokens.claims(token())["sub"] == "ann"


@pytest.mark.parametrize("audience", [["signal9", "other"], "signal9"])
def test_a_token_may_be_made_for_several(tokens, audience):
    assert tokens.claims(token(aud=audience))["sub"] == "ann"


def test_clocks_may_differ_a_little(tokens):
    now = int(time.time())

    assert tokens.claims(token(exp=now - SKEW_SECONDS + 5, iat=now + SKEW_SECONDS - 5))["sub"] == "ann"


@pytest.mark.parametrize(
    "wrong",
    [
        {"exp": int(time.time()) - SKEW_SECONDS - 5},
        {"nbf": int(time.time()) + SKEW_SECONDS + 60},
        {"aud": "somebody-else"},
        {"iss": "https://issuer.example.evil"},
        {"key": OTHER_KEY},
        {"kid": "two"},
        {"without": ("exp",)},
        {"without": ("sub",)},
        {"without": ("aud",)},
        {"without": ("iss",)},
        {"key": "a" * 64, "algorithm": "HS256"},
        {"key": None, "algorithm": "none"},
    ],
    ids=",".join,
)
def test_every_other_token_is_refused(tokens, wrong):
    with pytest.raises(TokenRefused):
        tokens.claims(token(**wrong))


@pytest.mark.parametrize("text", ["", "x", "a.b.c", "a" * 9000, token()[:-4], f"{token()}.x"])
def test_what_is_no_token_is_refused(tokens, text):
    with pytest.raises(TokenRefused):
        tokens.claims(text)


def test_the_public_key_is_no_secret_to_sign_with(tokens):
    header = jwt.encode({"sub": "ann"}, "x" * 32, algorithm="HS256", headers={"kid": "one"}).split(".")[0]

    with pytest.raises(TokenRefused):
        tokens.claims(f"{header}.{token().split('.')[1]}.{token().split('.')[2]}")


def test_keys_are_asked_for_once(tokens, issuer):
    for _ in range(5):
        tokens.claims(token())

    assert issuer.asked == 1


def test_tokens_with_invented_keys_do_not_have_the_issuer_asked_each_time(tokens, issuer):
    tokens.claims(token())
    for number in range(20):
        with pytest.raises(TokenRefused):
            tokens.claims(token(kid=f"invented-{number}"))

    assert issuer.asked == 1


def test_a_new_key_of_the_issuer_is_found(issuer):
    keys = IssuerKeys(ISSUER, issuer.fetch)
    keys.key("one")
    issuer.keys["two"] = OTHER_KEY
    keys._fetched_at -= ASKED_AGAIN_SECONDS + 1  # noqa: SLF001  as if so much time had gone

    assert keys.key("two").key_id == "two"


def test_known_keys_stay_good_while_the_issuer_is_down(issuer):
    keys = IssuerKeys(ISSUER, issuer.fetch)
    keys.key("one")
    issuer.down = True
    keys._fetched_at = float("-inf")  # noqa: SLF001

    assert keys.key("one").key_id == "one"


def test_an_issuer_that_never_answered_is_a_fault_and_no_refusal(issuer):
    issuer.down = True

    with pytest.raises(OSError, match="no answer"):
        IssuerKeys(ISSUER, issuer.fetch).key("one")


@pytest.mark.parametrize(
    "claims",
    [
        {"scope": "trades:read trades:write"},
        {"scp": ["trades:read", "trades:write"]},
        {"scp": "trades:read trades:write"},
        {"scope": "trades:read", "permissions": ["trades:write"]},
    ],
)
def test_scopes_are_read_as_issuers_write_them(claims):
    assert scopes(claims) == {"trades:read", "trades:write"}


def test_the_gateway_may_keep_the_answer_for_the_whole_stage():
    allowed = allowing({"sub": "ann", "exp": 1_800_000_000, "scope": "b a"}, ARN)

    [statement] = allowed["policyDocument"]["Statement"]
    assert statement["Resource"] == "arn:aws:execute-api:us-east-1:123456789012:abc/prod/*"
    assert allowed["context"] == {"scope": "a b", "expires_at": "1800000000"}


@pytest.mark.parametrize(
    "text",
    ["", "[]", '{"issuer": "https://x"}', '{"issuer": "REPLACE_ME", "audience": "a", "client_id": "c"}'],
)
def test_a_stage_without_an_issuer_says_so(text):
    with pytest.raises(IdentityNotConfigured, match="/signal9/dev/identity"):
        parsed("/signal9/dev/identity", text)


def test_an_issuer_is_the_same_with_and_without_its_last_slash(tokens):
    assert parsed("n", '{"issuer": "https://x/", "audience": "a", "client_id": "c"}').issuer == "https://x"
    assert tokens.claims(token(iss=f"{ISSUER}/"))["sub"] == "ann"

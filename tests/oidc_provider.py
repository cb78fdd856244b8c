"""A provider of OpenID Connect on loopback, that can be made to misbehave in one way at a time.

Proper by itself: codes work once, the secret and the verifier of PKCE are checked, tokens are
signed with RS256. A test changes what the next answer is like.
"""

import base64
import hashlib
import hmac
import http.client
import json
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any
from urllib.parse import parse_qs, unquote_plus, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

CLIENT_ID = "flevonorm-test"
CLIENT_SECRET = "geheim: van flevonorm alleen"
KID = "sleutel-1"
DISCOVERY = "/.well-known/openid-configuration"
ABSENT = object()
"""As the value of a claim: leave it out."""

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
CURVE_KEY = ec.generate_private_key(ec.SECP256R1())

Query = dict[str, str]
Forge = Callable[[dict[str, Any]], str]


def rsa_jwk(key: rsa.RSAPrivateKey, kid: str = KID, **more: str) -> dict[str, Any]:
    """The public half as it stands in a key set."""
    public: dict[str, Any] = jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key(), as_dict=True)
    return public | {"kid": kid, "use": "sig"} | more


def curve_jwk() -> dict[str, Any]:
    public: dict[str, Any] = jwt.algorithms.ECAlgorithm.to_jwk(CURVE_KEY.public_key(), as_dict=True)
    return public | {"kid": KID, "use": "sig"}


def signed(
    claims: dict[str, Any], *, key: Any = KEY, algorithm: str = "RS256", **header: Any
) -> str:
    return jwt.encode(claims, key, algorithm=algorithm, headers={"kid": KID} | header)


def unsigned(claims: dict[str, Any]) -> str:
    """`alg` none: everybody can write this."""
    return jwt.encode(claims, "", algorithm="none", headers={"kid": KID})


def signed_with_the_public_key(claims: dict[str, Any]) -> str:
    """HS256 with what everybody knows as the secret; by hand, for no library helps with it."""
    public = KEY.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    header = {"alg": "HS256", "typ": "JWT", "kid": KID}
    body = ".".join(_encoded(json.dumps(part).encode()) for part in (header, claims))
    return f"{body}.{_encoded(hmac.digest(public, body.encode(), 'sha256'))}"


def without_kid(claims: dict[str, Any]) -> str:
    return jwt.encode(claims, KEY, algorithm="RS256")


def _encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


@dataclass
class FakeProvider:
    """Who signs in there is `claims`; `path → bytes` in `answers` replaces what it would say."""

    claims: dict[str, Any] = field(default_factory=dict)
    forge: Forge = signed
    keys: list[Any] = field(default_factory=lambda: [rsa_jwk(KEY)])
    config: dict[str, Any] = field(default_factory=dict)
    answers: dict[str, bytes] = field(default_factory=dict)
    statuses: dict[str, int] = field(default_factory=dict)
    drip: dict[str, float] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    back: Query = field(default_factory=dict)
    asked: list[Query] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    handed_out: list[str] = field(default_factory=list)
    authentication: str = "client_secret_basic"

    def __post_init__(self) -> None:
        self._codes: dict[str, Query] = {}
        self._released = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self.issuer = f"http://127.0.0.1:{self._server.server_port}/huurder/v2.0"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))

    def __enter__(self) -> "FakeProvider":
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """Nobody answers any more; may be called twice."""
        self._released.set()
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
        self._server.server_close()

    def visit(self, address: str) -> str:
        """What a browser does: goes to the address, and is sent back to the one returned."""
        parts = urlsplit(address)
        connection = http.client.HTTPConnection(parts.netloc, timeout=5)
        try:
            connection.request("GET", f"{parts.path}?{parts.query}")
            response = connection.getresponse()
            response.read()
        finally:
            connection.close()
        assert response.status == 302, response.status
        return response.headers["Location"]

    # --- What the handler asks --------------------------------------------------------------------

    def discovery(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "token_endpoint_auth_methods_supported": [self.authentication],
        } | self.config

    def authorize(self, query: Query) -> str:
        """The address to go back to, with a code that remembers what it was asked with."""
        self.asked.append(query)
        code = secrets.token_urlsafe(24)
        self._codes[code] = query
        self.handed_out.append(code)
        back = {"code": code, "state": query["state"]} | self.back
        return f"{query['redirect_uri']}?{urlencode(back)}"

    def exchange(self, form: Query, authorization: str) -> tuple[int, dict[str, Any]]:
        """A token for a code; only once, only for who has the secret and began the sign-in."""
        asked = self._codes.pop(form.get("code", ""), None)
        if not self._knows(form, authorization):
            return 401, {"error": "invalid_client"}
        if asked is None or form.get("redirect_uri") != asked["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        challenge = _encoded(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        if asked["code_challenge_method"] != "S256" or challenge != asked["code_challenge"]:
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "sub": "persoon-1",
            "aud": CLIENT_ID,
            "iat": now,
            "exp": now + 300,
            "nonce": asked["nonce"],
            "amr": ["pwd", "mfa"],
        } | self.claims
        token = self.forge({name: value for name, value in claims.items() if value is not ABSENT})
        access = secrets.token_urlsafe(24)
        self.handed_out += [token, access, form["code_verifier"]]
        return 200, {"id_token": token, "access_token": access, "token_type": "Bearer"}

    def _knows(self, form: Query, authorization: str) -> bool:
        """RFC 6749: in the header both are form-encoded first."""
        if self.authentication == "client_secret_post":
            pair = form.get("client_id"), form.get("client_secret")
        else:
            decoded = base64.b64decode(authorization.removeprefix("Basic ")).decode()
            name, _, secret = decoded.partition(":")
            pair = unquote_plus(name), unquote_plus(secret)
        return pair == (CLIENT_ID, CLIENT_SECRET)

    def wait(self, seconds: float) -> None:
        self._released.wait(seconds)


def _handler(provider: FakeProvider) -> type[BaseHTTPRequestHandler]:
    base = "/huurder/v2.0"

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:
            pass

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            path = parts.path.removeprefix(base)
            if path == "/authorize":
                self._redirect(provider.authorize(_flat(parts.query)))
            elif path == DISCOVERY:
                self._answer(path, 200, provider.discovery())
            elif path == "/keys":
                self._answer(path, 200, {"keys": provider.keys})
            else:
                self.send_error(404)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            done = provider.exchange(_flat(body), self.headers.get("Authorization", ""))
            self._answer("/token", *done)

        def _redirect(self, address: str) -> None:
            self.send_response(302)
            self.send_header("Location", address)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def _answer(self, path: str, status: int, answer: dict[str, Any]) -> None:
            provider.requests.append(path)
            if path in provider.redirects:
                self._redirect(provider.redirects[path])
                return
            body = provider.answers.get(path, json.dumps(answer).encode())
            self.send_response(provider.statuses.get(path, status))
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            try:
                self._write(body, provider.drip.get(path))
            except OSError:  # who asked has had enough of it
                self.close_connection = True

        def _write(self, body: bytes, pause: float | None) -> None:
            if pause is None:
                self.wfile.write(body)
                return
            for byte in body:
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
                provider.wait(pause)

    return Handler


def _flat(query: str) -> Query:
    return {name: values[0] for name, values in parse_qs(query, keep_blank_values=True).items()}

"""An OpenID Connect issuer on this machine, small and obedient: discovery, authorize, token, userinfo, keys."""

import json
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "margin", "a secret of both"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Issuer:
    """What the issuer says of whoever logs in, and in which way it misbehaves."""

    url: str = ""
    person: dict[str, Any] = field(default_factory=dict)
    told: dict[str, Any] = field(default_factory=dict)
    """Laid over what userinfo says."""
    claims: dict[str, Any] = field(default_factory=dict)
    """Laid over the claims of the ID token; None takes one away."""
    key: Any = KEY
    algorithm: str = "RS256"
    kid: str = "one"
    name: str = ""
    """How it calls itself, where that is not its address."""
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)

    def authorize(self, address: str) -> dict[str, str]:
        """Do what a person does who logs in there: return what the browser brings back."""
        query = dict(parse_qsl(urlsplit(address).query))
        code = secrets.token_urlsafe(8)
        self.codes[code] = query
        return {"code": code, "state": query["state"]}

    def configuration(self) -> dict[str, Any]:
        ends = {f"{name}_endpoint": f"{self.url}/{name}" for name in ("authorization", "token", "userinfo")}
        return {"issuer": self.name or self.url, "jwks_uri": f"{self.url}/keys", **ends}

    def keys(self) -> dict[str, Any]:
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
        return {"keys": [{**public, "kid": "one", "alg": "RS256", "use": "sig"}]}

    def token(self, body: dict[str, str]) -> dict[str, Any]:
        self.asked.append(body)
        query = self.codes.pop(body["code"])
        now = int(time.time())
        claims = {
            "iss": self.name or self.url,
            "aud": CLIENT,
            "sub": self.person["sub"],
            "nonce": query["nonce"],
            "iat": now,
            "exp": now + 300,
            **self.claims,
        }
        claims = {name: value for name, value in claims.items() if value is not None}
        id_token = jwt.encode(claims, self.key, algorithm=self.algorithm, headers={"kid": self.kid})
        return {"access_token": "access", "token_type": "Bearer", "expires_in": 300, "id_token": id_token}


@contextmanager
def running() -> Iterator[Issuer]:
    """Serve an issuer on a free port of this machine."""
    issuer = Issuer(person={"sub": "77", "name": "Nora New", "email": "nora@house.example", "email_verified": True})

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            answers = {
                "/.well-known/openid-configuration": issuer.configuration,
                "/keys": issuer.keys,
                "/userinfo": lambda: {**issuer.person, **issuer.told},
            }
            self._send(answers[path]())

        def do_POST(self) -> None:
            body = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self._send(issuer.token({name: values[0] for name, values in body.items()}))

        def log_message(self, *arguments: Any) -> None:
            """Say nothing."""

        def _send(self, content: dict[str, Any]) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(content).encode())

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    issuer.url = f"http://127.0.0.1:{server.server_port}"
    yield issuer
    server.shutdown()
    server.server_close()
    thread.join()


def query_of(address: str) -> dict[str, str]:
    """Return the query of an address."""
    return dict(parse_qsl(urlsplit(address).query))


def callback(answer: dict[str, str]) -> str:
    """Return the address to which the issuer sends the browser back."""
    return f"/account/openid/callback/?{urlencode(answer)}"

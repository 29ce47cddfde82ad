"""The policy headers that every answer carries, pages and static files alike."""

from urllib.parse import urlsplit

# No inline script or style, no remote anything: reading an article tells nobody outside who reads it.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
REFUSED_FEATURES = (
    "accelerometer",
    "autoplay",
    "camera",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "screen-wake-lock",
    "usb",
    "xr-spatial-tracking",
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in REFUSED_FEATURES),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
# Style sheets, scripts and icons come fifty at a time: they carry what matters for a file, and nothing for a page.
FILE_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
# A worker lives by the policy of its own file: it fetches from here alone.
WORKER_HEADERS = {
    **FILE_HEADERS,
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; connect-src 'self'; frame-ancestors 'none'",
}


def with_issuer(policy: str, issuer: str) -> str:
    """Return a policy in which forms may lead to the OpenID Connect ``issuer`` as well: logging in there begins so.

    >>> with_issuer("form-action 'self'; base-uri 'none'", "https://login.example.org/realms/news")
    "form-action 'self' https://login.example.org; base-uri 'none'"
    """
    parts = urlsplit(issuer)
    return policy.replace("form-action 'self'", f"form-action 'self' {parts.scheme}://{parts.netloc}")

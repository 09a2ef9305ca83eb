"""Fetches one page because somebody asked for it: the only place of factbase that speaks to other hosts. The worker calls
it, never the web process.

Whoever names the address must not reach by it what only this machine or its network reaches. So the name is resolved
once, every address it has must be public, and the connection goes to that very address; after a redirect all of it again.
"""

import http.client
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from threading import Timer
from urllib.parse import quote, urljoin, urlsplit

MAX_PAGE = 5_000_000  # bytes
MAX_SECONDS = 20.0  # from the first connection to the last byte, redirects included
MAX_REDIRECTS = 5
MOVED = frozenset({301, 302, 303, 307, 308})
PORTS = {"http": 80, "https": 443}
KINDS = ("text/html", "application/xhtml+xml", "text/plain")
HEADERS = {
    "User-Agent": "factbase (fetches a single page on behalf of a reader)",
    "Accept": "text/html, application/xhtml+xml, text/plain;q=0.8",
    "Accept-Language": "de",
    "Accept-Encoding": "identity",
    "Connection": "close",
}
TRANSLATED = IPv6Network("64:ff9b::/96")  # addresses of IPv4 in those of IPv6 (RFC 6052)
LOCAL_TRANSLATED = IPv6Network("64:ff9b:1::/48")

Address = IPv4Address | IPv6Address


class Unfetchable(Exception):  # noqa: N818  it is the address's fault, not the program's
    """A page that cannot be had. `code` is a word of `claims.drafts.Fault`, `detail` what it is about (a status, a type)."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code} {detail}".strip())
        self.code, self.detail = code, detail


@dataclass(frozen=True, slots=True)
class Page:
    """What came: where it lay in the end, its bytes, and whether they are plain text instead of HTML."""

    url: str
    data: bytes
    charset: str
    plain: bool


def fetch(url: str, *, loopback: bool = False) -> Page:
    """The page at `url`. `loopback`: this machine counts as public, at any port, as tests need it. Raises Unfetchable."""
    until = time.monotonic() + MAX_SECONDS
    for _hop in range(MAX_REDIRECTS + 1):
        found = _fetch_once(url, until, loopback=loopback)
        if isinstance(found, Page):
            return found
        url = found
    raise Unfetchable("redirects")


def is_public(address: Address) -> bool:
    """May anybody on the internet reach it? Also where it hides in an address of IPv6 that leads to one of IPv4."""
    if isinstance(address, IPv6Address):
        if address in LOCAL_TRANSLATED:
            return False
        inside = _inside(address)
        if inside is not None:
            return is_public(inside)
        if address.is_site_local:
            return False
    return address.is_global and not address.is_multicast


def _inside(address: IPv6Address) -> IPv4Address | None:
    if address in TRANSLATED or int(address) >> 32 == 0:  # the second: the old form "::1.2.3.4"
        return IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else None)


def _fetch_once(url: str, until: float, *, loopback: bool) -> Page | str:
    """The page, or the address that it was moved to."""
    scheme, host, port = _place(url, loopback=loopback)
    address = _resolved(host, port, loopback=loopback)
    with _connected(scheme, host, port, (address, until)) as connection:
        try:
            connection.request("GET", _target(url), headers=HEADERS)
            with connection.getresponse() as answer:
                found = _moved(url, answer) if answer.status in MOVED else _page(url, answer)
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise _fault(until) from error
    if time.monotonic() >= until:  # the connection was cut: what came may be half of it
        raise Unfetchable("slow")
    return found


def _place(url: str, *, loopback: bool) -> tuple[str, str, int]:
    """Scheme, name of the host and port."""
    try:
        parts = urlsplit(url)
        port = parts.port or PORTS.get(parts.scheme, 0)
        host = (parts.hostname or "").encode("idna").decode()
    except (ValueError, UnicodeError) as error:
        raise Unfetchable("no_address") from error
    if parts.scheme not in PORTS or not host or parts.username is not None:
        raise Unfetchable("no_address")
    if port not in PORTS.values() and not loopback:
        raise Unfetchable("private")
    return parts.scheme, host, port


def _resolved(host: str, port: int, *, loopback: bool) -> str:
    """The address of the host; none of those that its name has may be private."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unfetchable("unreachable") from error
    addresses = [ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
    if not addresses or not all(is_public(one) or (loopback and one.is_loopback) for one in addresses):
        raise Unfetchable("private")
    return str(addresses[0])


@contextmanager
def _connected(scheme: str, host: str, port: int, way: tuple[str, float]) -> Iterator[http.client.HTTPConnection]:
    """A connection to the address that was looked at, not to whatever the name means the next moment; at the end of its
    time it is cut, however slowly bytes still come."""
    address, until = way
    held = [_opened((address, port), until)]
    timer = Timer(max(0.0, until - time.monotonic()), _cut, [held])
    timer.daemon = True
    timer.start()
    try:
        if scheme == "https":
            _encrypt(held, host, until)
        connection = http.client.HTTPConnection(host, port)
        connection.sock = held[-1]
        with closing(connection):
            yield connection
    finally:
        timer.cancel()
        held[-1].close()


def _opened(place: tuple[str, int], until: float) -> socket.socket:
    left = until - time.monotonic()
    if left <= 0:
        raise Unfetchable("slow")
    try:
        return socket.create_connection(place, timeout=left)
    except OSError as error:
        raise _fault(until) from error


def _encrypt(held: list[socket.socket], host: str, until: float) -> None:
    """Puts the encrypted socket in the place of the plain one, before it speaks, so that it too can be cut."""
    try:
        context = ssl.create_default_context()
        encrypted = context.wrap_socket(held[-1], server_hostname=host, do_handshake_on_connect=False)
        held[-1] = encrypted
        encrypted.do_handshake()
    except ssl.SSLCertVerificationError as error:
        raise Unfetchable("certificate") from error
    except (OSError, ValueError) as error:
        raise _fault(until) from error


def _cut(held: list[socket.socket]) -> None:
    try:
        held[-1].shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # it has ended already


def _fault(until: float) -> Unfetchable:
    return Unfetchable("slow" if time.monotonic() >= until else "unreachable")


def _target(url: str) -> str:
    parts = urlsplit(url)
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    return f"{path}?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?')}" if parts.query else path


def _moved(url: str, answer: http.client.HTTPResponse) -> str:
    to = answer.getheader("Location", "")
    if not to:
        raise Unfetchable("status", str(answer.status))
    return urljoin(url, to)


def _page(url: str, answer: http.client.HTTPResponse) -> Page:
    if answer.status != 200:
        raise Unfetchable("status", str(answer.status))
    kind = answer.headers.get_content_type()
    if kind not in KINDS or answer.getheader("Content-Encoding", "identity").lower() != "identity":
        raise Unfetchable("kind", (answer.getheader("Content-Encoding") or kind)[:100])
    data = answer.read(MAX_PAGE + 1)
    if len(data) > MAX_PAGE:
        raise Unfetchable("large", str(MAX_PAGE // 1_000_000))
    if answer.length:  # less came than was promised
        raise Unfetchable("unreachable")
    return Page(url, data, answer.headers.get_content_charset() or "", plain=kind == "text/plain")

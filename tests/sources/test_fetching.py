"""One page is fetched, and nothing that only this machine or its network reaches: whatever names, redirects and slow servers do."""

import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address

import pytest

from sources import fetching
from sources.fetching import Unfetchable, fetch, is_public

PAGE = "<p>Grüße aus Kiel</p>".encode()


class Handler(BaseHTTPRequestHandler):
    """Answers by the path; `/to?ADDRESS` leads there."""

    def do_GET(self):
        path, _, rest = self.path.partition("?")
        getattr(self, f"answer_{path.strip('/') or 'page'}")(rest)

    def log_message(self, *_words):
        """Nothing is written."""

    def send(self, status=200, data=PAGE, **headers):
        self.send_response(status)
        for name, value in ({"Content_Type": "text/html; charset=utf-8"} | headers).items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def answer_page(self, _rest):
        self.send()

    def answer_plain(self, _rest):
        self.send(data=b"Kiel", Content_Type="text/plain")

    def answer_to(self, rest):
        self.send(302, b"", Location=rest)

    def answer_loop(self, _rest):
        self.send(301, b"", Location="/loop")

    def answer_nowhere(self, _rest):
        self.send(302, b"")

    def answer_missing(self, _rest):
        self.send(404)

    def answer_picture(self, _rest):
        self.send(Content_Type="image/png")

    def answer_zipped(self, _rest):
        self.send(Content_Encoding="gzip")

    def answer_half(self, _rest):
        self.send(Content_Length="1000")

    def answer_drip(self, _rest):
        """A byte now and then, each soon enough for a timeout that counts from the last one."""
        self.send(data=b"")
        for _ in range(100):
            try:
                self.wfile.write(b"x")
            except OSError:
                return
            time.sleep(0.05)


@pytest.fixture(scope="module")
def server():
    """The address of a server on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def fault(url, **options):
    with pytest.raises(Unfetchable) as refused:
        fetch(url, **options)
    return refused.value.code


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("127.0.0.1", False),
        ("127.8.8.8", False),
        ("10.0.0.1", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),  # noqa: S104 - what is not to be reached
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::", False),
        ("::1", False),
        ("fe80::1", False),
        ("fc00::1", False),
        ("fec0::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:93.184.216.34", True),
        ("::7f00:1", False),
        ("64:ff9b::a00:1", False),
        ("64:ff9b:1::a00:1", False),
        ("2002:7f00:1::", False),
        ("2001:0:53aa:64c:0:7bfe:f5ff:fffe", False),
    ],
)
def test_only_what_everybody_reaches_is_public(address, public):
    assert is_public(ip_address(address)) is public


def test_a_page_comes_with_its_address_and_encoding(server):
    page = fetch(f"{server}/to?/page?a=ä", loopback=True)
    assert (page.data, page.charset, page.plain) == (PAGE, "utf-8", False)
    assert page.url == f"{server}/page?a=%C3%A4"
    assert fetch(f"{server}/plain", loopback=True).plain


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/missing", "status"),
        ("/nowhere", "status"),
        ("/picture", "kind"),
        ("/zipped", "kind"),
        ("/loop", "redirects"),
        ("/half", "unreachable"),
        ("/to?http://10.0.0.1/", "private"),
        ("/to?http://169.254.169.254/latest/meta-data/", "private"),
        ("/to?file:///etc/passwd", "no_address"),
        ("/to?ftp://127.0.0.1/", "no_address"),
    ],
)
def test_what_cannot_be_had_says_why(server, path, code):
    assert fault(f"{server}{path}", loopback=True) == code


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("ftp://a.example/", "no_address"),
        ("file:///etc/passwd", "no_address"),
        ("http://", "no_address"),
        ("http://user@a.example/", "no_address"),
        ("http://[broken/", "no_address"),
        ("http://a.example:99999/", "no_address"),
        ("http://" + "a" * 70 + ".example/", "no_address"),
        ("http://127.0.0.1/", "private"),
        ("http://2130706433/", "private"),
        ("http://0x7f.1/", "private"),
        ("http://[::1]/", "private"),
        ("http://[::ffff:127.0.0.1]/", "private"),
        ("http://localhost/", "private"),
        ("http://93.184.216.34:22/", "private"),
    ],
)
def test_no_way_around_leads_inside(url, code):
    assert fault(url) == code


def test_this_machine_is_reached_only_where_a_test_says_so(server):
    assert fault(server) == "private"


def names(monkeypatch, *answers):
    """Names mean these addresses, one after the other."""
    left = list(answers)

    def look_up(_host, port, **_options):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in left.pop(0)]

    monkeypatch.setattr(fetching.socket, "getaddrinfo", look_up)


def test_a_name_with_one_private_address_among_public_ones_is_refused(monkeypatch):
    names(monkeypatch, ["93.184.216.34", "10.0.0.1"])
    assert fault("http://a.example/") == "private"


def test_the_connection_goes_to_the_address_that_was_looked_at(monkeypatch):
    """A name that means another address the next moment (rebinding) gains nothing by it."""
    names(monkeypatch, ["93.184.216.34"], ["127.0.0.1"])
    asked = []

    def connect(place, timeout):  # noqa: ARG001 - as the library calls it
        asked.append(place)
        raise ConnectionRefusedError

    monkeypatch.setattr(fetching.socket, "create_connection", connect)
    assert fault("http://a.example/") == "unreachable"
    assert asked == [("93.184.216.34", 80)]


def test_a_name_that_nobody_has_is_unreachable(monkeypatch):
    def look_up(*_place, **_options):
        raise socket.gaierror

    monkeypatch.setattr(fetching.socket, "getaddrinfo", look_up)
    assert fault("http://a.example/") == "unreachable"


def test_what_is_too_large_is_not_read_to_its_end(server, monkeypatch):
    monkeypatch.setattr(fetching, "MAX_PAGE", len(PAGE) - 1)
    assert fault(server, loopback=True) == "large"


def test_a_server_that_drips_is_cut_off(server, monkeypatch):
    monkeypatch.setattr(fetching, "MAX_SECONDS", 0.5)
    begun = time.monotonic()
    assert fault(f"{server}/drip", loopback=True) == "slow"
    assert time.monotonic() - begun < 3


def test_a_server_without_a_valid_certificate_is_not_trusted(server):
    assert fault(server.replace("http:", "https:"), loopback=True) == "unreachable"

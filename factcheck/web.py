"""Web pages: fetching them with care, and finding the article in their HTML.

Addresses come from users and redirects from strangers, so every hop is resolved here, refused where
it leads to a private network, and connected to by the very address that was checked: a name that
resolves differently a moment later (DNS rebinding) gains nothing. The proxies of the environment are
not used, since a proxy connects to addresses that nothing here has checked.

httpx and trafilatura are imported inside the functions, for they take long to load.
"""

from __future__ import annotations

import ipaddress
import logging
import re
import socket
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import closing
from dataclasses import dataclass
from http import HTTPStatus
from threading import Thread
from typing import TYPE_CHECKING, Literal

from factcheck.errors import InputError

if TYPE_CHECKING:
    import httpx

Kind = Literal["text", "html", "json", "jsonl"]

MEDIA_KINDS: dict[str, Kind | None] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
    "text/markdown": "text",
    "application/json": "json",
    "application/jsonl": "jsonl",
    "application/x-jsonlines": "jsonl",
    "application/x-ndjson": "jsonl",
    "application/ndjson": "jsonl",
    "application/octet-stream": None,
    "": None,
}
"""Media types that may hold articles; ``None`` leaves the kind to the content."""

SAFE_ENCODINGS = ("", "identity", "gzip", "x-gzip", "deflate")
"""Content encodings accepted. Others, and several on top of each other, can blow a few kilobytes up to
gigabytes within one step, before any limit is looked at; gzip and deflate stop at a factor of 1,032."""

TAG_LIMIT = 100_000
"""Most tags that a page may have; news pages have some thousands. Beyond, extraction takes up to minutes."""

SAVE_IT = "save the page from a browser as .html and give that file"

# These libraries log what is odd about a page: not for the terminal, unless the application asks for it.
for _name in ("trafilatura", "htmldate", "courlan", "justext"):
    logging.getLogger(_name).addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True)
class Download:
    """What a web address gave.

    Attributes:
        url: the address after redirects.
        kind: what the server says it is; ``None`` where it does not say.
        charset: the encoding that the server names, unchecked.
    """

    url: str
    kind: Kind | None
    charset: str | None
    content: bytes


@dataclass(frozen=True, slots=True)
class Page:
    """The article found in a page; paragraphs are divided by blank lines."""

    text: str
    title: str | None
    site: str | None
    published: str | None
    url: str | None


def fetch(url: str, *, allow_private: bool, max_bytes: int, seconds: float, redirects: int) -> Download:
    """Download what ``url`` leads to.

    Args:
        url: an http or https address.
        allow_private: also connect to addresses outside the public internet.
        max_bytes: the most that is downloaded, after decompression.
        seconds: the longest that it may take, redirects and name look-ups included.
        redirects: the most that are followed.

    Raises:
        InputError: the address is refused, does not answer, or holds no article. No other error.
    """
    import httpx

    download: Future[Download] = Future()

    def work(client: httpx.Client) -> None:
        try:
            download.set_result(_follow(client, url, allow_private, max_bytes, redirects))
        except BaseException as error:
            download.set_exception(error)

    tls = httpx.create_ssl_context()  # honours SSL_CERT_FILE, which trust_env=False would not
    # A thread, because time-outs of sockets are for each read: a server that trickles bytes, or a slow
    # name look-up, would outlast them. Leaving the block closes the connection under the thread.
    with httpx.Client(timeout=seconds, verify=tls, trust_env=False, headers=_HEADERS) as client:
        Thread(target=work, args=(client,), daemon=True).start()
        try:
            return download.result(timeout=seconds)
        except (TimeoutError, httpx.TimeoutException):
            raise InputError(url, f"no answer within {seconds:g} s; try again later, or {SAVE_IT}") from None
        except httpx.ConnectError as error:
            reason = (
                "its certificate is not valid" if "CERTIFICATE" in str(error) else "nothing answers there"
            )
            raise InputError(url, f"cannot connect ({reason}); check the address and the network") from None
        except (httpx.InvalidURL, UnicodeError):
            raise InputError(url, "is not a valid web address; check its spelling") from None
        except (httpx.HTTPError, OSError) as error:
            raise InputError(url, f"cannot be downloaded ({type(error).__name__}); {SAVE_IT}") from None


_HEADERS = {
    "User-Agent": "factcheck",
    "Accept": "text/html, application/xhtml+xml, text/plain, application/json;q=0.9, */*;q=0.1",
    "Accept-Encoding": "gzip, deflate",
}


def _follow(
    client: httpx.Client, start: str, allow_private: bool, max_bytes: int, redirects: int
) -> Download:
    import httpx

    url = httpx.URL(start)
    for _ in range(redirects + 1):
        with closing(_connect(client, start, url, allow_private)) as response:
            if not response.has_redirect_location:
                return _download(start, url, response, max_bytes)
            url = url.join(response.headers["location"])
    raise InputError(start, f"is redirected more than {redirects} times; give the article's final address")


def _connect(client: httpx.Client, start: str, url: httpx.URL, allow_private: bool) -> httpx.Response:
    """Send the request for ``url`` to the first of its host's addresses that answers."""
    import httpx

    if url.scheme not in ("http", "https"):
        raise InputError(
            start, f"leads to a {url.scheme or 'nameless'} address; only http and https are read"
        )
    if url.userinfo:
        raise InputError(start, f"holds a user name or password, which reports would show; {SAVE_IT}")
    failure: httpx.TransportError | None = None
    for address in _addresses(start, url, allow_private):
        request = client.build_request(
            "GET",
            url.copy_with(host=address),
            headers={"Host": url.netloc.decode("ascii")},
            extensions={"sni_hostname": url.raw_host.decode("ascii")},
        )
        try:
            return client.send(request, stream=True)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            failure = error
    assert failure is not None, "a look-up that succeeds gives at least one address"
    raise failure


def _addresses(start: str, url: httpx.URL, allow_private: bool) -> list[str]:
    """The host's addresses, in the system's order; refused where any of them is not public."""
    host = url.raw_host.decode("ascii")
    if not host:
        raise InputError(start, "names no host; check its spelling")
    try:
        found = socket.getaddrinfo(host, url.port or url.scheme, type=socket.SOCK_STREAM)
    except socket.gaierror:
        raise InputError(start, f"no such host: {host}; check the address and the network") from None
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    for address in addresses:
        if not (allow_private or is_public(address)):
            raise InputError(
                start,
                f"leads to {host} ({address}), which is not on the public internet;"
                " add --allow-private if you trust it",
            )
    return addresses


def is_public(address: str) -> bool:
    """Whether an IP address, and every IPv4 address that it wraps, is a host on the public internet."""
    return all(ip.is_global and not ip.is_multicast for ip in _unwrapped(ipaddress.ip_address(address)))


_EMBEDDING = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("::/96"))
"""Networks whose last 32 bits are an IPv4 address: NAT64 (RFC 6052), IPv4-compatible (RFC 4291)."""


def _unwrapped(
    ip: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> Iterator[ipaddress.IPv4Address | ipaddress.IPv6Address]:
    yield ip
    if isinstance(ip, ipaddress.IPv6Address):
        yield from filter(None, (ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())))
        if any(ip in network for network in _EMBEDDING):
            yield ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)


def _download(start: str, url: httpx.URL, response: httpx.Response, max_bytes: int) -> Download:
    if response.status_code >= 300:
        raise InputError(start, _refusal(response.status_code))
    media = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media not in MEDIA_KINDS:
        raise InputError(
            start, f"is {media}, not an article's page; give the address of the page or its text"
        )
    if response.headers.get("content-encoding", "").strip().lower() not in SAFE_ENCODINGS:
        raise InputError(start, f"comes in an encoding that was not asked for; {SAVE_IT}")
    content = bytearray()
    for chunk in response.iter_bytes():
        content += chunk
        if len(content) > max_bytes:
            raise InputError(start, f"is larger than the limit of {max_bytes:,} bytes; save its text as .txt")
    final = str(url.copy_with(fragment=None))
    return Download(final, MEDIA_KINDS[media], response.charset_encoding, bytes(content))


def _refusal(status: int) -> str:
    phrase = HTTPStatus(status).phrase if status in set(HTTPStatus) else "unknown status"
    fix = "check the address" if status in (404, 410) else f"try again later, or {SAVE_IT}"
    return f"the server answered {status} ({phrase}); {fix}"


def extract(html: str, url: str | None = None) -> Page | None:
    """The article in a page's HTML, or ``None`` where none can be found in it.

    ``url`` is the page's address, where known; otherwise the one that the page gives for itself.
    Dates are only taken where the page marks them as such, never guessed from its prose.
    """
    import trafilatura
    from trafilatura.settings import Document

    if html.count("<") > TAG_LIMIT:
        return None
    if not re.search(r"<html\b", html[:5000], re.IGNORECASE):
        html = f"<html><body>{html}</body></html>"
    for tables in (False, True):  # tables are seldom prose, but old pages are laid out by them
        try:
            found = trafilatura.bare_extraction(
                html,
                url=url,
                with_metadata=True,
                include_comments=False,
                include_tables=tables,
                date_extraction_params={"original_date": True, "extensive_search": False},
            )
        except Exception:  # hostile markup makes its parsers fail in many ways; for users all mean the same
            return None
        if isinstance(found, Document) and found.text and found.text.strip():
            address = url or found.url
            # Where a page names no site, trafilatura gives the host, port included.
            host = (address or "").partition("://")[2].partition("/")[0]
            paragraphs = (line.strip() for line in found.text.split("\n"))
            return Page(
                text="\n\n".join(paragraph for paragraph in paragraphs if paragraph),
                title=found.title,
                site=found.sitename if found.sitename and not host.endswith(found.sitename) else None,
                published=_time_of(html, found.date),
                url=address,
            )
    return None


_TIMES = re.compile(
    r"""(?:"datePublished"\s{0,9}:\s{0,9}"|article:published_time["']\s{1,9}content=["'])([^"'<>]{10,40})["']"""
)


def _time_of(html: str, day: str | None) -> str | None:
    """The page's own time of publication on ``day``, for the extracted metadata give the day alone."""
    times = (match[1].strip() for match in _TIMES.finditer(html))
    return next((time for time in times if day and time.startswith(day)), day)

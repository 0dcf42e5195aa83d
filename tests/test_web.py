"""Fetching pages, against servers on the loopback address, and finding articles in HTML."""

from __future__ import annotations

import gzip
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

import pytest

from factcheck import web
from factcheck.articles import ReadLimits, read_articles
from factcheck.models import Article, Problem

PARAGRAPH = "A barge struck the pier in Norvik on Monday, and “nobody was hurt”, said Zoë Lindqvist."
HTML = f"""<!DOCTYPE html><html><head><title>Barge hits pier in Norvik</title></head><body><article>
<p>{PARAGRAPH}</p><p>The pier, built in 1912, will be closed for three weeks while divers look at it.</p>
</article></body></html>"""

Answer = Callable[[BaseHTTPRequestHandler], None]


class Site:
    """A server on the loopback address that answers as told and remembers what it was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, str]] = []
        self.stop = Event()
        self.port = 0

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def page(self, path: str, body: str | bytes, status: int = 200, **headers: str) -> str:
        """Serve ``body`` at ``path``; gives the address. Headers are named with underscores."""
        content = body.encode() if isinstance(body, str) else body

        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(status)
            for name, value in headers.items():
                handler.send_header(name.replace("_", "-"), value)
            handler.end_headers()
            handler.wfile.write(content)

        self.answers[path] = answer
        return self.url(path)

    def redirect(self, path: str, location: str, status: int = 302) -> str:
        return self.page(path, b"", status, Location=location)


@contextmanager
def serving(site: Site) -> Iterator[Site]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.headers["Host"], self.path))
            with suppress(ConnectionError):
                site.answers[self.path](self)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.port = server.server_address[1]
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield site
    finally:
        site.stop.set()
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(Site()) as running:
        yield running


def article(url: str, **limits: float) -> Article:
    articles, problems = read_articles([url], allow_private=True, limits=ReadLimits(**limits))
    assert problems == []
    assert len(articles) == 1
    return articles[0]


def problem(url: str, allow_private: bool = True, **limits: float) -> Problem:
    articles, problems = read_articles([url], allow_private=allow_private, limits=ReadLimits(**limits))
    assert articles == []
    assert len(problems) == 1
    assert problems[0].path == url
    return problems[0]


# What pages hold


def test_page(site: Site) -> None:
    url = site.page("/news/barge?id=1", HTML, Content_Type="text/html; charset=utf-8")
    read = article(url + "#top")
    assert read.text.startswith(f"Barge hits pier in Norvik\n\n{PARAGRAPH}\n\n")
    assert read.title == "Barge hits pier in Norvik"
    assert read.path == url + "#top"
    assert read.url == url
    assert read.source == "127.0.0.1"
    assert site.asked == [(f"127.0.0.1:{site.port}", "/news/barge?id=1")]


@pytest.mark.parametrize("charset", ["windows-1252", "iso-8859-1", "utf-16-le", "no-such-charset"])
def test_encoding_named_by_the_server(site: Site, charset: str) -> None:
    content = HTML.encode({"utf-16-le": "utf-16-le", "no-such-charset": "utf-8"}.get(charset, "cp1252"))
    assert PARAGRAPH in article(site.page("/", content, Content_Type=f"text/html; charset={charset}")).text


def test_plain_text_and_records(site: Site) -> None:
    text = site.page("/a.txt", "source: The Post\n\nIt sank.", Content_Type="text/plain")
    assert (article(text).source, article(text).text) == ("The Post", "It sank.")
    record = site.page("/a", '{"text": "It sank.", "source": "The Post"}', Content_Type="application/json")
    assert article(record).source == "The Post"


def test_unnamed_content_is_told_from_itself(site: Site) -> None:
    assert PARAGRAPH in article(site.page("/", HTML)).text


def test_compressed_page(site: Site) -> None:
    url = site.page("/", gzip.compress(HTML.encode()), Content_Type="text/html", Content_Encoding="gzip")
    assert PARAGRAPH in article(url).text


# Redirects and addresses


def test_redirects_are_followed(site: Site) -> None:
    final = site.page("/final", HTML, Content_Type="text/html")
    site.redirect("/second", "final", 301)
    first = site.redirect("/first", site.url("/second"))
    assert article(first, redirects=2).url == final
    assert "more than 1 times" in problem(first, redirects=1).message


def test_redirect_in_a_circle(site: Site) -> None:
    assert "redirected" in problem(site.redirect("/", "/")).message
    assert len(site.asked) == ReadLimits().redirects + 1


@pytest.mark.parametrize(
    "location", ["ftp://post.example/a", "file:///etc/passwd", "http://[", "http:///", "http://a:b@c/"]
)
def test_redirect_to_what_is_no_page(site: Site, location: str) -> None:
    assert problem(site.redirect("/", location)).message


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "0.0.0.0", "[::1]"]
)
def test_private_addresses_are_refused(site: Site, host: str) -> None:
    site.page("/", HTML)
    assert "--allow-private" in problem(site.url("/", host), allow_private=False).message
    assert site.asked == []


def test_redirect_to_a_private_address_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "is_public", lambda address: address == "127.0.0.1")  # plays the public one
    site.page("/secret", HTML)
    url = site.redirect("/", site.url("/secret", "127.0.0.2"))
    assert "127.0.0.2" in problem(url, allow_private=False).message
    assert [path for _, path in site.asked] == ["/"]


def resolving(monkeypatch: pytest.MonkeyPatch, *lookups: list[str]) -> list[str]:
    """Makes names resolve to these addresses, look-up by look-up; gives the names that are asked for."""
    real = socket.getaddrinfo
    names: list[str] = []

    def lookup(host: Any, port: Any, *arguments: Any, **options: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if not name.endswith(".example"):
            return real(host, port, *arguments, **options)
        addresses = lookups[len(names)]
        names.append(name)
        return [entry for address in addresses for entry in real(address, port, type=socket.SOCK_STREAM)]

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    return names


def test_a_name_that_changes_its_address_gains_nothing(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.page("/", HTML, Content_Type="text/html")
    monkeypatch.setattr(web, "is_public", lambda address: address == "127.0.0.1")
    names = resolving(monkeypatch, ["127.0.0.1"], ["127.0.0.2"])
    url = site.url("/", "www.post.example")
    articles, problems = read_articles([url])
    assert problems == []
    assert articles[0].source == "post.example"
    assert articles[0].url == url
    assert names == ["www.post.example"]
    assert site.asked == [(f"www.post.example:{site.port}", "/")]


def test_one_private_address_among_several_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    resolving(monkeypatch, ["93.184.216.34", "10.0.0.7"])
    assert "10.0.0.7" in problem(site.url("/", "post.example"), allow_private=False).message


def test_the_next_address_is_tried(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.page("/", HTML)
    resolving(monkeypatch, ["127.0.0.2", "127.0.0.1"])
    assert PARAGRAPH in article(site.url("/", "post.example")).text


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.1.1",
        "255.255.255.255",
        "::1",
        "::",
        "fc00::1",
        "fe80::1",
        "fe80::1%1",
        "ff0e::1",
        "::ffff:127.0.0.1",
        "::127.0.0.1",
        "64:ff9b::10.0.0.1",
        "2002:7f00:1::",
    ],
)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not web.is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"])
def test_addresses_that_are_public(address: str) -> None:
    assert web.is_public(address)


def test_password_in_the_address_is_refused(site: Site) -> None:
    assert "password" in problem(f"http://me:secret@127.0.0.1:{site.port}/").message


@pytest.mark.parametrize(
    "url", ["http://", "http://[::1", "http:///a", "http://a b/", "https://" + "a" * 300 + ".example/"]
)
def test_malformed_addresses(url: str) -> None:
    assert problem(url).message


def test_unknown_host(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> Any:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    assert "no such host: post.example" in problem("https://post.example/1").message


# Trouble


def test_nothing_listens() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        assert "cannot connect" in problem(f"http://127.0.0.1:{unused.getsockname()[1]}/").message


@pytest.mark.parametrize(
    ("status", "words"), [(404, "404 (Not Found); check"), (403, "403"), (500, "500"), (799, "799")]
)
def test_refusals_of_the_server(site: Site, status: int, words: str) -> None:
    assert words in problem(site.page("/", HTML, status, Content_Type="text/html")).message


@pytest.mark.parametrize("media", ["application/pdf", "image/jpeg", "video/mp4"])
def test_what_is_no_page(site: Site, media: str) -> None:
    assert media in problem(site.page("/", b"%PDF", Content_Type=media)).message


def test_page_without_text(site: Site) -> None:
    assert "no article text" in problem(site.page("/", "<html></html>", Content_Type="text/html")).message
    assert "is empty" in problem(site.page("/empty", "", Content_Type="text/html")).message


def test_too_large(site: Site) -> None:
    url = site.page("/", HTML, Content_Type="text/html")
    assert "limit of 100 bytes" in problem(url, page_bytes=100).message


def test_too_large_once_unpacked(site: Site) -> None:
    packed = gzip.compress(b"word " * 200_000)
    url = site.page("/", packed, Content_Type="text/plain", Content_Encoding="gzip")
    assert len(packed) < 100_000
    assert "limit of 100,000 bytes" in problem(url, page_bytes=100_000).message


@pytest.mark.parametrize("encoding", ["gzip, gzip", "br", "zstd"])
def test_encodings_that_were_not_asked_for(site: Site, encoding: str) -> None:
    assert "encoding" in problem(site.page("/", HTML, Content_Encoding=encoding)).message


def test_damaged_compression(site: Site) -> None:
    assert "DecodingError" in problem(site.page("/", b"not gzip", Content_Encoding="gzip")).message


def test_endless_page(site: Site) -> None:
    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while not site.stop.is_set():
            handler.wfile.write(b"word " * 10_000)

    site.answers["/"] = endless
    assert "larger than" in problem(site.url("/"), page_bytes=200_000).message


def test_silent_server(site: Site) -> None:
    site.answers["/"] = lambda _: (site.stop.wait(30), None)[1]
    assert "no answer within 0.2 s" in problem(site.url("/"), seconds=0.2).message


@pytest.mark.parametrize("start", [b"HTTP/1.0 200 OK\r\nX-Slow: ", b"HTTP/1.0 200 OK\r\n\r\n"])
def test_server_that_trickles(site: Site, start: bytes) -> None:
    """Each byte comes within the time-out; all of them do not."""

    def trickle(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(start)
        while not site.stop.wait(0.02):
            handler.wfile.write(b"x")

    site.answers["/"] = trickle
    assert "no answer within 0.3 s" in problem(site.url("/"), seconds=0.3).message


def test_slow_name_look_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: time.sleep(2) or [])
    assert "no answer within 0.2 s" in problem("https://post.example/", seconds=0.2).message


def test_server_that_does_not_speak_http() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(1000)
                connection.sendall(b"220 mail.example ESMTP\r\n")

        thread = Thread(target=answer)
        thread.start()
        assert "cannot be downloaded" in problem(f"http://127.0.0.1:{server.getsockname()[1]}/").message
        thread.join()


def test_proxies_of_the_environment_are_not_used(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert PARAGRAPH in article(site.page("/", HTML)).text


def test_page_given_twice_is_read_once(site: Site) -> None:
    url = site.page("/", HTML)
    articles, problems = read_articles([url, url], allow_private=True)
    assert len(articles) == len(problems) == 1


# Finding the article


def test_time_of_publication_is_taken_from_structured_data() -> None:
    html = HTML.replace(
        "</head>",
        '<script type="application/ld+json">{"@type": "NewsArticle", '
        '"datePublished": "2026-05-14T08:30:00+02:00"}</script></head>',
    )
    page = web.extract(html)
    assert page is not None
    assert page.published == "2026-05-14T08:30:00+02:00"


def test_dates_in_prose_are_no_dates_of_publication() -> None:
    page = web.extract(HTML.replace("on Monday", "on 3 May 2021") + "<footer>Copyright 2020</footer>")
    assert page is not None
    assert page.published is None


def test_tables_are_left_out_unless_they_hold_the_article() -> None:
    table = "<table><tr><td>1</td><td>Petkova</td></tr></table>"
    page = web.extract(HTML.replace("</article>", f"<p>{PARAGRAPH}</p>" * 3 + table + "</article>"))
    assert page is not None
    assert "Petkova" not in page.text
    page = web.extract(f"<html><body><table><tr><td><p>{PARAGRAPH}</p></td></tr></table></body></html>")
    assert page is not None
    assert PARAGRAPH in page.text

"""The page in a real browser: Chromium, driven by selenium.

Skipped with a reason where Chromium, its driver or selenium is missing; in CI that is a failure.
"""

import base64
import json
import os
import shutil
import tempfile

import pytest
from sample_hostile import hostile_report
from sample_report import sample_report

from factcheck import archive, html

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def _missing(what):
    reason = f"browser tests need {what}"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="module")
def browser():
    try:
        from selenium import webdriver
        from selenium.webdriver.chrome.service import Service
    except ImportError:
        _missing("selenium (pip install selenium)")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    driver = shutil.which("chromedriver")
    if not (chromium and driver):
        _missing("chromium and chromedriver (on Debian the packages chromium and chromium-driver)")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    options.unhandled_prompt_behavior = "ignore"
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        for flag in (*FLAGS, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        opened = webdriver.Chrome(options=options, service=Service(driver))
        try:
            yield opened
        finally:
            opened.quit()


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    archive.save(sample_report(), folder)
    made = {
        "sample": html.render(sample_report()),
        "hostile": html.render(hostile_report()),
        "index": (folder / "index.html").read_text(encoding="utf-8"),
    }
    for name, page in made.items():
        (folder / f"{name}.html").write_text(page, encoding="utf-8")
    return {name: (folder / f"{name}.html").as_uri() for name in made}


def show(browser, url, width=1280, scheme="light", script=True):
    command = browser.execute_cdp_cmd
    command("Emulation.setScriptExecutionDisabled", {"value": not script})
    command(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 500},
    )
    command("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]})
    browser.get("about:blank")
    for log in ("browser", "performance"):
        browser.get_log(log)
    browser.get(url)


def run(browser, script, *arguments):
    return browser.execute_script(script, *arguments)


def press(browser, *keys):
    from selenium.webdriver.common.action_chains import ActionChains

    ActionChains(browser).send_keys(*keys).perform()


def choose(browser, field, value):
    run(
        browser,
        "const f = document.getElementById(arguments[0]); f.value = arguments[1];"
        "f.dispatchEvent(new Event('input', {bubbles: true}))",
        field,
        value,
    )


def shown(browser):
    return run(
        browser,
        "return [...document.querySelectorAll('[data-finding]')]"
        ".filter(f => f.checkVisibility()).map(f => f.id)",
    )


@pytest.mark.parametrize("name", ["sample", "hostile", "index"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1600])
def test_no_error_no_request_no_dialog_no_sideways_scrolling(browser, pages, name, scheme, width):
    show(browser, pages[name], width, scheme)
    run(browser, "document.querySelectorAll('[onmouseover],[onerror],[onload]').forEach(e => e.click())")
    assert run(browser, "return document.documentElement.scrollWidth") <= width
    assert browser.get_log("browser") == []
    events = [json.loads(line["message"])["message"] for line in browser.get_log("performance")]
    asked = [e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"]
    assert [url for url in asked if not url.startswith("data:")] == [pages[name]]
    assert not [e for e in events if e["method"] == "Page.javascriptDialogOpening"]


# The contrast of every text with what is behind it, by the formula of WCAG 2.2 (relative luminance).
CONTRAST = """
const channel = (v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
const rgba = (c) => c.match(/[\\d.]+/g).map(Number);
const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
function behind(e) {
  for (; e; e = e.parentElement) {
    const c = rgba(getComputedStyle(e).backgroundColor);
    if (c.length < 4 || c[3] === 1) return c;
  }
  return [255, 255, 255];
}
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
const bad = [];
for (let n; (n = walker.nextNode()); ) {
  const e = n.parentElement;
  if (!n.textContent.trim() || !e.checkVisibility() || e.closest('script,style,option')) continue;
  const style = getComputedStyle(e);
  const [a, b] = [light(rgba(style.color)), light(behind(e))].sort((x, y) => y - x);
  const size = parseFloat(style.fontSize), bold = parseInt(style.fontWeight) >= 700;
  const needed = size >= 24 || (bold && size >= 18.66) ? 3 : 4.5;
  const ratio = (a + 0.05) / (b + 0.05);
  if (ratio < needed) bad.push(`${e.tagName}.${e.className} ${ratio.toFixed(2)} ${n.textContent.trim()}`);
}
return bad;
"""


@pytest.mark.parametrize("name", ["sample", "index"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_has_the_contrast_of_wcag_aa(browser, pages, name, scheme):
    show(browser, pages[name], scheme=scheme)
    assert run(browser, CONTRAST) == []


def test_everything_is_there_without_script(browser, pages):
    show(browser, pages["sample"], script=False)
    assert len(shown(browser)) == len(sample_report().findings)
    assert not run(browser, "return document.getElementById('tools').checkVisibility()")
    text = run(browser, "return document.body.innerText")
    assert "Divers found the hull intact and no fuel has leaked into the bay" in text


def test_filters_narrow_and_clear_widens(browser, pages):
    show(browser, pages["sample"])
    everything = shown(browser)
    choose(browser, "verdict", "conflicting")
    assert shown(browser) == [f"f-f{n}" for n in range(1, 10)]
    assert not run(browser, "return document.getElementById('agreeing').checkVisibility()")
    assert run(browser, "return document.getElementById('shown').textContent") == "9 of 23 findings shown"
    choose(browser, "kind", "polarity")
    assert shown(browser) == ["f-f2", "f-f3"]
    choose(browser, "confidence", "0.85")
    choose(browser, "source", "Island Radio")
    assert shown(browser) == []
    assert run(browser, "return document.querySelector('.story > .empty').checkVisibility()")
    run(browser, "document.getElementById('clear').click()")
    assert shown(browser) == everything


def test_search_finds_words_and_takes_any_characters(browser, pages):
    show(browser, pages["sample"])
    choose(browser, "search", "DIESEL")
    assert shown(browser) == ["f-f3"]
    choose(browser, "search", "[(*\\")
    assert shown(browser) == []
    assert browser.get_log("browser") == []


def test_keys_move_between_findings_and_are_text_while_typing(browser, pages):
    show(browser, pages["sample"])
    active = "return document.activeElement.id"
    press(browser, "j")
    press(browser, "j")
    assert run(browser, active) == "f-f2"
    press(browser, "k")
    assert run(browser, active) == "f-f1"
    press(browser, "/")
    assert run(browser, active) == "search"
    press(browser, "j", "k", "/")
    assert run(browser, "return document.getElementById('search').value") == "jk/"


def test_links_lead_from_matrix_to_card_to_article_and_back(browser, pages):
    show(browser, pages["sample"])
    visible = (
        "const r = document.getElementById(arguments[0]).getBoundingClientRect();"
        "return r.bottom > 0 && r.top < innerHeight"
    )

    def follow(selector, target):
        run(browser, "document.documentElement.style.scrollBehavior = 'auto'")
        run(browser, "document.querySelector(arguments[0]).click()", selector)
        assert browser.current_url.endswith(f"#{target}")
        assert run(browser, visible, target)

    follow(".matrix a[href='#f-f5']", "f-f5")
    claim = run(browser, "return document.querySelector('#f-f5 blockquote a').getAttribute('href').slice(1)")
    follow(f"#f-f5 blockquote a[href='#{claim}']", claim)
    follow(f"a#{claim}", "f-f5")


def test_a_link_to_a_filtered_finding_shows_it(browser, pages):
    show(browser, pages["sample"])
    choose(browser, "verdict", "agreeing")
    run(browser, "location.hash = '#f-f3'")
    assert "f-f3" in shown(browser)


def test_hostile_filters_work_too(browser, pages):
    show(browser, pages["hostile"])
    source = hostile_report().articles[1].source
    options = run(browser, "return [...document.getElementById('source').options].map(o => o.value)")
    assert len(options) == 3
    choose(browser, "source", options[2])
    assert len(shown(browser)) == 1, source


def test_prints(browser, pages):
    show(browser, pages["sample"])
    pdf = base64.b64decode(browser.execute_cdp_cmd("Page.printToPDF", {})["data"])
    assert pdf.startswith(b"%PDF")
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        assert run(browser, CONTRAST) == []
        assert len(shown(browser)) == len(sample_report().findings)
    finally:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})

"""The page in a real browser: Chromium, driven by selenium.

Skipped with a reason where Chromium, its driver, selenium or axe-core is missing; in CI that is a failure.
"""

import base64
import json
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from sample_hostile import hostile_report
from sample_report import sample_report

from factcheck import archive, archive_pages, html
from factcheck.difference import compare

# Accessibility rules by Deque, from npm; `.ci/run` installs them.
AXE_FOLDER = Path(__file__).parent.parent / ".venv" / "axe"
AXE = AXE_FOLDER / "node_modules" / "axe-core" / "axe.min.js"

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
        "difference": archive_pages.difference(compare(sample_report(), hostile_report())),
    }
    for name, page in made.items():
        (folder / f"{name}.html").write_text(page, encoding="utf-8")
    return {name: (folder / f"{name}.html").as_uri() for name in made}


@pytest.fixture(scope="module")
def axe():
    if not AXE.exists():
        _missing("axe-core (npm install --no-save --prefix .venv/axe axe-core@4.14.1)")
    return AXE.read_text(encoding="utf-8")


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
        "return [...document.querySelectorAll('.finding')].filter(f => f.checkVisibility()).map(f => f.id)",
    )


@pytest.mark.parametrize("name", ["sample", "hostile", "index", "difference"])
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


@pytest.mark.parametrize("name", ["sample", "index", "difference"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_has_the_contrast_of_wcag_aa(browser, pages, name, scheme):
    show(browser, pages[name], scheme=scheme)
    assert run(browser, CONTRAST) == []


@pytest.mark.parametrize("name", ["sample", "hostile", "index", "difference"])
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (360, "light")])
def test_axe_finds_nothing(browser, pages, axe, name, width, scheme):
    show(browser, pages[name], width, scheme)
    run(browser, "document.querySelectorAll('details').forEach(d => { d.open = true })")
    assert violations(browser, axe) == []


def test_axe_finds_nothing_in_what_the_script_opens(browser, pages, axe):
    show(browser, pages["sample"])
    press(browser, "?")
    assert violations(browser, axe) == []
    press_escape(browser)
    hover(browser, "#a-gazette a.claim.conflicting")
    assert violations(browser, axe) == []


def violations(browser, axe):
    run(browser, axe)
    found = browser.execute_async_script(
        "const done = arguments[0]; axe.run(document, {resultTypes: ['violations']}).then(r => done(r.violations))"
    )
    return [(v["id"], v["help"], [node["html"][:200] for node in v["nodes"]]) for v in found]


def press_escape(browser):
    from selenium.webdriver.common.keys import Keys

    press(browser, Keys.ESCAPE)


def hover(browser, selector):
    """Rest the mouse on an element until what others say is shown."""
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.by import By
    from selenium.webdriver.support.ui import WebDriverWait

    place = browser.find_element(By.CSS_SELECTOR, selector)
    run(browser, "arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", place)
    ActionChains(browser).move_to_element(place).perform()
    WebDriverWait(browser, 10).until(lambda b: run(b, "return !document.getElementById('peek').hidden"))
    return run(browser, "return document.getElementById('peek').innerText")


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
    choose(browser, "source", "2")  # Island Radio
    assert shown(browser) == []
    assert run(browser, "return document.querySelector('.story > .empty').checkVisibility()")
    run(browser, "document.querySelector('.empty button').click()")
    assert shown(browser) == everything
    choose(browser, "verdict", "agreeing")
    run(browser, "document.getElementById('clear').click()")
    assert shown(browser) == everything


def test_filters_reach_matrix_and_articles(browser, pages):
    show(browser, pages["sample"])
    choose(browser, "verdict", "agreeing")
    rows = "return [...document.querySelectorAll('.matrix tbody tr')].filter(r => r.checkVisibility()).length"
    assert run(browser, rows) == 6
    off = "return document.querySelectorAll('a.claim.off').length"
    assert run(browser, "return document.querySelectorAll('a.claim.agreeing.off').length") == 0
    assert run(browser, off) == run(
        browser, "return document.querySelectorAll('a.claim:not(.agreeing)').length"
    )
    assert run(browser, off) > 0


def test_search_finds_words_and_takes_any_characters(browser, pages):
    show(browser, pages["sample"])
    choose(browser, "search", "DIESEL")
    assert shown(browser) == ["f-f3"]
    choose(browser, "search", "bay sallow")
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
    press(browser, "?", "c")
    assert run(browser, "return document.getElementById('search').value") == "jk/?c"
    assert not run(browser, "return document.getElementById('help').open")
    press_escape(browser)
    assert run(browser, active) != "search"


def test_a_question_mark_shows_the_keys_and_escape_closes_them(browser, pages):
    show(browser, pages["sample"])
    press(browser, "?")
    assert run(browser, "return document.getElementById('help').open")
    press(browser, "j")
    assert shown(browser)[0] not in run(browser, "return document.activeElement.id")
    press_escape(browser)
    assert not run(browser, "return document.getElementById('help').open")


def copied(browser, act):
    """What the page writes to the clipboard."""
    run(
        browser, "window.written = []; navigator.clipboard.writeText = async (text) => { written.push(text) }"
    )
    act()
    return run(browser, "return window.written")


def test_a_finding_is_copied_as_text(browser, pages):
    show(browser, pages["sample"])

    def act():
        press(browser, "j")
        press(browser, "c")
        run(browser, "document.querySelector('#f-f10 .copy').click()")
        run(browser, "document.querySelector('#f-f17 .copy').click()")

    conflict, agreement, single = copied(browser, act)
    link = pages["sample"]
    assert conflict.splitlines() == [
        "Conflicting: How many people were on the ferry [f1]",
        "Contradiction: numbers differ. Coast Courier says 212 people were aboard, Harbour Gazette says 198. "
        "Confidence high (0.97)",
        "A: Coast Courier, Daily Digest and Island Radio",
        "  Ferry with 212 aboard runs aground off Marrow Point (Coast Courier, Daily Digest)",
        "  The passenger ferry Saint Brannock ran aground off Marrow Point on Tuesday morning with 212 people on "
        "board, the coastguard said. (Coast Courier, Daily Digest, citing the coastguard)",
        "  More than 200 people were on the ferry when it ran aground off Marrow Point on Tuesday morning. "
        "(Island Radio)",
        "B: Harbour Gazette",
        "  The ferry was carrying 198 people.",
        "Note: 212 and “more than 200” do not conflict.",
        f"{link}#f-f1",
    ]
    assert agreement.startswith("Agreeing: 3 of 4 sources (2 independent)")
    assert "  No one died. (Harbour Gazette)\n" in agreement
    assert single.splitlines() == [
        "Single-sourced: only in Coast Courier [f17]",
        "  Divers found the hull intact",
        f"{link}#f-f17",
    ]


def test_copying_works_where_the_clipboard_is_closed(browser, pages):
    show(browser, pages["sample"])
    run(
        browser,
        "navigator.clipboard.writeText = () => Promise.reject(new Error('no'));"
        "document.execCommand = () => { window.selected = document.activeElement.value; return true };"
        "document.querySelector('#f-f1 .copy').click()",
    )
    assert run(browser, "return window.selected").startswith("Conflicting: How many people")
    assert run(browser, "return document.querySelector('#f-f1 .copy').textContent") == "Copied"


def test_hovering_a_claim_shows_what_the_others_say(browser, pages):
    show(browser, pages["sample"])
    text = hover(browser, "#a-gazette a.claim[href='#f-f1']")
    assert "Conflicting" in text
    assert "Ferry with 212 aboard" in text
    assert "Coast Courier, Daily Digest and Island Radio" in text
    assert "carrying 198" not in text
    assert "No one died" not in hover(browser, "#a-gazette a.claim[href='#f-f10']")
    assert "Nobody was killed." in run(browser, "return document.getElementById('peek').innerText")
    assert "Only in Harbour Gazette" in hover(browser, "#a-gazette a.claim.single-sourced")
    press_escape(browser)
    assert run(browser, "return document.getElementById('peek').hidden")


def test_focusing_a_claim_shows_what_the_others_say(browser, pages):
    from selenium.webdriver.common.keys import Keys

    show(browser, pages["sample"])
    run(browser, "document.querySelector('#a-radio .claim').previousElementSibling?.focus()")
    run(browser, "location.hash = '#a-radio'")
    press(browser, Keys.TAB)
    assert run(browser, "return document.activeElement.matches('#a-radio a.claim')")
    assert run(browser, "return document.activeElement.getAttribute('aria-describedby')") == "peek"
    assert "Nine" in run(browser, "return document.getElementById('peek').innerText")
    box = run(browser, "return document.getElementById('peek').getBoundingClientRect().toJSON()")
    assert box["left"] >= 0
    assert box["right"] <= 1280


def test_beside_the_article_stands_who_says_otherwise_also_without_script(browser, pages):
    show(browser, pages["sample"], script=False)
    notes = run(browser, "return document.querySelector('#a-gazette').innerText")
    assert "≠ Coast Courier and Daily Digest: “212”; Island Radio: “More than 200”" in notes


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
    follow("#f-f5 blockquote > p", claim)
    follow(".remarks a[href='#f-f1']", "f-f1")


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


def test_hostile_text_is_hovered_and_copied_as_text(browser, pages):
    show(browser, pages["hostile"])
    text = hover(browser, "a.claim.conflicting")
    assert "<script>alert('xss')</script>" in text
    assert (
        run(browser, "return document.getElementById('peek').querySelectorAll('script,img,svg,a').length")
        == 0
    )
    (copy, *_) = copied(browser, lambda: run(browser, "document.querySelector('.copy').click()"))
    assert "<script>alert('xss')</script>" in copy
    assert browser.get_log("browser") == []


def test_prints(browser, pages):
    show(browser, pages["sample"])
    pdf = base64.b64decode(browser.execute_cdp_cmd("Page.printToPDF", {})["data"])
    assert pdf.startswith(b"%PDF")
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        assert run(browser, CONTRAST) == []
        assert len(shown(browser)) == len(sample_report().findings)
        assert not run(browser, "return document.querySelector('.copy').checkVisibility()")
    finally:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})

"use strict";
// Filters, search, keys, copying and what others say on hover. The page is complete without any of it.
(() => {
  const $ = (id) => document.getElementById(id);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const findings = all(".finding");
  const claims = all("a.claim");
  const rows = all(".matrix tbody tr");
  const fields = ["search", "verdict", "kind", "source", "confidence"].map($).filter(Boolean);
  const value = (id) => ($(id) ? $(id).value : "");
  const text = (element) => element.textContent.replace(/\s+/g, " ").trim();
  const target = (link) => $(decodeURIComponent(link.hash.slice(1)));
  const owner = new Map(); // of every link to a finding, the finding
  for (const link of claims) owner.set(link, target(link));
  for (const row of rows) owner.set(row, target(row.querySelector("a")));
  const searched = new Map(findings.map((f) => [f, words(f).toLowerCase()]));

  // What a finding says, without what merely stands around it.
  function words(finding) {
    const copy = finding.cloneNode(true);
    for (const around of all(".around", copy)) around.remove();
    return copy.textContent;
  }

  // Filters and search: every word typed, in any order.
  function passes(finding, wanted) {
    const data = finding.dataset;
    return (
      wanted.every((word) => searched.get(finding).includes(word)) &&
      (!value("verdict") || data.verdict === value("verdict")) &&
      (!value("kind") || (data.kinds || "").split(" ").includes(value("kind"))) &&
      (!value("source") || data.sources.split(" ").includes(value("source"))) &&
      Number(data.confidence) >= Number(value("confidence"))
    );
  }

  function filter() {
    const wanted = value("search").toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const finding of findings) {
      finding.hidden = !passes(finding, wanted);
      count += !finding.hidden;
    }
    for (const row of rows) row.hidden = owner.get(row).hidden;
    for (const claim of claims) claim.classList.toggle("off", owner.get(claim).hidden);
    for (const group of all(".group, .alone")) group.hidden = !group.querySelector(".finding:not([hidden])");
    for (const story of all(".story")) {
      story.querySelector(".empty").hidden = Boolean(story.querySelector(".finding:not([hidden])"));
    }
    $("shown").textContent = count === findings.length ? "" : `${count} of ${findings.length} findings shown`;
  }

  function clear() {
    for (const field of fields) {
      if (field.tagName === "SELECT") field.selectedIndex = 0;
      else field.value = "";
    }
    filter();
  }

  // A link to a filtered finding shows it again.
  function reveal() {
    const place = $(decodeURIComponent(location.hash.slice(1)));
    const finding = place && place.closest(".finding");
    if (finding && finding.hidden) {
      clear();
      place.scrollIntoView();
    }
  }

  const current = () => document.activeElement && document.activeElement.closest(".finding");

  function step(by) {
    const shown = findings.filter((f) => !f.hidden);
    if (!shown.length) return;
    const at = shown.indexOf(current());
    const next = at < 0 ? (by > 0 ? 0 : shown.length - 1) : Math.min(Math.max(at + by, 0), shown.length - 1);
    shown[next].focus({ preventScroll: true });
    shown[next].scrollIntoView({ block: shown[next].offsetHeight > innerHeight / 2 ? "start" : "nearest" });
  }

  // A finding as text: who says what, in the words that are on the page, and its link.
  function asText(finding) {
    const verdict = finding.dataset.verdict;
    const lines = [`${verdict[0].toUpperCase()}${verdict.slice(1)}: ${heading(finding)} [${text(finding.querySelector(".number"))}]`];
    for (const part of all(".reason, .side > h4, blockquote, li > p > a:not(.number), .note, .marked", finding)) lines.push(line(part));
    return `${lines.join("\n")}\n${location.href.split("#")[0]}#${finding.id}\n`;
  }

  function heading(finding) {
    const title = finding.querySelector("h3");
    if (title) return title.lastChild.textContent.trim();
    if (finding.matches("li")) return alone(finding).replace(/^O/, "o");
    return all(".support > :not(.number)", finding).map(text).join(", ");
  }

  const alone = (finding) => finding.closest(".alone").querySelector("h3").firstChild.textContent.trim();

  function line(part) {
    if (part.matches(".reason")) return text(part).replace(/^(\w+) (\w)/, (_, how, what) => `${how}: ${what.toLowerCase()}`);
    if (part.matches("h4")) return `${text(part.firstElementChild)}: ${part.lastChild.textContent.trim()}`;
    if (part.matches("a")) return `  ${text(part)}`;
    if (part.matches(".note")) return `Note: ${text(part)}`;
    if (!part.matches("blockquote")) return text(part);
    const names = all("footer > *", part).map(text).filter((name) => name !== "read in place");
    return `  ${text(part.querySelector("p"))}${names.length ? ` (${names.join(", ")})` : ""}`;
  }

  async function copy(finding) {
    const words = asText(finding);
    try {
      await navigator.clipboard.writeText(words);
    } catch {
      const field = document.createElement("textarea"); // where the clipboard is closed to scripts
      field.value = words;
      document.body.append(field);
      field.select();
      const done = document.execCommand("copy");
      field.remove();
      if (!done) return say(finding, "Not allowed");
    }
    say(finding, "Copied");
  }

  function say(finding, word) {
    const button = finding.querySelector(".copy");
    $("shown").textContent = word;
    button.textContent = word;
    setTimeout(() => (button.textContent = "Copy"), 1500);
  }

  // What others say of a claim in its article, on hover and on focus.
  const peek = $("peek");
  let waiting = 0;
  let over = null;

  function element(tag, content, name = "") {
    const made = document.createElement(tag);
    if (name) made.className = name;
    made.append(...[content].flat());
    return made;
  }

  function told(claim) {
    const finding = owner.get(claim);
    const verdict = finding.dataset.verdict;
    const sign = { conflicting: "≠ Conflicting", agreeing: "= Agreeing", "single-sourced": "• Single-sourced" }[verdict];
    const support = finding.querySelector(".support > b");
    const parts = [element("b", support ? `${sign}: ${text(support)}` : sign)];
    if (verdict === "single-sourced") {
      return [...parts, element("p", `${alone(finding)}. The other sources are silent.`)];
    }
    for (const reason of all(".reason", finding)) parts.push(element("p", line(reason)));
    const article = claim.closest(".text");
    const own = (part) => all("footer a", part).some((link) => target(link).closest(".text") === article);
    for (const passage of all("blockquote", finding)) {
      const side = passage.closest(".sides > .side");
      if (own(side || passage)) continue;
      const names = side ? side.querySelector("h4").lastChild.textContent : all("footer a", passage).map(text).join(", ");
      const words = passage.querySelector("p").cloneNode(true);
      parts.push(element("p", [element("i", names), ...words.childNodes], "words"));
    }
    const mark = finding.querySelector(".marked");
    if (mark) parts.push(element("p", text(mark)));
    return parts;
  }

  function show(claim) {
    clearTimeout(waiting);
    over = claim;
    peek.className = `peek ${owner.get(claim).dataset.verdict}`;
    peek.replaceChildren(...told(claim));
    peek.hidden = false;
    claim.setAttribute("aria-describedby", "peek");
    const line = claim.getClientRects()[0];
    const last = claim.getBoundingClientRect();
    const below = last.bottom + peek.offsetHeight + 12 < innerHeight || line.top < peek.offsetHeight + 12;
    const left = Math.max(Math.min(line.left, document.documentElement.clientWidth - peek.offsetWidth - 8), 8);
    peek.style.left = `${left + scrollX}px`;
    peek.style.top = `${(below ? last.bottom + 6 : line.top - peek.offsetHeight - 6) + scrollY}px`;
  }

  function hide() {
    clearTimeout(waiting);
    if (over) over.removeAttribute("aria-describedby");
    over = null;
    peek.hidden = true;
  }

  function later(action, after) {
    clearTimeout(waiting);
    waiting = setTimeout(action, after);
  }

  for (const claim of claims) claim.removeAttribute("title"); // what others say comes instead
  document.addEventListener("pointerover", (event) => {
    const claim = event.target.closest("a.claim");
    if (claim && event.pointerType === "mouse") later(() => show(claim), over ? 60 : 200);
    else if (event.target.closest("#peek")) clearTimeout(waiting);
    else if (over && over !== document.activeElement) later(hide, 250);
    else if (!over) clearTimeout(waiting);
  });
  document.addEventListener("focusin", (event) => {
    if (event.target.matches("a.claim")) {
      if (event.target.matches(":focus-visible")) show(event.target);
    } else if (over) hide();
  });

  // A click on quoted words leads to their place, unless they are being selected.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button.clear, .copy");
    if (button) return button.matches(".copy") ? copy(button.closest(".finding")) : clear();
    const words = event.target.closest("blockquote > p");
    if (words && getSelection().isCollapsed) words.parentElement.querySelector("footer a").click();
  });

  const keys = {
    j: () => step(1),
    k: () => step(-1),
    "/": () => (($("tools").open = true), $("search").focus(), $("search").select()),
    c: () => current() && copy(current()),
    "?": () => $("help").showModal(),
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, select, textarea, [contenteditable]");
    if (event.key === "Escape") {
      if (over) hide();
      else if (typing) typing.blur();
      return;
    }
    if (typing || $("help").open || event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    keys[event.key]();
  });

  for (const finding of findings) {
    const button = element("button", "Copy", "copy");
    button.type = "button";
    button.setAttribute("aria-label", `Copy finding ${text(finding.querySelector(".number"))} as text`);
    finding.append(button);
  }
  for (const field of fields) field.addEventListener("input", filter);
  $("clear").addEventListener("click", clear);
  $("keys").addEventListener("click", keys["?"]);
  $("help-close").addEventListener("click", () => $("help").close());
  window.addEventListener("hashchange", reveal);
  document.documentElement.classList.add("js");
  if (findings.length) $("tools").hidden = false;
  $("tools").open = window.innerWidth >= 992;
  filter(); // a reload may have kept what the fields held
})();

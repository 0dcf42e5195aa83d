"use strict";
// Filters, search and keys. The page is complete without any of it.
(() => {
  const $ = (id) => document.getElementById(id);
  const findings = [...document.querySelectorAll("[data-finding]")];
  const fields = ["search", "verdict", "kind", "source", "confidence"].map($).filter(Boolean);
  const text = new Map(findings.map((f) => [f, f.textContent.toLowerCase()]));
  const value = (id) => ($(id) ? $(id).value : "");

  function passes(finding) {
    const data = finding.dataset;
    const wanted = value("search").trim().toLowerCase();
    return (
      (!wanted || text.get(finding).includes(wanted)) &&
      (!value("verdict") || data.verdict === value("verdict")) &&
      (!value("kind") || data.kinds.split(" ").includes(value("kind"))) &&
      (!value("source") || data.sources.split("\n").includes(value("source"))) &&
      Number(data.confidence) >= Number(value("confidence"))
    );
  }

  function filter() {
    let count = 0;
    for (const finding of findings) {
      finding.hidden = !passes(finding);
      count += !finding.hidden;
    }
    for (const group of document.querySelectorAll(".group, .alone")) {
      group.hidden = !group.querySelector("[data-finding]:not([hidden])");
    }
    for (const story of document.querySelectorAll(".story")) {
      const empty = story.querySelector(".empty");
      empty.hidden = Boolean(story.querySelector("[data-finding]:not([hidden])"));
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

  function step(by) {
    const shown = findings.filter((f) => !f.hidden);
    if (!shown.length) return;
    const at = shown.findIndex((f) => f === document.activeElement || f.contains(document.activeElement));
    const next = at < 0 ? (by > 0 ? 0 : shown.length - 1) : Math.min(Math.max(at + by, 0), shown.length - 1);
    shown[next].focus();
    shown[next].scrollIntoView({ block: "nearest" });
  }

  function copy() {
    const finding = document.activeElement && document.activeElement.closest("[data-finding]");
    if (!finding || !navigator.clipboard) return;
    navigator.clipboard.writeText(finding.innerText.trim()).then(
      () => ($("shown").textContent = "Finding copied"),
      () => ($("shown").textContent = "The browser did not allow copying"),
    );
  }

  // A link to a filtered finding shows it again.
  function reveal() {
    const target = $(decodeURIComponent(location.hash.slice(1)));
    const finding = target && target.closest("[data-finding]");
    if (finding && finding.hidden) {
      clear();
      target.scrollIntoView();
    }
  }

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, select, textarea");
    if (event.key === "Escape" && typing) return typing.blur();
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const action = { j: () => step(1), k: () => step(-1), "/": () => (($("tools").open = true), $("search").focus()), c: copy }[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
  for (const field of fields) field.addEventListener("input", filter);
  $("clear").addEventListener("click", clear);
  window.addEventListener("hashchange", reveal);
  if (findings.length) $("tools").hidden = false;
  $("tools").open = window.innerWidth > 800;
  filter(); // a reload may have kept what the fields held
})();

"use strict";
// Search in the archive's index: rows that hold every word typed stay. Without script the table is whole.
(() => {
  const field = document.getElementById("search");
  if (!field) return;
  const rows = Array.from(document.querySelectorAll(".archive tbody tr"), (row) => [
    row, Array.from(row.cells).slice(0, 3).map((cell) => cell.textContent).join(" ").toLowerCase(), // date, story, sources
  ]);
  const shown = document.getElementById("shown");
  const none = document.getElementById("none");

  const filter = () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    let left = 0;
    for (const [row, text] of rows) {
      row.hidden = !words.every((word) => text.includes(word));
      if (!row.hidden) left += 1;
    }
    none.hidden = left > 0;
    shown.textContent = words.length ? `${left} of ${rows.length} shown` : "";
  };
  const clear = () => { field.value = ""; filter(); field.focus(); };

  document.getElementById("tools").hidden = false;
  document.getElementById("clear").addEventListener("click", clear);
  field.addEventListener("input", filter);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/" && event.target !== field) { event.preventDefault(); field.focus(); }
    if (event.key === "Escape" && event.target === field) clear();
  });
  if (field.value) filter();
})();

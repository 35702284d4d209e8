// What a figure and a table do beyond being read. Without this file every mark is still a link
// with its words as a title, and every table stands in the order of time.
"use strict";
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  // --- the words of a mark -------------------------------------------------------------

  const tip = document.createElement("div");
  tip.className = "ed-tip";
  tip.setAttribute("aria-hidden", "true"); // the mark's own name and description say the same
  tip.hidden = true;

  const words = new WeakMap(); // chart → row → what its named link says

  function takeWords(chart) {
    const said = new Map();
    for (const title of all("a.ed-mark-link > title", chart)) {
      const link = title.parentElement;
      said.set(link.dataset.row, title.textContent);
      link.setAttribute("aria-description", title.textContent.split(" — ").slice(1).join(" — "));
      title.remove(); // or the browser would show it a second time
    }
    words.set(chart, said);
  }

  function light(chart, row, on) {
    for (const link of all(`a.ed-mark-link[data-row="${row}"]`, chart)) link.classList.toggle("is-lit", on);
  }

  function place(link) {
    const mark = link.getBoundingClientRect();
    const box = tip.getBoundingClientRect();
    const above = mark.top - box.height - 8;
    tip.style.left = `${Math.max(8, Math.min(mark.left, innerWidth - box.width - 8))}px`;
    tip.style.top = `${above > 8 ? above : mark.bottom + 8}px`;
  }

  let shown = null; // the link whose words are told

  function show(link) {
    const chart = link.closest(".ed-chart");
    const [said, ...lemma] = (words.get(chart)?.get(link.dataset.row) ?? "").split(" — ");
    if (!said) return;
    tip.replaceChildren(Object.assign(document.createElement("span"), { textContent: said }),
                        Object.assign(document.createElement("q"), { textContent: lemma.join(" — ").replace(/^“|”$/g, "") }));
    tip.hidden = false;
    shown = link;
    place(link);
    light(chart, link.dataset.row, true);
  }

  function hide(link) {
    tip.hidden = true;
    light(link.closest(".ed-chart"), link.dataset.row, false);
  }

  function letMarksSpeak(chart) {
    takeWords(chart);
    const markOf = (event) => event.target.closest?.("a.ed-mark-link");
    let touched = null;
    for (const [kind, act] of [["mouseover", show], ["focusin", show], ["mouseout", hide], ["focusout", hide]]) {
      chart.addEventListener(kind, (event) => { if (markOf(event)) act(markOf(event)); });
    }
    // a finger cannot point without touching: the first touch shows, the second follows
    chart.addEventListener("pointerdown", (event) => {
      touched = event.pointerType === "touch" && tip.hidden ? markOf(event) : null;
    });
    chart.addEventListener("click", (event) => {
      if (!touched || markOf(event) !== touched) return;
      event.preventDefault();
      show(touched);
    });
  }

  // The mark that the address names has a ring; its other parts are lit with it.
  function followAddress() {
    for (const link of all(".ed-mark-link.is-named")) link.classList.remove("is-named");
    const named = document.getElementById(location.hash.slice(1)); // not yet :target at first
    if (!named?.matches(".ed-mark-link")) return;
    for (const link of all(`a.ed-mark-link[data-row="${named.dataset.row}"]`, named.closest(".ed-chart"))) link.classList.add("is-named");
  }

  // --- tables ----------------------------------------------------------------------------

  const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

  // The rows come in the order of time, so that this order is the key of "When".
  function keyOf(head, row, column) {
    if (head === "When") return Number(row.dataset.nth);
    const cell = row.cells[column].textContent.trim();
    const number = /^(?:about|more than|at least|at most)?\s*([\d,]+)/.exec(cell);
    return number ? Number(number[1].replaceAll(",", "")) : cell;
  }

  function letSort(table) {
    const body = table.tBodies[0];
    const heads = table.tHead ? [...table.tHead.rows[0].cells] : [];
    if (!body || body.rows.length < 2) return;
    [...body.rows].forEach((row, index) => { row.dataset.nth = index; });
    heads.forEach((head, column) => {
      const name = head.textContent.trim();
      const button = document.createElement("button");
      button.type = "button";
      button.className = "ed-sort";
      button.textContent = name;
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        for (const other of heads) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const keyed = [...body.rows].map((row) => [keyOf(name, row, column), row]);
        keyed.sort(([a], [b]) => (typeof a === "number" && typeof b === "number" ? a - b : collator.compare(a, b)) * (down ? -1 : 1));
        body.append(...keyed.map(([, row]) => row));
      });
    });
  }

  document.body.append(tip);
  all(".ed-chart").forEach(letMarksSpeak);
  all(".cell table").forEach(letSort);
  // a mark that the address names has the focus before the page has come to rest
  addEventListener("scroll", () => { if (!tip.hidden) place(shown); }, { capture: true, passive: true });
  addEventListener("hashchange", followAddress);
  followAddress();
})();

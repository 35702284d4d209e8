// Choose what the line of time and its table show, by kind and by who acts. The terms are
// those of the table; without this file everything shows.
"use strict";
(() => {
  const table = document.querySelector("table.ed-chronology");
  if (!table) return;
  const words = (element, selector) =>
    [...element.querySelectorAll(selector)].map((term) => term.textContent.trim());
  const rows = [...table.querySelectorAll("tbody tr")].map((row) => ({
    id: row.id, row, kind: words(row, ".ed-kind"), actor: words(row, ".ed-actor"),
  }));
  const byId = new Map(rows.map((entry) => [entry.id, entry]));
  const marks = [...document.querySelectorAll(".ed-chart a[data-row]")]
    .filter((mark) => byId.has(mark.dataset.row));
  const drawn = new Set(marks.map((mark) => mark.dataset.row));
  const NOBODY = "nobody named";

  function make(tag, attributes = {}, text = "") {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.textContent = text;
    return element;
  }

  function choice(name, label, everything) {
    const terms = new Set(rows.flatMap((entry) => entry[name]));
    const id = `ed-filter-${name}`;
    const select = make("select", { name, id });
    select.append(make("option", { value: "" }, everything));
    for (const term of [...terms].sort((a, b) => a.localeCompare(b, "en"))) select.append(make("option", { value: term }, term));
    if (rows.some((entry) => !entry[name].length)) select.append(make("option", { value: NOBODY }, NOBODY));
    const box = make("div");
    box.append(make("label", { for: id }, label), select);
    form.append(box);
    return select;
  }

  const form = make("form", { class: "ed-filter", "aria-label": "Show only" });
  const choices = [choice("kind", "Kind", "every kind"), choice("actor", "Who acts or is struck", "everybody")];
  const reset = make("button", { type: "reset" }, "Show all");
  const count = make("output", { "aria-live": "polite" });
  form.append(reset, count);

  const fits = (entry) => choices.every(({ name, value }) =>
    !value || (value === NOBODY ? !entry[name].length : entry[name].includes(value)));

  function show() {
    const shown = new Set(rows.filter(fits).map((entry) => entry.id));
    for (const { id, row } of rows) row.classList.toggle("ed-off", !shown.has(id));
    // a hidden mark is no stop for the keyboard and is not read out
    for (const mark of marks) mark.classList.toggle("ed-off", !shown.has(mark.dataset.row));
    const seen = [...shown].filter((id) => drawn.has(id)).length;
    count.textContent = `${seen} of ${drawn.size} statements on the line, ${shown.size} of ${rows.length} in the table`;
  }

  // The choice stands in the address, so that it can be sent to someone.
  function write() {
    const chosen = choices.filter(({ value }) => value).map(({ name, value }) => [name, value]);
    const hash = new URLSearchParams(chosen).toString();
    history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search);
  }

  function read() {
    const given = new URLSearchParams(location.hash.slice(1));
    for (const select of choices) {
      const value = given.get(select.name) ?? "";
      select.value = [...select.options].some((option) => option.value === value) ? value : "";
    }
    show();
  }

  form.addEventListener("change", () => { show(); write(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => {
    for (const select of choices) select.value = "";
    show();
    write();
  });
  addEventListener("hashchange", read);

  const section = (document.querySelector(".ed-chart") ?? table).closest("section");
  const before = section.parentElement.closest("section") ? section : section.firstElementChild.nextSibling;
  before.parentElement.insertBefore(form, before);
  read();
})();

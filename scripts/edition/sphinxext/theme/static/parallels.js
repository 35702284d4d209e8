// The parallel view: which statements are shown, and along which text. The choice stands in
// the address, to be kept and sent. Without this file all statements show, as the table has them.
"use strict";
(() => {
  const view = document.querySelector(".ed-alignments");
  const rows = [...view.querySelectorAll(".ed-alignment")];
  const aspectsOf = (row) => row.dataset.aspects.split(" ").filter(Boolean);
  const state = { show: "", differ: "", along: "" };

  function make(tag, attributes, ...content) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...content);
    return element;
  }

  // --- what can be chosen ----------------------------------------------------------------------

  const named = (word) => word.startsWith("only_") ? `Only ${word.slice(5)}` : word[0].toUpperCase() + word.slice(1);

  function counted(words) {
    const counts = new Map();
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
    return [...counts].sort().map(([word, count]) => [word, named(word), count]);
  }

  function choices() {
    const relations = counted(rows.map((row) => row.dataset.relation));
    const texts = relations.map(([word]) => word).filter((word) => word.startsWith("only_")).map((word) => word.slice(5));
    return [
      ["show", "Show", [["", "All", rows.length], ...relations]],
      ["differ", "Differing in", [["", "Anything"], ...counted(rows.flatMap(aspectsOf))]],
      // the table itself goes along the second text, and then tells what the first alone says
      ["along", "Read along", [["", texts[1]], [texts[0], texts[0]]]],
    ];
  }

  function fieldset([key, legend, options]) {
    const set = make("fieldset", { class: "ed-choice" }, make("legend", {}, legend));
    for (const [value, word, count] of options) {
      const radio = make("input", { type: "radio", name: `parallels-${key}`, value });
      radio.addEventListener("change", () => {
        state[key] = value;
        if (key === "show" && value && value !== "differ") state.differ = "";
        if (key === "differ" && value) state.show = "differ";
        history.replaceState(null, "", address());
        apply();
      });
      set.append(make("label", {}, radio, word, ...(count ? [" ", make("span", {}, String(count))] : [])));
    }
    return set;
  }

  // --- choice and address ------------------------------------------------------------------------

  const address = () => {
    const chosen = Object.entries(state).filter(([, value]) => value).map((pair) => pair.join("="));
    return chosen.length ? `#${chosen.join("&")}` : location.pathname + location.search;
  };

  function readAddress() {
    const hash = decodeURIComponent(location.hash.slice(1));
    const target = rows.find((row) => row.id === hash);
    if (target?.hidden) Object.assign(state, { show: "", differ: "" }); // what one came for must show
    if (hash.includes("=")) {
      const given = new URLSearchParams(hash);
      for (const key of Object.keys(state)) {
        const known = [...panel.querySelectorAll(`[name="parallels-${key}"]`)].some((radio) => radio.value === given.get(key));
        state[key] = known ? given.get(key) : "";
      }
    }
    apply();
    target?.scrollIntoView();
  }

  function apply() {
    for (const row of rows) {
      row.hidden = Boolean(state.show && row.dataset.relation !== state.show
        || state.differ && !aspectsOf(row).includes(state.differ));
    }
    view.append(...(state.along ? alongTheFirst() : rows));
    for (const radio of panel.querySelectorAll("input")) {
      radio.checked = state[radio.name.slice("parallels-".length)] === radio.value;
    }
    const shown = rows.filter((row) => !row.hidden).length;
    status.textContent = shown === rows.length ? `All ${shown} statements` : `${shown} of ${rows.length} statements`;
  }

  // In the order of the first text; where it is silent, a row keeps behind the one before it.
  function alongTheFirst() {
    let before = -1;
    const places = new Map(rows.map((row) => {
      before = row.dataset.first === "-1" ? before : Number(row.dataset.first);
      return [row, before];
    }));
    return [...rows].sort((a, b) => places.get(a) - places.get(b));
  }

  const status = make("p", { class: "ed-choice-count", role: "status" });
  const panel = make("div", { class: "ed-choices" }, ...choices().map(fieldset), status);
  view.before(panel);
  addEventListener("hashchange", readAddress);
  readAddress();
})();

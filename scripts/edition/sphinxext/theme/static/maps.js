// The many small maps of a page, one at a time: larger, with what each statement says beside it.
// Without this file the small maps stand by themselves. It comes before figures.js, which
// gives the marks their words, on these maps as on all others.
"use strict";
(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  function make(tag, attributes, ...content) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...content);
    return element;
  }

  const within = (box, [x, y]) => x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height;

  // The frame as a drawing of its own, cut to its map; what stands beside the map is in the list.
  function enlarged(frame, title) {
    const map = frame.querySelector('[id$="-map"]').getBBox();
    const drawing = document.createElementNS(SVG, "svg");
    drawing.setAttribute("class", "ed-chart");
    drawing.setAttribute("viewBox", [map.x - 1, map.y - 1, map.width + 2, map.height + 2].join(" "));
    drawing.setAttribute("role", "group");
    drawing.setAttribute("aria-label", `Map: ${title}`);
    const copy = frame.cloneNode(true);
    all("a", frame).forEach((link, n) => {
      const { x, y, width, height } = link.getBBox();
      if (!within(map, [x + width / 2, y + height / 2])) all("a", copy)[n].classList.add("ed-beside");
    });
    for (const element of [...all(".ed-beside", copy), copy.querySelector('[id$="-title"]')]) element.remove();
    for (const element of [copy, ...all("[id]", copy)]) element.removeAttribute("id");
    drawing.append(copy);
    return drawing;
  }

  const inOrder = new Intl.Collator("en", { numeric: true }).compare;
  const nameOf = (link) => link.getAttribute("aria-label");

  // One line for each statement, in the order of the texts: its passage as a link, then what is
  // coded, then its words.
  function statements(frame) {
    const links = all("a.ed-mark-link[aria-label]", frame).sort((a, b) => inOrder(nameOf(a), nameOf(b)));
    return links.map((link) => {
      const [label, ...said] = nameOf(link).split(", ");
      const words = link.querySelector("title")?.textContent.split(" — ").slice(1).join(" — ") ?? "";
      return make("li", {}, make("a", { href: link.getAttribute("xlink:href"), class: "ed-passage" }, label),
                  ` ${said.join(", ")}. `, make("span", { class: "ed-steps-words" }, words));
    });
  }

  function panelOf(frame) {
    const title = frame.querySelector('[id$="-title"]').textContent.trim();
    const told = statements(frame);
    const panel = make("div", { class: "ed-steps-panel" },
                       make("p", { class: "ed-steps-title" }, title),
                       make("div", { class: "ed-steps-map" }, enlarged(frame, title)),
                       make("ul", { class: "ed-steps-list" }, ...told));
    const count = told.length === 1 ? "1 statement" : `${told.length} statements`;
    return { panel, title, aloud: `${title}. ${count}. ${told.map((item) => item.textContent).join(" ")}` };
  }

  // One walk through the maps of all figures of the page, before the first of them.
  function addSteps(frames) {
    const chart = frames[0].closest("svg");
    const panels = frames.map(panelOf);
    const last = panels.length - 1;
    const earlier = make("button", { type: "button" }, "Earlier");
    const later = make("button", { type: "button" }, "Later");
    const slider = make("input", { type: "range", min: 1, max: panels.length, "aria-label": "Map" });
    const live = make("p", { class: "ed-hidden", "aria-live": "polite" });
    const box = make("div", { class: "ed-steps", role: "group", "aria-label": "The maps one by one" },
                     make("div", { class: "ed-steps-bar" }, earlier, slider, later),
                     ...panels.map(({ panel }) => panel), live);
    let now = 0;

    function show(index) {
      now = Math.max(0, Math.min(last, index));
      panels.forEach(({ panel }, n) => { panel.hidden = n !== now; });
      slider.value = now + 1;
      slider.setAttribute("aria-valuetext", `${panels[now].title}, map ${now + 1} of ${panels.length}`);
      // not switched off outright, or a button would lose the focus at the end of the way
      earlier.setAttribute("aria-disabled", now === 0);
      later.setAttribute("aria-disabled", now === last);
    }

    function step(index) {
      show(index);
      live.textContent = panels[now].aloud;
    }

    earlier.addEventListener("click", () => step(now - 1));
    later.addEventListener("click", () => step(now + 1));
    slider.addEventListener("input", () => step(slider.valueAsNumber - 1));
    box.addEventListener("keydown", (event) => {
      const next = { ArrowLeft: now - 1, ArrowRight: now + 1, Home: 0, End: last }[event.key];
      if (next === undefined || event.target === slider) return; // the slider has these keys itself
      event.preventDefault();
      if (event.target.closest(".ed-steps-panel")) later.focus(); // what has the focus is about to go
      step(next);
    });
    chart.closest(".ed-figure").before(box);
    show(0);
  }

  const frames = all('svg.ed-chart g[id*="-frame-"]').filter((group) => /-frame-\d+$/.test(group.id));
  if (frames.length > 1) addSteps(frames);
})();

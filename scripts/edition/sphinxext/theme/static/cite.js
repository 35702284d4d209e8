// Citing what one reads: a card with the link and every form of citation of a passage, a
// range of sentences, a note, a coded row or a figure. The templates and labels are taken up
// as a script when the card is first opened. Without this file each number remains a link.
"use strict";
(() => {
  const root = document.documentElement;
  const text = document.querySelector(".ed-text");
  const site = root.dataset.content_root || "./";
  const NOT_WORDS = ".ed-mark, .ed-num, .ed-ref, .ed-note, .ed-sign, .ed-cite"; // as in sphinxext/html.py
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  // --- what is cited ----------------------------------------------------------------------

  const sentences = all(".ed-s");
  const SUBJECTS = ".ed-note, .ed-datum, .ed-s, .ed-par, figure[id]";

  function rangeKey(first, last) {
    if (first === last) return first;
    const [, p] = first.split(".");
    const [, p2, s2] = last.split(".");
    return `${first}-${p === p2 ? "" : `${p2}.`}${s2}`;
  }

  // The passages of a key in the page; none if there is no such range.
  function passagesOf(key) {
    const [, siglum, p, s, p2, s2] = /^([A-Z]+)\.(\d+)(?:\.(\d+))?(?:-(?:(\d+)\.)?(\d+))?$/.exec(key) ?? [];
    if (!siglum || (p2 && !s)) return [];
    const level = s ? sentences : all(".ed-par");
    const place = (id) => level.findIndex((element) => element.id === id);
    const from = place(s ? `${siglum}.${p}.${s}` : `${siglum}.${p}`);
    const to = s2 ? place(s ? `${siglum}.${p2 ?? p}.${s2}` : `${siglum}.${s2}`) : from;
    return from < 0 || to < from ? [] : level.slice(from, to + 1);
  }

  function mark(passages) {
    for (const passage of all(".is-cited")) passage.classList.remove("is-cited");
    for (const passage of passages) passage.classList.add("is-cited");
  }

  // What the address names, on this page or not.
  function linkedKey() {
    const hash = location.hash.slice(1);
    try { return decodeURIComponent(hash); } catch { return hash; }
  }

  function selectedKey() {
    const selection = getSelection();
    if (!text || !selection.rangeCount || !selection.toString().trim()) return "";
    const range = selection.getRangeAt(0);
    const inside = sentences.filter((sentence) => {
      if (!range.intersectsNode(sentence)) return false;
      const part = document.createRange(); // a sentence that is only touched is not meant
      part.selectNodeContents(sentence);
      if (range.compareBoundaryPoints(Range.START_TO_START, part) > 0) part.setStart(range.startContainer, range.startOffset);
      if (range.compareBoundaryPoints(Range.END_TO_END, part) < 0) part.setEnd(range.endContainer, range.endOffset);
      return part.toString().trim() !== "";
    });
    return inside.length ? rangeKey(inside[0].id, inside.at(-1).id) : "";
  }

  const cited = (element) => {
    const subject = element?.closest(SUBJECTS);
    return subject && (subject.matches("figure") ? subject.querySelector(".ed-chart") && subject.id : subject.id);
  };

  // What the key c means: what is selected, has the focus, was linked to, or is being read.
  function currentKey() {
    const linked = passagesOf(linkedKey()).length && linkedKey();
    const read = all(".ed-par, figure[id]").find((element) => element.getBoundingClientRect().bottom > 120);
    return selectedKey() || cited(document.activeElement) || linked
      || cited(document.querySelector(":target")) || cited(read);
  }

  function wordsOf(element) {
    const copy = (element.querySelector(".ed-line") ?? element).cloneNode(true);
    for (const other of all(NOT_WORDS, copy)) other.remove();
    return copy.textContent.trim();
  }

  // The words of a passage or a range; none where the page leaves the base text out.
  const passageWords = (key) =>
    (document.querySelector(".ed-gap") ? "" : passagesOf(key).map(wordsOf).join(" "));

  // --- the forms ----------------------------------------------------------------------------

  const loaded = {};
  function load(name, variable) {
    loaded[name] ??= new Promise((resolve, reject) => {
      const script = make("script", { src: `${site}_static/${name}` });
      script.onload = () => resolve(window[variable]);
      script.onerror = reject;
      document.head.append(script);
    });
    return loaded[name];
  }

  async function subjectOf(key, { rows }) {
    for (const [part, known] of Object.entries(rows)) {
      if (!Object.hasOwn(known, key)) continue;
      const [label, words] = known[key];
      return { part, label, anchor: key, words: words ?? (await load("cite-notes.js", "editionNotes"))[key] };
    }
    const label = key.replace(".", " ").replace("-", "–");
    return { part: key.split(".")[0], label, anchor: key.split("-")[0], words: passageWords(key) };
  }

  // The same places as in citation/fill.py; the day is the reader's.
  function valuesOf(key, { label, anchor, words }, months) {
    const today = new Date();
    const [year, month, day] = [today.getFullYear(), today.getMonth() + 1, today.getDate()];
    const padded = [year, String(month).padStart(2, "0"), String(day).padStart(2, "0")];
    return {
      label, key, anchor, words, year, month, day,
      iso: padded.join("-"), slashed: padded.join("/"),
      long: `${day} ${months.long[month - 1]} ${year}`,
      short: `${day} ${months.short[month - 1]} ${year}`,
    };
  }

  const fill = (template, values) =>
    template.replace(/\{(\w+)\}/g, (place, name) => (Object.hasOwn(values, name) ? values[name] : place));

  // --- the card -----------------------------------------------------------------------------

  // Tabs, and the forms in each with a name where there are several.
  const TABS = [
    ["Link", [["link", ""]]],
    ["Prose", [["text", "Short"], ["chicago", "Chicago"], ["mla", "MLA"]]],
    ["BibTeX", [["bibtex", ""]]],
    ["RIS", [["ris", ""]]],
    ["CSL-JSON", [["csl-json", ""]]],
    ["Words", [["quotation", ""]]],
  ];
  const PROSE = ["chicago", "mla"]; // templates with markup
  const CODE = ["bibtex", "ris", "csl-json"];
  let card;

  async function copy(box, said) {
    const [plain, rich] = [box.textContent, box.innerHTML];
    const done = await (async () => {
      try {
        if (!box.querySelector("i")) await navigator.clipboard.writeText(plain);
        else await navigator.clipboard.write([new ClipboardItem({
          "text/plain": new Blob([plain], { type: "text/plain" }),
          "text/html": new Blob([rich], { type: "text/html" }),
        })]);
        return true;
      } catch { // refused, or no such thing in this browser: the older way
        getSelection().selectAllChildren(box);
        return document.execCommand("copy");
      }
    })();
    said.textContent = done ? "Copied." : "The browser does not let this page copy; the words are selected.";
  }

  function formBox(form, name, template, values, said) {
    const box = make(CODE.includes(form) ? "pre" : "p", { class: "cite-form", "data-form": form, tabindex: 0 });
    if (PROSE.includes(form)) box.innerHTML = fill(template, values);
    else box.textContent = fill(template, values);
    if (form === "link") {
      const address = new URL(box.textContent, new URL(site, location.href)).href;
      box.replaceChildren(make("a", { href: address }, address));
    }
    const button = make("button", { type: "button", class: "cite-copy" }, "Copy");
    if (name) button.setAttribute("aria-label", `Copy: ${name}`);
    button.addEventListener("click", () => copy(box, said));
    return make("div", { class: "cite-block" }, ...(name ? [make("h3", {}, name)] : []), box, button);
  }

  function showTab(tabs, panels, chosen) {
    tabs.forEach((tab, index) => {
      tab.setAttribute("aria-selected", index === chosen);
      tab.tabIndex = index === chosen ? 0 : -1;
      panels[index].hidden = index !== chosen;
    });
  }

  function makeCard() {
    const title = make("h2", { id: "cite-title" });
    const close = make("button", { type: "button", class: "cite-close", "aria-label": "Close" }, "×");
    const list = make("div", { role: "tablist", "aria-label": "Forms of citation", class: "cite-tabs" });
    const said = make("p", { class: "cite-said", role: "status" });
    const panels = make("div", { class: "cite-panels" });
    const help = make("a", { href: `${site}citing.html`, class: "cite-help" }, "How citing works");
    const dialog = make("dialog", { class: "cite-card", "aria-labelledby": "cite-title" },
                        make("div", { class: "cite-head" }, title, close), list, panels,
                        make("div", { class: "cite-foot" }, help, said));
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => mark(passagesOf(linkedKey())));
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
    list.addEventListener("keydown", (event) => {
      const tabs = [...list.children];
      const at = tabs.indexOf(document.activeElement);
      const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
      if (next === undefined) return;
      event.preventDefault();
      const chosen = (next + tabs.length) % tabs.length;
      showTab(tabs, [...panels.children], chosen);
      tabs[chosen].focus();
    });
    document.body.append(dialog);
    return { dialog, title, list, panels, said, chosen: 0 };
  }

  function fillCard(values, templates) {
    card.title.textContent = `Cite ${values.label}`;
    card.said.textContent = "";
    const shown = TABS.filter(([, forms]) => values.words || forms[0][0] !== "quotation");
    const tabs = shown.map(([word], index) => make("button", {
      type: "button", role: "tab", id: `cite-tab-${index}`, "aria-controls": `cite-panel-${index}` }, word));
    const panels = shown.map(([, forms], index) => make("div", {
      role: "tabpanel", id: `cite-panel-${index}`, "aria-labelledby": `cite-tab-${index}` },
      ...forms.map(([form, name]) => formBox(form, name, templates[form], values, card.said))));
    tabs.forEach((tab, index) => tab.addEventListener("click", () => {
      card.chosen = index;
      card.said.textContent = "";
      showTab(tabs, panels, index);
    }));
    card.list.replaceChildren(...tabs);
    card.panels.replaceChildren(...panels);
    showTab(tabs, panels, Math.min(card.chosen, tabs.length - 1));
  }

  // Beside what is cited on a wide page; at the foot of a narrow one (by the style sheet).
  function placeCard(near) {
    const { top, bottom, left } = near.getBoundingClientRect();
    const { offsetHeight: height, offsetWidth: width } = card.dialog;
    const below = bottom + 12 + height < innerHeight ? bottom + 12 : top - 12 - height;
    card.dialog.style.setProperty("--top", `${Math.max(12, Math.min(below, innerHeight - height - 12))}px`);
    card.dialog.style.setProperty("--left", `${Math.max(12, Math.min(left, innerWidth - width - 12))}px`);
  }

  // Shows the card beside an element or a selection; what is cited stays marked meanwhile.
  async function open(key, near) {
    const data = await load("cite-data.js", "editionCite");
    const subject = await subjectOf(key, data);
    card ??= makeCard();
    fillCard(valuesOf(key, subject, data.months), data.templates[subject.part]);
    mark(passagesOf(key));
    for (const button of all(".ed-cite-selection")) button.hidden = true;
    if (!card.dialog.open) card.dialog.showModal();
    card.list.querySelector("[aria-selected=true]").focus();
    placeCard(near);
  }

  // --- ways to the card -----------------------------------------------------------------------

  function citeButton(key, name) {
    const button = make("button", { type: "button", class: "ed-cite", "aria-label": `Cite ${name}` }, "Cite");
    button.addEventListener("click", (event) => {
      event.stopPropagation();
      open(key, button);
    });
    return button;
  }

  function addButtons() {
    for (const mark of all(".ed-mark")) mark.after(citeButton(mark.hash.slice(1), mark.textContent));
    for (const figure of all("figure[id]")) {
      const name = figure.querySelector(".caption-number")?.textContent.trim() ?? figure.id;
      if (cited(figure)) lastLine(figure.querySelector("figcaption") ?? figure).append(" ", citeButton(figure.id, name));
    }
    // there are hundreds of notes: theirs come when they are reached, those of rows with their list
    const late = ({ target }) => {
      const note = target.closest?.(".ed-note");
      if (note) addLate(note, `note ${note.querySelector(".ed-note-number").textContent}`);
    };
    for (const event of ["mouseover", "focusin", "click"]) text?.addEventListener(event, late);
    text?.addEventListener("toggle", ({ target }) => {
      for (const row of all(".ed-datum", target)) addLate(row, row.id);
    }, true);
  }

  const lastLine = (element) => all("p", element).at(-1) ?? element;

  function addLate(row, name) {
    if (!row.querySelector(".ed-cite")) lastLine(row).append(" ", citeButton(row.id, name));
  }

  function letNumbersCite() {
    text?.addEventListener("click", (event) => {
      const number = event.target.closest(".ed-num, .ed-mark");
      if (!number || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      open(number.hash.slice(1), number); // and the link marks the passage
    });
  }

  function letKeyCite() {
    document.addEventListener("keydown", (event) => {
      if (event.key !== "c" || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      if (card?.dialog.open || event.target.closest("input, textarea, select, [contenteditable]")) return;
      const key = currentKey();
      if (key) open(key, selectedKey() ? getSelection().getRangeAt(0)
        : document.getElementById(key) ?? passagesOf(key).at(-1));
    });
  }

  // A selection gets a button of its own, where it ends.
  function letSelectionCite() {
    const button = make("button", { type: "button", class: "ed-cite-selection", hidden: "" });
    let key = "";
    button.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the selection
    button.addEventListener("click", () => open(key, button));
    document.body.append(button);
    document.addEventListener("selectionchange", () => {
      if (card?.dialog.open) return;
      key = selectedKey();
      button.hidden = !key;
      if (!key) return;
      button.textContent = `Cite ${key.replace(".", " ").replace("-", "–")}`;
      const end = [...getSelection().getRangeAt(0).getClientRects()].at(-1);
      const left = Math.min(end.right, innerWidth - button.offsetWidth - 12);
      button.style.setProperty("--top", `${end.bottom + scrollY + 6}px`);
      button.style.setProperty("--left", `${Math.max(12, left)}px`);
    });
  }

  // --- addresses ---------------------------------------------------------------------------------

  // A range in the address is marked; an id that is not on the page is told.
  function followAddress() {
    document.querySelector(".cite-missing")?.remove();
    const id = linkedKey();
    const range = passagesOf(id);
    mark(range);
    if (!id || document.getElementById(id)) return;
    if (range.length) return range[0].scrollIntoView({ block: "center" });
    const missing = make("p", { class: "cite-missing", role: "alert" }, `There is no “${id}” on this page. `,
      make("a", { href: `${site}find.html#${encodeURIComponent(id)}` }, "Find what is nearest"), ".");
    if (text) text.before(missing); // within it the notes would lose their lines
    else document.querySelector("main").prepend(missing);
    missing.scrollIntoView({ block: "center" });
  }

  addButtons();
  letNumbersCite();
  letKeyCite();
  letSelectionCite();
  addEventListener("hashchange", followAddress);
  followAddress();
})();

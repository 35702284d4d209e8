// Citing what one reads: a card with the link and every form of citation of a passage, a
// range of sentences, a note, a coded row, a figure or the whole edition. The card itself (cite-card.js), its
// templates and labels are taken up as scripts when it is first opened. Without this file each
// number remains a link.
"use strict";
(() => {
  const root = document.documentElement;
  const text = document.querySelector(".ed-text");
  const site = root.dataset.content_root || "./";
  const NOT_WORDS = ".ed-mark, .ed-num, .ed-ref, .ed-note, .ed-sign, .ed-cite"; // as in sphinxext/html.py
  const WHOLE = "two-accounts"; // as in description.py
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

  // What the key c means: what is selected, has the focus, was linked to, or is being read; where
  // there is nothing of the kind, the edition.
  function currentKey() {
    const linked = passagesOf(linkedKey()).length && linkedKey();
    const read = all(".ed-par, figure[id]").find((element) => element.getBoundingClientRect().bottom > 120);
    return selectedKey() || cited(document.activeElement) || linked
      || cited(document.querySelector(":target")) || cited(read) || WHOLE;
  }

  function wordsOf(element) {
    const copy = (element.querySelector(".ed-line") ?? element).cloneNode(true);
    for (const other of all(NOT_WORDS, copy)) other.remove();
    return copy.textContent.trim();
  }

  // The words of a passage or a range; none where the page leaves the base text out.
  const passageWords = (key) =>
    (document.querySelector(".ed-gap") ? "" : passagesOf(key).map(wordsOf).join(" "));

  // --- the card -----------------------------------------------------------------------------

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

  // Shows the card beside an element or a selection; its script comes when it is first opened.
  let card;
  async function open(key, near) {
    const [data, makeCard] = await Promise.all(
      [load("cite-data.js", "editionCite"), load("cite-card.js", "editionCiteCard")]);
    card ??= makeCard({ all, make, load, site, mark, passagesOf, linkedKey, passageWords });
    await card(key, near, data);
  }

  const cardIsOpen = () => Boolean(document.querySelector(".cite-card[open]"));

  // --- ways to the card -----------------------------------------------------------------------

  function citeButton(key, name, said = "Cite") {
    const button = make("button", { type: "button", class: "ed-cite", "aria-label": `Cite ${name}` }, said);
    button.addEventListener("click", (event) => {
      event.stopPropagation();
      open(key, button);
    });
    return button;
  }

  function addButtons() {
    const whole = citeButton(WHOLE, "this edition", "Cite this edition");
    document.querySelector(".colophon p").append(make("span", { class: "cite-whole" }, " ", whole, "."));
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
      if (cardIsOpen() || event.target.closest("input, textarea, select, [contenteditable]")) return;
      const key = currentKey();
      open(key, selectedKey() ? getSelection().getRangeAt(0)
        : document.getElementById(key) ?? passagesOf(key).at(-1) ?? document.querySelector("h1"));
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
      if (cardIsOpen()) return;
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
    if (!id || id.includes("=") || document.getElementById(id)) return; // with "=" it is a choice
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

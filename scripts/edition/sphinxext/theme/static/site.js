// What the page does beyond being read. Without this file all layers show and all notes
// stand in full under their paragraphs.
"use strict";
(() => {
  const root = document.documentElement;
  const wide = matchMedia("(min-width: 1080px)");
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  function make(tag, attributes, text = "") {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.textContent = text;
    return element;
  }

  // A browser may refuse storage, above all from disk; the choice then lasts as long as the page.
  function remember(key, value) {
    try { localStorage.setItem(key, value); } catch { /* not kept */ }
  }

  // The id in the address; one that is badly written is no id.
  function namedId() {
    try { return decodeURIComponent(location.hash.slice(1)); } catch { return ""; }
  }

  // --- theme -------------------------------------------------------------------------

  function addThemeToggle() {
    const order = ["system", "light", "dark"];
    const button = make("button", { type: "button", class: "theme-toggle" });
    const show = (theme) => {
      root.dataset.theme = button.dataset.now = theme;
      button.title = `Colours: ${theme}`;
      button.setAttribute("aria-label", `Colours: ${theme}`);
    };
    show(order.includes(root.dataset.theme) ? root.dataset.theme : "system");
    button.addEventListener("click", () => {
      show(order[(order.indexOf(root.dataset.theme) + 1) % order.length]);
      remember("edition.theme", root.dataset.theme);
    });
    document.querySelector(".theme-place")?.append(button);
  }

  // --- contents ------------------------------------------------------------------------

  function letContentsClose() {
    const contents = document.querySelector(".contents");
    document.addEventListener("click", (event) => {
      if (!contents.contains(event.target) || event.target.closest(".contents a")) contents.open = false;
    });
    contents.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !contents.open) return;
      contents.open = false;
      contents.querySelector("summary").focus();
    });
  }

  // --- folds ---------------------------------------------------------------------------------

  // What the address names may stand in a fold.
  function openWhatIsNamed() {
    const open = () => {
      const named = document.getElementById(namedId());
      const fold = named?.closest("details") ?? named?.querySelector(":scope.ed-index-group > details");
      if (!fold || fold.open) return;
      fold.open = true;
      fold.querySelector(":target")?.scrollIntoView({ block: "center" });
    };
    addEventListener("hashchange", open);
    open();
  }

  // --- boxes that scroll sideways -----------------------------------------------------------

  // The tab key stops only at a box in which something is out of sight; a figure is called by
  // its number.
  function stopWhereItScrolls() {
    const boxes = ".scroll-box, .ed-figure";
    const watch = new ResizeObserver((entries) => {
      for (const { target } of entries) {
        const box = target.closest(boxes);
        if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
        else box.removeAttribute("tabindex");
      }
    });
    for (const box of all(boxes)) {
      const number = box.closest("figure, .ed-elsewhere")?.querySelector(".caption-number, .std-numref");
      if (number) box.setAttribute("aria-label", number.textContent.trim());
      watch.observe(box);
      watch.observe(box.firstElementChild);
    }
  }

  // --- layers ----------------------------------------------------------------------------

  function addLayerSwitches(place, changed) {
    const off = new Set((root.dataset.off ?? "").split(" ").filter(Boolean));
    place.setAttribute("role", "group");
    place.setAttribute("aria-label", "Show");
    for (const [layer, word] of [["notes", "Notes"], ["names", "Names"], ["figures", "Figures"],
                                 ["dates", "Dates"], ["numbers", "Sentence numbers"]]) {
      const button = make("button", { type: "button", "aria-pressed": !off.has(layer) }, word);
      button.addEventListener("click", () => {
        if (!off.delete(layer)) off.add(layer);
        button.setAttribute("aria-pressed", !off.has(layer));
        root.dataset.off = [...off].join(" ");
        remember("edition.off", root.dataset.off);
        changed();
      });
      place.append(button);
    }
  }

  // --- notes in the margin -----------------------------------------------------------------

  // Tops for boxes that want to be beside their lines, must not overlap and keep their order:
  // neighbours that would collide are pooled, and the pool goes where its members are nearest.
  function settle(boxes) {
    const pools = [];
    for (const box of boxes) {
      pools.push({ boxes: [box], wants: box.want, height: box.height, top: box.want });
      while (pools.length > 1 && pools.at(-2).top + pools.at(-2).height > pools.at(-1).top) {
        const next = pools.pop();
        const pool = pools.at(-1);
        pool.wants += next.wants - next.boxes.length * pool.height;
        pool.height += next.height;
        pool.boxes.push(...next.boxes);
        pool.top = Math.max(boxes[0].want, pool.wants / pool.boxes.length);
      }
    }
    for (const pool of pools) {
      let top = pool.top;
      for (const box of pool.boxes) {
        box.top = top;
        top += box.height;
      }
    }
  }

  // Each note first gets one line beside its own; then it grows into what room is left.
  function placeNotes(text, pairs) {
    text.style.minHeight = "";
    if (!wide.matches || !pairs.length || !pairs[0].ref.offsetParent) return;
    const origin = text.getBoundingClientRect().top;
    const style = getComputedStyle(pairs[0].body);
    const line = parseFloat(style.lineHeight);
    const space = line * 0.3;
    for (const pair of pairs) {
      // so that the first line of the note stands on the base line of its words
      pair.want = pair.ref.getBoundingClientRect().bottom - origin - line * 0.56;
      pair.height = line + space;
      pair.full = Math.round(pair.body.scrollHeight / line);
    }
    settle(pairs);
    pairs.forEach((pair, index) => {
      const room = (pairs[index + 1]?.top ?? Infinity) - pair.top - space;
      pair.lines = Math.max(1, Math.min(pair.full, Math.floor(room / line + 0.01)));
      pair.note.style.setProperty("--top", `${pair.top}px`);
      pair.note.style.setProperty("--lines", pair.lines);
    });
    const last = pairs.at(-1);
    text.style.minHeight = `${last.top + last.lines * line}px`;
    text.classList.add("is-placed");
  }

  // --- opening notes ---------------------------------------------------------------------------

  function notesOf(text) {
    const pairs = all(".ed-note", text).map((note) => ({
      note,
      body: note.querySelector("p"),
      ref: document.getElementById(`${note.id}-ref`),
      home: note.parentElement,
      words: [],
    })).filter((pair) => pair.ref);
    const byId = new Map(pairs.map((pair) => [pair.note.id, pair]));
    for (const words of all("[data-rows].ed-lemma", text)) byId.get(words.dataset.rows)?.words.push(words);
    const pairOf = (element) =>
      byId.get(element.closest(".ed-note")?.id ?? element.closest(".ed-ref")?.id.replace(/-ref$/, ""));
    return { pairs, byId, pairOf };
  }

  function letNotesOpen(text, { pairs, byId, pairOf }) {
    let opened = null;

    function close() {
      if (!opened) return;
      opened.note.classList.remove("is-open");
      opened.ref.classList.remove("is-open");
      if (opened.note.parentElement !== opened.home) { // it was unfolded in the text
        const later = pairs.slice(pairs.indexOf(opened) + 1).find((pair) => pair.home === opened.home);
        opened.home.insertBefore(opened.note, later?.note ?? null);
      }
      opened = null;
    }

    function open(pair) {
      close();
      opened = pair;
      pair.note.classList.add("is-open");
      pair.ref.classList.add("is-open");
      if (!wide.matches) pair.ref.after(pair.note);
    }

    function followAddress() {
      const pair = byId.get(namedId());
      if (!pair) return;
      open(pair);
      pair.ref.scrollIntoView({ block: "center" });
    }

    text.addEventListener("click", (event) => {
      const pair = pairOf(event.target);
      if (!pair || event.target.closest(".ed-note a")) return;
      if (event.target.closest(".ed-ref")) {
        event.preventDefault();
        if (opened === pair) return close();
        open(pair);
        history.replaceState(null, "", `#${pair.note.id}`);
        pair.note.querySelector("a").focus({ preventScroll: true });
        pair.note.scrollIntoView({ block: "nearest" });
      } else if (wide.matches) {
        open(pair);
      }
    });
    document.addEventListener("click", (event) => {
      if (opened && pairOf(event.target) !== opened) close();
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      const ref = opened?.ref;
      close();
      ref?.querySelector("a").focus({ preventScroll: true });
    });

    // A number in the text shows which note is its own; a note in the margin shows its words.
    const light = (on) => (event) => {
      const pair = pairOf(event.target);
      if (!pair) return;
      pair.note.classList.toggle("is-lit", on);
      for (const words of pair.words) words.classList.toggle("is-lit", on);
    };
    text.addEventListener("mouseover", light(true));
    text.addEventListener("mouseout", light(false));
    text.addEventListener("focusin", light(true));
    text.addEventListener("focusout", light(false));

    wide.addEventListener("change", close);
    addEventListener("hashchange", followAddress);
    followAddress();
  }

  function addFolds(text) {
    for (const notes of all(".ed-notes", text)) {
      const count = notes.children.length;
      const button = make("button", { type: "button", class: "ed-fold", "aria-expanded": false },
                          count === 1 ? "1 note" : `${count} notes`);
      button.addEventListener("click", () => {
        button.setAttribute("aria-expanded", notes.classList.toggle("is-unfolded"));
      });
      notes.prepend(button);
    }
  }

  function setUpText(text) {
    const notes = notesOf(text);
    const place = () => placeNotes(text, notes.pairs);
    addFolds(text);
    addLayerSwitches(text.querySelector(".ed-layers"), place);
    place();
    letNotesOpen(text, notes);
    wide.addEventListener("change", place);
    document.fonts?.ready.then(place);
    new ResizeObserver(place).observe(text.parentElement);
  }

  // What the address names may stand on another page of a long text, or nowhere: the page that
  // finds ids goes there, or says so.
  function followId() {
    const id = namedId();
    const [first] = id.split("-"); // of a range
    if (!document.querySelector(".ed-text") || document.getElementById(first)) return;
    if (!/^(?:[A-Z]+(?:\.\d+){1,2}|[A-Z]\d{3,})$/.test(first)) return;
    location.replace(`${root.dataset.content_root || "./"}find.html#${encodeURIComponent(id)}`);
  }

  // --- versions ----------------------------------------------------------------------------

  // A version that has been followed by another says so, and where its page is in the newest.
  // Published versions stand side by side in folders; the script that lists them is above.
  function tellNewest() {
    const site = new URL(root.dataset.content_root ?? "./", location.href.split(/[?#]/)[0]);
    const own = /\/v([\d.]+)\/$/.exec(site.pathname)?.[1];
    if (!own) return;
    const above = new URL("../", site);
    const list = make("script", { src: new URL("versions.js", above) });
    list.addEventListener("load", () => {
      const newest = window.editionVersions?.[0];
      if (!newest || newest.version === own) return;
      const said = make("p", { class: "superseded", role: "note" }, `This is version ${own}. `);
      const page = location.pathname.slice(site.pathname.length) || "index.html";
      said.append(make("a", { href: new URL(page, above) + location.hash },
                       `The newest is ${newest.version}`), ".");
      document.querySelector(".masthead").after(said);
    });
    document.head.append(list);
  }

  followId();
  tellNewest();
  addThemeToggle();
  letContentsClose();
  openWhatIsNamed();
  stopWhereItScrolls();
  all(".ed-text").forEach(setUpText);
})();

// The card of citations, and what fills it; cite.js brings this file when it is first opened.
"use strict";
window.editionCiteCard = ({ all, make, load, site, mark, passagesOf, linkedKey, passageWords }) => {
  // --- the forms ----------------------------------------------------------------------------

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
  const card = makeCard();
  return async (key, near, data) => {
    const subject = await subjectOf(key, data);
    fillCard(valuesOf(key, subject, data.months), data.templates[subject.part]);
    mark(passagesOf(key));
    for (const button of all(".ed-cite-selection")) button.hidden = true;
    if (!card.dialog.open) card.dialog.showModal();
    card.list.querySelector("[aria-selected=true]").focus();
    placeCard(near);
  };
};

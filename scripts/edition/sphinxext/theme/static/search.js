// Search within what search-index.js holds. Everything is folded (marks off, lower case), and a
// question becomes a handful of regular expressions that are tried on each record: at the size
// of an edition this takes a few milliseconds, knows phrases, and needs no second index.
"use strict";
(() => {
  const { pages, also, groups, claims } = globalThis.editionIndex;
  const FIRST = 8; // results of a group before "show all"
  const NAMES = { passages: ["passage", "passages"], notes: ["note", "notes"],
                  names: ["name", "names"], pages: ["place in the pages", "places in the pages"],
                  sources: ["work cited", "works cited"] };
  const input = document.getElementById("q");
  const count = document.getElementById("found");
  const results = document.querySelector(".search-results");
  const help = document.querySelector(".search-help");

  function make(tag, attributes, ...content) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...content);
    return element;
  }

  // --- folding ---------------------------------------------------------------------------

  const OWN = { đ: "d", ł: "l", ø: "o", ı: "i", ß: "ss", æ: "ae", œ: "oe", "’": "'", "‘": "'" };
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()
    .replace(/[đłøıßæœ’‘]/g, (letter) => OWN[letter]);

  // The folded text, and for each of its characters the place in the text that it comes from.
  function foldWithPlaces(text) {
    let folded = "";
    const places = [];
    let at = 0;
    for (const character of text) {
      const letters = fold(character);
      folded += letters;
      for (let n = 0; n < letters.length; n++) places.push(at);
      at += character.length;
    }
    return { folded, places: [...places, at] };
  }

  // --- the records -----------------------------------------------------------------------------

  const addressOf = (page, anchor) => pages[page][0] + (anchor ? `#${anchor}` : "");

  function record(group, [page, anchor, label, title, text, runs = []]) {
    const under = []; // words that stand for a run of the text
    for (let n = 0; n < runs.length; n += 3) {
      under.push({ start: runs[n], end: runs[n + 1], words: also[runs[n + 2]] });
    }
    const place = label || (title === pages[page][1] ? "" : pages[page][1]);
    return { group, page, anchor, place, title, text, under, foldedTitle: fold(title),
             foldedText: fold(text), foldedUnder: fold(under.map((one) => one.words).join("\n")) };
  }

  const records = Object.entries(groups)
    .flatMap(([group, rows]) => rows.map((row) => record(group, row)));
  const byId = new Map(records.map((one) => [one.anchor.toLowerCase(), one]));
  const paragraphs = new Map(); // id → its sentences
  for (const one of records) {
    if (one.group !== "passages") continue;
    const id = one.anchor.slice(0, one.anchor.lastIndexOf("."));
    paragraphs.set(id, [...(paragraphs.get(id) ?? []), one]);
  }
  const wholes = [...paragraphs].map(([id, sentences]) => {
    const own = (field, between) => sentences.map((one) => one[field]).join(between);
    const under = [];
    let start = 0;
    for (const one of sentences) {
      for (const run of one.under) {
        under.push({ ...run, start: run.start + start, end: run.end + start });
      }
      start += one.text.length + 1;
    }
    return { ...sentences[0], anchor: id, place: id.replace(".", " "), text: own("text", " "),
             under, foldedText: own("foldedText", " "), foldedUnder: own("foldedUnder", "\n"),
             sentences };
  });

  // --- the question ----------------------------------------------------------------------------

  const BEFORE = "(?<![\\p{L}\\p{N}])", AFTER = "(?![\\p{L}\\p{N}])", BETWEEN = "[^\\p{L}\\p{N}\\n]+";
  const wordsOf = (folded) => folded.replace(/(\d)[,.](?=\d{3}(?!\d))/g, "$1").match(/[\p{L}\p{N}]+/gu) ?? [];
  // 20000 is also 20,000
  const digits = (word) => /^\d{4,}$/.test(word)
    ? word.replace(/\B(?=(\d{3})+$)/g, "[,.\\u00a0\\u202f]?") : word;
  const plural = (word) => `${word.endsWith("ss") ? word : word.replace(/s$/, "")}(?:e?s)?`;

  function term(words, { exact, begun, not, said }) {
    const asked = words.map(digits).join(BETWEEN);
    const whole = words.length === 1 && !exact && /^\D{4,}$/.test(asked) ? plural(asked) : asked;
    const begins = `${asked}[\\p{L}\\p{N}]*`;
    const pattern = (source) => new RegExp(`${BEFORE}(?:${source})${AFTER}`, "gu");
    return { said, not, whole: pattern(whole), any: pattern(begun ? `${whole}|${begins}` : whole) };
  }

  function parse(question) {
    const terms = [];
    for (const [all, minus, phrase, word] of question.matchAll(/(-?)(?:"([^"]*)"?|([^\s"]+))/g)) {
      const words = wordsOf(fold(phrase ?? word));
      if (!words.length) continue;
      const end = question.endsWith(all) && !/["\s]$/.test(question);
      terms.push(term(words, { exact: phrase !== undefined, begun: end && !minus,
                               not: minus === "-", said: phrase ?? word }));
    }
    return terms;
  }

  // --- finding ---------------------------------------------------------------------------------

  const has = (pattern, folded) => folded.search(pattern) >= 0;
  const holds = (one, { any }) =>
    has(any, one.foldedTitle) || has(any, one.foldedText) || has(any, one.foldedUnder);

  function answers(one, terms) {
    return terms.every((each) => holds(one, each) !== each.not);
  }

  function weight(one, terms) {
    let sum = 0;
    for (const { whole, not } of terms) {
      if (!not) sum += has(whole, one.foldedTitle) ? 4 : has(whole, one.foldedText) ? 2 : 1;
    }
    const rest = terms.reduce((title, { any, not }) => not ? title : title.replace(any, ""), one.foldedTitle);
    return sum + (one.title && !rest.trim() ? 8 : 0); // the title is what was asked for
  }

  function find(question) {
    const terms = parse(question);
    const found = Object.fromEntries(Object.keys(groups).map((group) => [group, []]));
    if (terms.every(({ not }) => not)) return { terms: [], found }; // nothing is asked for
    for (const one of records) if (answers(one, terms)) found[one.group].push(one);
    for (const listed of Object.values(found)) {
      const weights = new Map(listed.map((one) => [one, weight(one, terms)]));
      listed.sort((a, b) => weights.get(b) - weights.get(a));
    }
    // a paragraph that holds the words in several sentences, none of which holds them all
    for (const whole of wholes) {
      if (answers(whole, terms) && !whole.sentences.some((one) => answers(one, terms))) {
        found.passages.push(whole);
      }
    }
    return { terms, found };
  }

  // --- going to an id --------------------------------------------------------------------------

  // Where "db 12.5-7", "N1201" or "C011" leads: { label, href, text }, or { wrong, near }.
  function locate(question) {
    const said = question.trim();
    const claim = said.toUpperCase();
    if (Object.hasOwn(claims, claim)) return { label: `Claim ${claim}`, href: addressOf(claims[claim], claim) };
    const direct = /^[a-z]+[.\d]+$/i.test(said) && byId.get(said.toLowerCase());
    if (direct) return leadTo(direct, direct.group === "pages" ? direct.title : direct.place);
    const [, siglum, first, last] =
      /^([a-z]+)[\s.]*(\d+(?:\.\d+)?)(?:\s*[-–]\s*(\d+(?:\.\d+)?))?$/i.exec(said) ?? [];
    if (!siglum || ![...paragraphs.keys()].some((id) => id.startsWith(`${siglum.toUpperCase()}.`))) return null;
    const text = siglum.toUpperCase();
    const paragraph = `${text}.${first.split(".")[0]}`;
    const of = (id) => byId.get(id.toLowerCase()) ?? wholes.find((whole) => whole.anchor === id);
    const begin = of(`${text}.${first}`);
    const ending = last && (last.includes(".") || !first.includes(".") ? `${text}.${last}` : `${paragraph}.${last}`);
    if (begin && (!last || of(ending))) return leadTo(begin, `${text} ${first}${last ? `–${last}` : ""}`);
    const sentences = paragraphs.get(paragraph) ?? wholes.findLast((whole) => whole.anchor.startsWith(`${text}.`)).sentences;
    return { wrong: `${text} ${first}${last ? `–${last}` : ""}`, near: begin ?? sentences.at(-1) };
  }

  const leadTo = (one, label) => ({ label, href: addressOf(one.page, one.anchor), one });

  // --- showing ---------------------------------------------------------------------------------

  const placesOf = ({ folded, places }, any) => [...folded.matchAll(any)]
    .map((match) => [places[match.index], places[match.index + match[0].length]]);

  // For each term the runs of the text to mark: its own words, else those that stand for it.
  function runsOf(one, terms) {
    const folded = foldWithPlaces(one.text);
    return terms.filter(({ not }) => !not).map(({ any }) => {
      const own = placesOf(folded, any);
      if (own.length) return own;
      const under = one.under.filter((run) => run.end > run.start && has(any, fold(run.words)));
      const least = Math.min(...under.map((run) => run.words.length)); // a place, not the battle at it
      return under.filter((run) => run.words.length === least).map((run) => [run.start, run.end]);
    }).filter((runs) => runs.length);
  }

  // Runs in order; those nearer to each other than `gap` are made one.
  function join(runs, gap) {
    const joined = [];
    for (const [start, end] of runs.sort((a, b) => a[0] - b[0])) {
      const last = joined.at(-1);
      if (last && start <= last[1] + gap) last[1] = Math.max(last[1], end);
      else joined.push([start, end]);
    }
    return joined;
  }

  // The parts of a text that are shown: all of a sentence, else some words around the rarest
  // term and what stands nearest to it of the others.
  function windows(text, found, whole) {
    if (whole || text.length < 260) return [[0, text.length]];
    const back = (at) => at <= 0 ? 0 : text.lastIndexOf(" ", at) + 1;
    const forth = (at) => at >= text.length || !text.includes(" ", at) ? text.length : text.indexOf(" ", at);
    if (!found.length) return [[0, forth(160)]];
    const [rarest] = found.reduce((a, b) => b.length < a.length ? b : a);
    const near = found.length === 1 ? found[0].slice(0, 2) : found.map((runs) =>
      runs.reduce((a, b) => Math.abs(b[0] - rarest[0]) < Math.abs(a[0] - rarest[0]) ? b : a));
    return join(near.map(([start, end]) => [back(start - 70), forth(end + 90)]), 20);
  }

  function marked(text, runs, from = 0, to = text.length) {
    const parts = [];
    let at = from;
    for (const [start, end] of runs.filter((run) => run[0] >= from && run[1] <= to)) {
      parts.push(text.slice(at, start), make("mark", {}, text.slice(start, end)));
      at = end;
    }
    return [...parts, text.slice(at, to)];
  }

  function snippet(one, terms) {
    const line = make("p", { class: "search-words" });
    const found = runsOf(one, terms);
    const runs = join(found.flat(), 0);
    let before = 0;
    for (const [from, to] of windows(one.text, found, one.group === "passages" && !one.sentences)) {
      line.append(from > before ? " … " : "", ...marked(one.text, runs, from, to));
      before = to;
    }
    line.append(before < one.text.length ? " …" : "");
    return line;
  }

  function entry(one, terms) {
    const title = foldWithPlaces(one.title);
    const runs = join(terms.flatMap(({ any }) => placesOf(title, any)), 0);
    const head = make("p", { class: "search-head" }, make("a", {
      href: addressOf(one.page, one.anchor), ...(one.group === "passages" ? { class: "siglum" } : {}),
    }, ...(one.title ? marked(one.title, runs) : [one.place])));
    if (one.title && one.place) head.append(" ", make("span", {}, one.place));
    return make("li", {}, head, snippet(one, terms));
  }

  function section(group, listed, terms) {
    const list = make("ol", { class: "search-list", role: "list" });
    const show = (some) => list.append(...some.map((one) => entry(one, terms)));
    const word = NAMES[group][listed.length === 1 ? 0 : 1];
    const block = make("section", { "aria-labelledby": `found-${group}` },
      make("h2", { id: `found-${group}` }, `${listed.length} ${word}`), list);
    show(listed.slice(0, FIRST));
    if (listed.length > FIRST) {
      const more = make("button", { type: "button", class: "search-more" }, `Show all ${listed.length} ${word}`);
      more.addEventListener("click", () => {
        more.remove();
        show(listed.slice(FIRST));
        list.children[FIRST].querySelector("a").focus();
      });
      block.append(more);
    }
    return block;
  }

  function showPlace(place) {
    if (!place) return [];
    const near = place.wrong ? place.near : place.one;
    const line = make("p", { class: "search-head" });
    if (place.wrong) line.append(`There is no passage ${place.wrong}. The nearest is `);
    else line.append("Go to ");
    line.append(make("a", { href: place.href ?? addressOf(near.page, near.anchor), class: "search-place" },
                     place.label ?? near.place));
    return [make("div", { class: "search-jump" }, line, ...(near ? [snippet(near, [])] : []))];
  }

  function say(found, terms, place) {
    const parts = Object.entries(found).filter(([, listed]) => listed.length);
    count.replaceChildren();
    if (place) count.append(place.wrong ? `No passage ${place.wrong}. ` : `${place.label}: press Enter to go there. `);
    if (parts.length) {
      count.append("Found: ");
      parts.forEach(([group, listed], n) => count.append(n ? ", " : "", make("a", { href: `#found-${group}` },
        `${listed.length} ${NAMES[group][listed.length === 1 ? 0 : 1]}`)));
      count.append(".");
    } else if (!place) {
      const missing = terms.filter((each) => !each.not && !records.some((one) => holds(one, each)));
      count.append(missing.length ? `Found nowhere: ${missing.map(({ said }) => `“${said}”`).join(", ")}. Names may be spelt otherwise; the indices give the spellings of the texts.`
        : "Nothing holds all these words together.");
    }
  }

  // The address says what was asked, so that coming back finds it; a browser may refuse from disk.
  function keep(question) {
    const query = question ? `?q=${encodeURIComponent(question)}` : location.pathname;
    if (new URLSearchParams(location.search).get("q") === (question || null)) return;
    try { history.replaceState(null, "", query); } catch { /* not kept */ }
  }

  function search() {
    const question = input.value;
    const place = locate(question);
    const { terms, found } = place ? { terms: [], found: {} } : find(question);
    const asked = Boolean(place) || terms.length > 0;
    help.open = !asked;
    results.replaceChildren(...showPlace(place), ...Object.entries(found)
      .filter(([, listed]) => listed.length).map(([group, listed]) => section(group, listed, terms)));
    if (asked) say(found, terms, place);
    else count.replaceChildren();
    keep(question.trim());
    return place;
  }

  // --- the page --------------------------------------------------------------------------------

  let waiting = 0;
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(search, 120);
  });
  input.form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    const place = search();
    if (place?.href) location.assign(place.href);
    else results.querySelector("a")?.focus();
  });

  const [visit] = performance.getEntriesByType("navigation");
  input.value = new URLSearchParams(location.search).get("q") ?? "";
  const place = search();
  // someone who comes back from a passage is not sent there again
  if (place?.href && visit?.type === "navigate") location.replace(place.href);
  else if (!input.value && matchMedia("(hover: hover)").matches) input.focus();
})();

// Finds what an id stands for: goes there if it is one, and otherwise says so and offers what
// is nearest. The ids come in find-data.js.
"use strict";
(() => {
  const { texts, ids, withdrawn } = window.editionFind;
  const form = document.querySelector(".search-form");
  const box = document.getElementById("found");
  const MOST = 6; // offers

  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  // --- passages ------------------------------------------------------------------------

  // A place is { siglum, p, s }; s is 0 for a whole paragraph.
  const paragraphsOf = (siglum) => (Object.hasOwn(texts, siglum) ? texts[siglum].paragraphs : []);
  const sentencesOf = ({ siglum, p }) => paragraphsOf(siglum)[p - 1] ?? [];
  const exists = (place) => sentencesOf(place).length > 0 && place.s <= sentencesOf(place).length;
  const idOf = ({ siglum, p, s }) => `${siglum}.${p}${s ? `.${s}` : ""}`;
  const label = (id) => id.replace(".", " ").replace("-", "–");
  const address = (id) => {
    const [siglum, p] = id.split(".");
    return `${texts[siglum].pages[parseInt(p, 10) - 1]}.html#${id}`;
  };

  // Either form of a citation: DB.12.5-7, DB 12.13–13.2
  const EXACT = /^([A-Z]+)[. ](\d+)(?:\.([1-9]\d*))?(?:[-–](?:(\d+)\.)?([1-9]\d*))?$/;
  // Anything that was meant for one: db12.5, DB,12,5, DB.12.5-
  const LOOSE = /^\W*([a-z]*)[^\w–—-]*(\d+)(?:[^\w–—-]+(\d+))?(?:\s*[-–—]\s*(?:(\d+)[^\w–—-]+)?(\d+))?/i;

  function read(pattern, said) {
    const match = pattern.exec(said);
    if (!match || (match[4] && !match[3])) return null;
    const [, siglum, p, s, p2, s2] = match;
    const first = { siglum: siglum.toUpperCase(), p: Number(p), s: Number(s ?? 0) };
    if (!s2) return { first, last: first };
    return { first, last: s ? { ...first, p: Number(p2 ?? p), s: Number(s2) }
                            : { ...first, p: Number(s2) } };
  }

  const rangeId = ({ first, last }) => {
    if (idOf(first) === idOf(last)) return idOf(first);
    if (!first.s) return `${idOf(first)}-${last.p}`;
    return `${idOf(first)}-${first.p === last.p ? "" : `${last.p}.`}${last.s}`;
  };
  const inOrder = ({ first, last }) => first.p < last.p || (first.p === last.p && first.s <= last.s);
  const isThere = (range) => exists(range.first) && exists(range.last) && inOrder(range);

  function passageOffer(id) {
    const { first } = read(EXACT, id);
    return { label: label(id), address: address(id), words: sentencesOf(first)[first.s ? first.s - 1 : 0] };
  }

  // The place itself, or those before and after the gap at which it would stand.
  function around(place) {
    if (exists(place)) return [place];
    const count = paragraphsOf(place.siglum).length;
    const whole = { ...place, s: 0 };
    if (!exists(whole)) {
      const end = place.p < 1 ? 1 : count;
      return [{ ...whole, p: end }, { ...whole, p: end === 1 ? 2 : end - 1 }].filter(exists);
    }
    const last = { ...place, s: sentencesOf(place).length };
    return [last, whole, { ...whole, p: place.p + 1, s: 1 }].filter(exists);
  }

  function nearPassages(said) {
    const range = read(LOOSE, said);
    if (!range) return [];
    if (Object.hasOwn(texts, range.first.siglum)) {
      if (isThere(range)) return [rangeId(range)];
      return [...new Set([...around(range.first), ...around(range.last)].map(idOf))];
    }
    return Object.keys(texts).map((siglum) => ({ ...range.first, siglum })).filter(exists).map(idOf);
  }

  function whyNot(said) {
    const range = read(LOOSE, said);
    const known = range && texts[range.first.siglum];
    const list = Object.entries(texts).map(([siglum, text]) => `${siglum} (${text.title.toLowerCase()})`);
    if (!known) return `The texts are ${list.join(" and ")}.`;
    const lost = [range.first, range.last].find((place) => !exists(place));
    if (!lost) return inOrder(range) ? "" : "The range ends before it begins.";
    const count = sentencesOf(lost).length;
    if (count) return `${lost.siglum} ${lost.p} has ${count} ${count === 1 ? "sentence" : "sentences"}.`;
    return `${known.title} (${lost.siglum}) has ${paragraphsOf(lost.siglum).length} paragraphs.`;
  }

  // --- other ids -----------------------------------------------------------------------

  const rows = new Map(ids.flatMap(({ noun, page, of }) => Object.entries(of).map(([id, what]) => [
    id,
    page === undefined
      ? { label: `${noun} ${id}, ${label(what)}`, address: address(what) }
      : { label: `${what} (${noun} ${id})`, address: `${page}.html#${id}` },
  ])));

  const fold = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  function distance(a, b) {
    let row = Array.from({ length: b.length + 1 }, (_, n) => n);
    for (let i = 1; i <= a.length; i += 1) {
      const next = [i];
      for (let j = 1; j <= b.length; j += 1) {
        next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] !== b[j - 1]));
      }
      row = next;
    }
    return row.at(-1);
  }

  function nearRows(said) {
    const asked = fold(said);
    if (asked.length < 3) return [];
    const scored = [...rows].map(([id, row]) => {
      const held = asked.length > 3 && fold(`${id} ${row.label}`).includes(asked);
      return { ...row, off: held ? 0 : distance(asked, fold(id)) };
    });
    const limit = Math.min(2, Math.floor(asked.length / 3));
    return scored.filter((row) => row.off <= limit).sort((a, b) => a.off - b.off);
  }

  // --- the page --------------------------------------------------------------------------

  function say(said, offers) {
    const lost = Object.hasOwn(withdrawn, said)
      ? `“${said}” was an id of release ${withdrawn[said]} and has been withdrawn since.`
      : `“${said}” is not an id of this edition.`;
    const why = offers.length && !nearPassages(said).length ? "" : whyNot(said);
    const list = make("ul", { class: "found-offers" }, ...offers.map((offer) => make("li", {},
      make("a", { href: offer.address }, offer.label), offer.words ? ` ${offer.words}` : "")));
    box.replaceChildren(make("p", { class: "found-said" }, `${lost} ${why}`.trim()));
    if (offers.length) box.append(make("p", {}, offers.length === 1 ? "Perhaps meant:" : "Nearest to it:"), list);
  }

  function find(said) {
    const asked = said.trim();
    form.elements.id.value = asked;
    if (!asked) return box.replaceChildren();
    if (rows.has(asked)) return location.replace(rows.get(asked).address);
    const range = read(EXACT, asked);
    if (range && isThere(range)) return location.replace(address(rangeId(range)));
    return say(asked, [...nearPassages(asked).map(passageOffer), ...nearRows(asked)].slice(0, MOST));
  }

  const askedFor = () => {
    const hash = location.hash.slice(1);
    try { return decodeURIComponent(hash); } catch { return hash; }
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    history.replaceState(null, "", `#${encodeURIComponent(form.elements.id.value.trim())}`);
    find(form.elements.id.value);
  });
  addEventListener("hashchange", () => find(askedFor()));
  find(askedFor() || new URLSearchParams(location.search).get("id") || "");
})();

// A card for a name, a figure, a date, a sentence's data or a note number, when it is pointed at
// or has the focus. It can be pointed at itself, stays until one leaves it, and Escape takes it
// away. What it says is made when the site is built, and taken up as a script when first asked
// for. Without this file each of them is a link, and nothing is lost.
"use strict";
(() => {
  const root = document.documentElement;
  const site = root.dataset.content_root || "./";
  const TRIGGERS = "main :is(.ed-name, .ed-to, .ed-ref > a, .ed-sign)";
  const WAIT = 220, GRACE = 260; // milliseconds before it comes, and before it goes

  const card = document.createElement("div");
  card.className = "ed-card";
  card.id = "ed-card";
  card.setAttribute("role", "tooltip");
  card.hidden = true;
  document.body.append(card);

  const taken = {};
  function take(kind, name = `cards-${kind}.js`, variable = `editionCards_${kind}`) {
    taken[kind] ??= new Promise((resolve) => {
      if (window[variable]) return resolve(window[variable]);
      const script = document.createElement("script");
      script.src = `${site}_static/${name}`;
      script.onload = () => resolve(window[variable]);
      script.onerror = () => resolve({});
      document.head.append(script);
    });
    return taken[kind];
  }

  // --- what a card says ---------------------------------------------------------------------

  const idOf = (link) => decodeURIComponent(link.hash.slice(1));
  const isNote = (key) => /^N\d{4,}$/.test(key);
  const isRow = (key) => /^[A-Z]\d{3,}$/.test(key);

  function note(key, evidence, words) {
    const at = evidence[key].indexOf("</p>") + 4; // where the head ends
    const body = document.createElement("p");
    body.textContent = words[key];
    return evidence[key].slice(0, at) + body.outerHTML + evidence[key].slice(at);
  }

  // Figures and dates that the words of a link stand in, besides what it leads to.
  function rowsAround(link, key) {
    const rows = [];
    for (let at = link.parentElement?.closest(".ed-claim, .ed-date"); at; at = at.parentElement.closest(".ed-claim, .ed-date")) {
      if (at.dataset.rows && at.dataset.rows !== key) rows.push(at.dataset.rows);
    }
    return rows;
  }

  async function sayingsOf(link) {
    const key = idOf(link);
    const sentence = link.matches(".ed-sign") && link.closest(".ed-s")?.id;
    if (sentence) return [(await take("rows"))[sentence]];
    if (isNote(key)) {
      const [evidence, words] = await Promise.all([take("evidence"), take("words", "cite-notes.js", "editionNotes")]);
      return evidence[key] && words[key] ? [note(key, evidence, words)] : [];
    }
    const own = (await take(isRow(key) ? "rows" : "names"))[key];
    const around = rowsAround(link, key);
    const rows = around.length ? await take("rows") : {};
    return [own, ...around.map((row) => rows[row])].filter(Boolean);
  }

  // Where a click leads, said at the foot for those who cannot see it in the browser's own line.
  function onward(link) {
    const key = idOf(link);
    if (link.matches(".ed-ref > a")) return "To the note";
    if (isNote(key)) return "To the note in the text";
    if (link.matches(".ed-sign") || /^[CK]/.test(key) && isRow(key)) return "To the data under the paragraph";
    return isRow(key) ? "To its row in the chronology" : "To the index, with every passage";
  }

  // --- showing it -----------------------------------------------------------------------------

  let shown = null; // the link whose card is open
  let wanted = null; // the one that is pointed at or has the focus
  let timer = 0;

  // A layer of a text that is switched off shows no cards either.
  function isOff(link) {
    if (!link.closest(".ed-line")) return false;
    const layer = link.matches(".ed-name") ? "names" : link.matches(".ed-sign") ? "figures"
      : { C: "figures", D: "dates" }[/^[CD](?=\d)/.exec(idOf(link))?.[0]];
    return (root.dataset.off ?? "").split(" ").includes(layer);
  }

  function place(link, x, y) {
    const rects = [...link.getClientRects()];
    const at = rects.find((r) => x >= r.left - 2 && x <= r.right + 2 && y >= r.top - 2 && y <= r.bottom + 2) ?? rects[0];
    if (!at) return;
    const { offsetWidth: width, offsetHeight: height } = card;
    const room = innerHeight - at.bottom - 6; // where it fits, else where there is more
    const below = height < room || room > at.top - 6;
    const left = Math.max(10, Math.min(at.left - 14, root.clientWidth - width - 10));
    card.style.left = `${left + scrollX}px`;
    card.style.top = `${(below ? at.bottom + 6 : at.top - 6 - height) + scrollY}px`;
  }

  async function show(link, x, y) {
    wanted = link;
    const said = await sayingsOf(link);
    if (wanted !== link || !said.length) return;
    hide();
    wanted = shown = link;
    card.innerHTML = said.map((each) => `<section>${each}</section>`).join("");
    const foot = document.createElement("a");
    foot.className = "ed-card-on";
    foot.href = link.href;
    foot.tabIndex = -1; // the words themselves are the link for the keyboard
    foot.textContent = onward(link);
    foot.addEventListener("click", (event) => {
      event.preventDefault();
      const target = shown;
      hide();
      followed = target;
      target?.click();
    });
    card.append(foot);
    card.hidden = false;
    link.setAttribute("aria-describedby", card.id);
    place(link, x, y);
  }

  function hide() {
    clearTimeout(timer);
    shown?.removeAttribute("aria-describedby");
    shown = wanted = null;
    card.hidden = true;
  }

  function later(act, wait) {
    clearTimeout(timer);
    timer = setTimeout(act, wait);
  }

  // --- ways to it -------------------------------------------------------------------------------

  const linkOf = ({ target }) => {
    const link = target.closest?.(TRIGGERS);
    return link && link.hash && !isOff(link) ? link : null;
  };
  let touched = null; // the link that a finger is on
  let followed = null; // the link that the card's foot has followed

  document.addEventListener("mouseover", (event) => {
    if (card.contains(event.target)) return clearTimeout(timer);
    const link = linkOf(event);
    if (touched || event.buttons) return;
    if (!link) return shown && shown !== document.activeElement ? later(hide, GRACE) : clearTimeout(timer);
    if (link === shown) return clearTimeout(timer);
    later(() => show(link, event.clientX, event.clientY), WAIT);
  });
  document.addEventListener("mouseleave", () => { if (shown !== document.activeElement) later(hide, GRACE); });
  document.addEventListener("focusin", (event) => {
    const link = linkOf(event);
    if (link?.matches(":focus-visible")) show(link);
    else if (!card.contains(event.target)) hide();
  });
  document.addEventListener("focusout", ({ target }) => { if (target === shown && !card.matches(":hover")) hide(); });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || card.hidden) return;
    hide();
    event.stopImmediatePropagation(); // an open note stays open
  }, true);

  // A finger cannot point without touching: the first touch shows the card, the second follows
  // the link, and so does the foot of the card. A note number opens its note at once.
  document.addEventListener("pointerdown", (event) => {
    const link = linkOf(event);
    touched = event.pointerType === "touch" && link && link !== shown && !link.matches(".ed-ref > a") ? link : null;
    if (!link && !card.contains(event.target)) hide();
  }, true);
  document.addEventListener("click", (event) => {
    const link = linkOf(event);
    if (!link) return;
    if (touched === link && followed !== link) {
      event.preventDefault();
      show(link, event.clientX, event.clientY);
    } else hide();
    touched = followed = null;
  });
  addEventListener("hashchange", hide);
  addEventListener("pagehide", hide); // or it would be there on coming back
})();

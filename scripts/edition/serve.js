// Put into each page by "edition serve", and by nothing else: the page is loaded again when it
// has been written anew, and says what is wrong with the sources.
(() => {
  const own = document.currentScript.dataset;
  const source = new EventSource(`/-/events?page=${encodeURIComponent(own.page)}`);
  let lost = false;

  function show(text) {
    document.getElementById("edition-problem")?.remove();
    if (!text) return;
    const box = document.createElement("pre");
    box.id = "edition-problem";
    box.setAttribute("role", "alert");
    box.style.cssText = "position:fixed;inset:auto 0 0 0;max-height:50vh;overflow:auto;z-index:99;" +
      "margin:0;padding:1rem 1.5rem;background:#5b1620;color:#fff;font:0.85rem/1.5 monospace;" +
      "white-space:pre-wrap";
    box.textContent = text;
    document.body.append(box);
  }

  source.addEventListener("state", (event) => {
    const { written, problem } = JSON.parse(event.data);
    if (written > Number(own.written)) location.reload();
    show(problem);
  });
  source.addEventListener("error", () => { lost = true; });
  source.addEventListener("open", () => { if (lost) location.reload(); });
})();

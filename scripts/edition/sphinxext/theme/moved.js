// Hands a missing address over to find.html. Where the site begins is tried out: a script of
// the site is asked for in each folder above the address, since nothing may be fetched.
(() => {
  const path = location.pathname.split("/").filter(Boolean);
  const above = path.map((_, count) => `/${path.slice(0, count).map((name) => `${name}/`).join("")}`);
  const known = document.documentElement.dataset.site;
  const folders = [...new Set([...(known ? [known] : []), ...above.reverse(), "/"])];
  const lost = path.at(-1) === "index.html" ? path.at(-2) : path.at(-1);
  const asked = decodeURIComponent(location.hash.slice(1) || lost || "");

  function attempt() {
    const folder = folders.shift();
    if (!folder) return;
    const script = document.createElement("script");
    script.onload = () => location.replace(`${folder}find.html#${encodeURIComponent(asked)}`);
    script.onerror = attempt;
    script.src = `${folder}_static/find-data.js`;
    document.head.append(script);
  }

  attempt();
})();

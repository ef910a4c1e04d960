// What a page can do without, made a little easier: theme, figure ↔ row, copying a citation, keys.
(() => {
  "use strict";
  const root = document.documentElement;
  const isDark = () =>
    root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;

  const theme = document.querySelector("[data-theme-switch]");
  if (theme) {
    theme.hidden = false;
    theme.addEventListener("click", () => {
      root.dataset.theme = isDark() ? "light" : "dark";
      try { localStorage.setItem("fazhi-theme", root.dataset.theme); } catch { /* not kept */ }
      document.dispatchEvent(new Event("fazhi-theme"));
    });
  }

  // ---- report: one figure is chosen at a time, in the text and in the list
  const list = document.querySelector(".figures");
  const rowOf = (id) => document.getElementById(`r${id}`);
  const figureOf = (id) =>
    [...document.querySelectorAll("a.fig[data-facts]")].filter((one) => one.dataset.facts.split(" ").includes(id));
  const choose = (id, scrollTo) => {
    document.querySelectorAll(".chosen").forEach((one) => one.classList.remove("chosen"));
    const row = rowOf(id);
    const figures = figureOf(id);
    figures.forEach((one) => one.classList.add("chosen"));
    if (row) {
      row.classList.add("chosen");
      const details = row.querySelector("details");
      if (details) details.open = true;
    }
    const target = scrollTo === "row" ? row : figures[0];
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (target) target.scrollIntoView({ block: scrollTo === "row" ? "nearest" : "center", behavior: still ? "auto" : "smooth" });
    // The keys go on from where the eye is led: Enter on a figure leads to its row, Enter there back into the text.
    const link = scrollTo === "row" ? row && row.querySelector("a.to-text") : target;
    if (link) link.focus({ preventScroll: true });
    const address = new URL(location.href);
    address.searchParams.set("fact", id);
    address.hash = `f${id}`;
    history.replaceState(null, "", address);
  };
  if (list) {
    document.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      const figure = event.target.closest("a.fig[data-facts]");
      const row = event.target.closest("a.to-text[data-fact]");
      if (!figure && !row) return;
      event.preventDefault();
      if (figure) choose(figure.dataset.facts.split(" ")[0], "row");
      else choose(row.dataset.fact, "figure");
    });
    const first = list.querySelector("li.chosen");
    if (first && getComputedStyle(list).position === "sticky") list.scrollTop = first.offsetTop - list.clientHeight / 3;
    // j and k go from figure to figure
    document.addEventListener("keydown", (event) => {
      if (event.target.closest("input, textarea, select") || event.metaKey || event.ctrlKey || event.altKey) return;
      if (event.key !== "j" && event.key !== "k") return;
      const rows = [...list.querySelectorAll("li.fact")];
      const at = rows.findIndex((one) => one.classList.contains("chosen"));
      const next = rows[event.key === "j" ? Math.min(at + 1, rows.length - 1) : Math.max(at - 1, 0)];
      if (next) { choose(next.id.slice(1), "row"); choose(next.id.slice(1), "figure"); }
    });
    const open = () => {
      const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
      const details = target && target.closest("details");
      if (details) { details.open = true; target.scrollIntoView({ block: "center" }); }
    };
    addEventListener("hashchange", open);
    open();
  }
  const others = document.querySelector("[data-toggle-others]");
  if (others) {
    others.closest("label").hidden = false;
    others.addEventListener("change", () => document.body.classList.toggle("without-others", !others.checked));
  }
  const outline = document.querySelector(".outline details");
  if (outline && matchMedia("(max-width: 60rem)").matches) outline.open = false;
  // ?fact=ID alone leads to the figure as #fID does; after the outline, whose height moves the text.
  const asked = document.querySelector("article.text .fig.chosen");
  if (asked && !location.hash) asked.scrollIntoView({ block: "center" });

  // ---- a click on a citation copies it
  if (navigator.clipboard) {
    document.querySelectorAll("[data-copy]").forEach((one) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "copy";
      const zh = root.lang.startsWith("zh");
      button.textContent = zh ? "复制" : "Copy";
      const text = one.textContent.trim();
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(text);
        button.textContent = zh ? "已复制" : "Copied";
      });
      one.append(" ", button);
    });
  }
})();

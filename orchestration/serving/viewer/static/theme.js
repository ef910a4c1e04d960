// Light or dark as chosen before, before anything is drawn.
(() => {
  "use strict";
  try {
    const chosen = localStorage.getItem("fazhi-theme");
    if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
  } catch { /* no storage: the system decides */ }
})();

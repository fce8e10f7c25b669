/* Safe-device mode: a link takes the place of this page in the history; Esc three times leaves. */
(() => {
  "use strict";

  const WITHIN_MS = 1500;
  let presses = [];

  const leave = () => {
    document.documentElement.hidden = true;
    location.replace(document.querySelector("[data-leave]").href);
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link.hasAttribute("data-leave")) {
      event.preventDefault();
      leave();
    } else if (link.origin === location.origin && !link.hasAttribute("download") && !link.getAttribute("href").startsWith("#")) {
      event.preventDefault();
      location.replace(link.href);
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const now = Date.now();
    presses = [...presses, now].filter((at) => now - at < WITHIN_MS);
    if (presses.length > 2) leave();
  });
})();

/* Shows the plan under the question while it is being filled in. The page works without this file. */
(() => {
  "use strict";

  const QUIET_MS = 350;

  const start = (form) => {
    const place = document.getElementById("preview");
    let timer = 0;
    let asked = null;

    const ask = async () => {
      const body = new URLSearchParams(new FormData(form));
      asked?.abort();
      asked = new AbortController();
      try {
        const answer = await fetch(form.dataset.preview, { method: "POST", body, signal: asked.signal, redirect: "error" });
        if (!answer.ok) return;
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const wasOpen = place.querySelector("details[open]") !== null;
        place.replaceChildren(...page.body.childNodes);
        const details = place.querySelector("details");
        if (details) details.open = wasOpen;
      } catch {
        // The last words stay: going on shows every payment anyway.
      }
    };

    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, QUIET_MS);
    });
  };

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("form[data-preview]").forEach(start);
  });
})();

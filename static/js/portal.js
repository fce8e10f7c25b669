/* Small comforts. Every page works without this file. */
(() => {
  "use strict";

  const RELEASE_AFTER_MS = 20000;

  const setBusy = (form, busy) => {
    form.toggleAttribute("data-busy", busy);
    for (const button of form.querySelectorAll("button:not([type=button])")) {
      if (busy) button.setAttribute("aria-disabled", "true");
      else button.removeAttribute("aria-disabled");
    }
  };

  const releaseAll = () => document.querySelectorAll("form[data-busy]").forEach((form) => setBusy(form, false));

  // One press sends once. A form that answers with a download carries data-again.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || form.hasAttribute("data-again")) return;
    if (form.hasAttribute("data-busy")) {
      event.preventDefault();
      return;
    }
    setBusy(form, true);
    setTimeout(() => setBusy(form, false), RELEASE_AFTER_MS);
  });

  // The back button shows the page as it was left: wake its buttons.
  window.addEventListener("pageshow", releaseAll);
  document.addEventListener("htmx:afterRequest", releaseAll);

  const moveFocus = (root) => {
    const target = root.querySelector("[data-focus]");
    if (target) target.focus();
  };

  const showButtons = (root) => {
    const can = { "[data-copy]": Boolean(navigator.clipboard), "[data-print]": true };
    for (const [selector, possible] of Object.entries(can)) {
      root.querySelectorAll(selector).forEach((button) => (button.hidden = !possible));
    }
  };

  const copy = async (button) => {
    const words = button.querySelector("[data-words]");
    await navigator.clipboard.writeText(button.dataset.copy);
    const before = words.textContent;
    if (before === button.dataset.copied) return;
    words.textContent = button.dataset.copied;
    setTimeout(() => (words.textContent = before), 3000);
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.hasAttribute("data-copy")) copy(button);
    if (button.hasAttribute("data-print")) window.print();
  });

  const start = (root) => {
    moveFocus(root);
    showButtons(root);
  };

  document.addEventListener("DOMContentLoaded", () => start(document));
  document.addEventListener("htmx:afterSwap", (event) => start(event.target));
})();

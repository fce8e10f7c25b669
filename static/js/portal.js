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
  // Not form.method: a button of that name would stand in its place.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.getAttribute("method") !== "post" || form.hasAttribute("data-again")) return;
    if (form.hasAttribute("data-busy")) {
      event.preventDefault();
      return;
    }
    setBusy(form, true);
    setTimeout(() => setBusy(form, false), RELEASE_AFTER_MS);
  });

  // Another language: what was typed goes along, and comes back with the page.
  const isTyped = (field) =>
    field.options ? [...field.options].some((one) => one.selected !== one.defaultSelected)
      : field.value !== field.defaultValue || field.checked !== field.defaultChecked;
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".languages a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const forms = [...document.querySelectorAll("form[data-typed]")];
    const hasTyped = (one) => [...one.querySelectorAll("input, select, textarea")].some(isTyped);
    const form = forms.find((one) => one.querySelector("[aria-invalid]") || hasTyped(one));
    if (!form) return;
    event.preventDefault();
    form.setAttribute("action", `${link.href}&switch_language=1`);
    form.requestSubmit();
  });

  // Time that runs: a wait counts down, and says when it is over.
  const countDown = (clock) => {
    const ends = Date.now() + clock.dataset.countdown * 1000;
    const tick = () => {
      const left = Math.max(Math.ceil((ends - Date.now()) / 1000), 0);
      clock.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
      if (left) return setTimeout(tick, 1000);
      clock.hidden = true;
      document.querySelectorAll("[data-countdown-over]").forEach((one) => (one.hidden = false));
    };
    clock.hidden = false;
    tick();
  };
  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-countdown]").forEach(countDown));

  // The back button never shows a page as it was left: what is owed may have changed since.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
    else releaseAll();
  });
  document.addEventListener("htmx:afterRequest", releaseAll);

  // A form that came back with what is wrong in it: going back to it later asks for the page, and sends nothing again.
  const forgetSending = () => {
    const isOwn = (form) => new URL(form.getAttribute("action") || "", location.href).pathname === location.pathname;
    const forms = [...document.querySelectorAll("body:not(.desk) main form[method=post]")];
    if (forms.some(isOwn)) {
      history.replaceState(history.state, "", location.href);
    }
  };
  document.addEventListener("DOMContentLoaded", forgetSending);

  // A box has no name of its own: without one a screen reader says no more than what it is.
  const read = (box, words) => {
    box.setAttribute("aria-label", words.trim().replace(/\s+/g, " "));
    box.focus();
  };

  const moveFocus = (root) => {
    const target = root.querySelector("[data-focus]");
    if (target) read(target, target.querySelector("h2").textContent);
  };

  // What a page says from its beginning no screen reader tells as news: the focus goes there, unless it is needed elsewhere.
  const readNews = () => {
    const news = document.querySelector("main .notice[role=status]");
    if (!news || document.activeElement !== document.body) return;
    news.tabIndex = -1;
    read(news, news.textContent);
  };

  // A picture goes to an app of this device, such as the one of the bank; where the browser can do that.
  const makePicture = (content, name) => ({ files: [new File([content], name, { type: "image/png" })] });
  const canShare = () => Boolean(navigator.canShare?.(makePicture(new Blob(), "qr.png")));
  const share = async ({ dataset }) => {
    const answer = await fetch(dataset.share);
    if (!answer.ok) return location.assign(dataset.share);
    await navigator.share(makePicture(await answer.blob(), dataset.name)).catch(() => {});
  };

  const showButtons = (root) => {
    const can = { "[data-copy]": Boolean(navigator.clipboard), "[data-print]": true, "[data-share]": canShare(), "[data-read-aloud]": "speechSynthesis" in window };
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
    if (button.hasAttribute("data-share")) share(button);
    if (button.hasAttribute("data-print")) window.print();
    if (button.hasAttribute("data-read-aloud")) readAloud(button);
  });

  // The browser's own voice: nothing is sent to anybody.
  const readAloud = (button) => {
    const voice = window.speechSynthesis;
    const words = button.dataset.words || button.textContent;
    button.dataset.words = words;
    const stop = () => (button.textContent = words);
    if (voice.speaking) {
      voice.cancel();
      stop();
      return;
    }
    const text = new SpeechSynthesisUtterance(
      button.closest("[data-easier]").querySelector("[data-easier-words]").textContent,
    );
    text.lang = document.documentElement.lang;
    text.addEventListener("end", stop);
    text.addEventListener("error", stop);
    button.textContent = button.dataset.stop;
    voice.speak(text);
  };

  // Browsers that do not know ::details-content print what is folded only when it is open.
  addEventListener("beforeprint", () => {
    document.querySelectorAll("details.more--prints").forEach((one) => (one.open = true));
  });

  const start = (root) => {
    moveFocus(root);
    showButtons(root);
  };

  document.addEventListener("DOMContentLoaded", () => {
    start(document);
    readNews();
  });

  // When htmx replaces a region: what was unfolded stays so, the focus stays, and a screen reader is told the news.
  const before = { unfolded: [], focus: null, words: "" };
  const getWords = (region) => region.querySelector("[data-announce]")?.textContent.trim() ?? "";
  const getTitle = (details) => details.querySelector("summary")?.textContent;

  document.addEventListener("htmx:beforeSwap", ({ detail: { target } }) => {
    before.unfolded = [...target.querySelectorAll("details[open]")].map(getTitle);
    before.focus = target.contains(document.activeElement) ? document.activeElement : null;
    before.words = getWords(target);
  });

  // After a form the next key is for what it found, not for the field: "j" goes to the first row.
  const placeFocus = (region, asker) => {
    if (asker.matches("form")) {
      if (!region.querySelector("[data-focus]")) region.focus({ preventScroll: true });
      return;
    }
    if (!before.focus || document.activeElement !== document.body) return;
    const twin = [...region.querySelectorAll(before.focus.tagName)].find((one) => one.isEqualNode(before.focus));
    (twin ?? region).focus({ preventScroll: true });
  };

  const announce = (words) => {
    let place = document.querySelector("[data-voice]");
    if (!place) {
      place = document.createElement("p");
      place.className = "visually-hidden";
      place.setAttribute("role", "status");
      place.dataset.voice = "";
      document.querySelector("main").append(place);
    }
    place.textContent = words;
  };

  document.addEventListener("htmx:afterSwap", ({ detail }) => {
    const { target } = detail;
    for (const details of target.querySelectorAll("details")) {
      if (before.unfolded.includes(getTitle(details))) details.open = true;
    }
    start(target);
    placeFocus(target, detail.requestConfig.elt);
    const words = getWords(target);
    if (words !== before.words) announce(words);
  });

  // What htmx cannot show in place is shown as it is without htmx: the answer to a form, or the page of a link.
  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    if (!detail.isError || !detail.requestConfig.elt.matches("form[method=post]")) return;
    Object.assign(detail, { shouldSwap: true, target: document.querySelector("main") });
    Object.assign(detail, { selectOverride: "main", swapOverride: "outerHTML" });
  });
  const goThere = ({ detail: { elt } }) => {
    if (elt.matches("a[href]")) location.assign(elt.href);
    if (elt.matches("form[method=get]")) elt.submit();
  };
  for (const fault of ["responseError", "sendError", "timeout", "targetError"]) {
    document.addEventListener(`htmx:${fault}`, goThere);
  }
})();

/* A phone in a train: says that there is no line before what was typed is lost, and that an answer takes long. */
(() => {
  "use strict";

  const ASK_MS = 8000;
  const SLOW_MS = 8000;
  const SILENT_MS = 20000; // when portal.js lets the button go
  const place = document.currentScript.src;
  const addresses = new Map([...document.forms].map((form) => [form, form.getAttribute("action")]));
  const asked = new WeakSet();
  const asking = new WeakSet();

  const hush = (form) => form.querySelectorAll("[data-line-said]").forEach((one) => one.remove());

  const say = (form, name, button) => {
    hush(form);
    const words = document.querySelector(`template[data-line=${name}]`).content.firstElementChild.cloneNode(true);
    words.dataset.lineSaid = "";
    words.setAttribute("role", "alert");
    const last = button ?? form.querySelector("button:not([type=button])");
    const above = last?.closest(".actions") ?? last;
    if (above && form.contains(above)) above.before(words);
    else form.append(words);
    words.scrollIntoView({ block: "nearest" });
  };

  // Where the browser says so: a line on which words may be lost is asked first.
  const isPoor = () => (navigator.connection?.effectiveType ?? "4g") !== "4g";

  const hasLine = async () => {
    if (!navigator.onLine) return false;
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), ASK_MS);
    const answer = await fetch(place, { method: "HEAD", cache: "no-store", signal: stop.signal }).catch(() => null);
    clearTimeout(timer);
    return Boolean(answer);
  };

  const isTyped = (field) =>
    field.options ? [...field.options].some((one) => one.selected !== one.defaultSelected)
      : field.value !== field.defaultValue || field.checked !== field.defaultChecked;
  const hasWords = (form) =>
    form.hasAttribute("data-typed") &&
    (form.querySelector("[aria-invalid]") || [...form.querySelectorAll("input, select, textarea")].some(isTyped));

  const wait = (form, button) => {
    hush(form);
    setTimeout(() => say(form, "slow", button), SLOW_MS);
    setTimeout(() => say(form, "silent", button), SILENT_MS);
  };

  const ask = async (form, button) => {
    asking.add(form);
    button?.setAttribute("aria-disabled", "true");
    const found = await hasLine().catch(() => true);
    asking.delete(form);
    button?.removeAttribute("aria-disabled");
    if (found) {
      asked.add(form);
      form.requestSubmit(button);
    } else {
      say(form, "none", button);
      form.setAttribute("action", addresses.get(form) ?? form.getAttribute("action")); // as it was before another language was chosen
    }
  };

  // Before any other script hears of it.
  document.addEventListener("submit", (event) => {
    const { target: form, submitter } = event;
    if (form.getAttribute("method") !== "post" || form.matches("[data-again], [data-upload], [data-busy]")) return;
    const isAsked = asked.delete(form);
    if (navigator.onLine && (isAsked || !isPoor() || !hasWords(form))) {
      wait(form, submitter);
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!asking.has(form)) ask(form, submitter);
  }, true);
})();

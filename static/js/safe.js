/* Safe-device mode: whatever comes next takes the place of this page in the history; Esc three times leaves. */
(() => {
  "use strict";

  const WITHIN_MS = 1500;
  let presses = [];
  let sentAsIs = null;

  const leave = () => {
    document.documentElement.hidden = true;
    location.replace(document.querySelector("[data-leave]").href);
  };

  // A page that is no redirect, such as a form with what is wrong in it.
  const show = (text) => {
    const page = new DOMParser().parseFromString(text, "text/html");
    document.title = page.title;
    document.documentElement.lang = page.documentElement.lang;
    document.body.replaceWith(page.body);
    scrollTo(0, 0);
    document.querySelector("[data-focus]")?.focus();
  };

  const post = async (form, to, fields) => {
    const isMultipart = form.getAttribute("enctype") === "multipart/form-data";
    const body = isMultipart ? fields : new URLSearchParams(fields);
    const answer = await fetch(to, { method: "POST", body, credentials: "same-origin" });
    if (answer.redirected) location.replace(answer.url);
    else show(await answer.text());
  };

  // The line broke: the browser sends it, and says so if it cannot.
  const sendAsIs = (form, button) => {
    sentAsIs = form;
    form.removeAttribute("data-busy");
    form.requestSubmit(button);
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const to = new URL(form.getAttribute("action") || location.href, location.href);
    // The page of the bank is not ours, and stays in the history.
    const isOther = to.origin !== location.origin || form === sentAsIs;
    if (event.defaultPrevented || isOther || form.hasAttribute("data-again") || form.hasAttribute("data-upload")) return;
    event.preventDefault();
    const fields = new FormData(form, event.submitter);
    if (form.getAttribute("method") === "post") {
      post(form, to, fields).catch(() => sendAsIs(form, event.submitter));
    } else {
      to.search = new URLSearchParams(fields);
      location.replace(to);
    }
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link.hasAttribute("data-leave")) {
      event.preventDefault();
      leave();
    } else if (link.protocol.startsWith("http") && !link.hasAttribute("download") && !link.getAttribute("href").startsWith("#")) {
      event.preventDefault();
      location.replace(link.href);
    }
  });

  // Part of a page that changes in place has an address of its own: it takes the place of this one.
  document.addEventListener("htmx:beforeHistoryUpdate", (event) => {
    event.detail.history.type = "replace";
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const now = Date.now();
    presses = [...presses, now].filter((at) => now - at < WITHIN_MS);
    if (presses.length > 2) leave();
  });
})();

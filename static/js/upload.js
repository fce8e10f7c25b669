/* Shows how much of a file is sent. Without this file the form is sent as any other. */
(() => {
  "use strict";

  const TOO_LARGE = 413;

  // The page that shows what became of it; one that is open already is asked anew.
  const show = (address) => {
    address.hash = "files";
    if (address.href.split("#")[0] === location.href.split("#")[0]) location.reload();
    else location.replace(address.href);
  };

  // The line broke: the file is still chosen, and the button works again.
  const release = (form) => {
    delete form.dataset.sending;
    form.removeAttribute("data-busy");
    form.querySelectorAll("[aria-disabled]").forEach((button) => button.removeAttribute("aria-disabled"));
    form.querySelector("progress").hidden = true;
    form.querySelector("[data-failed]").hidden = false;
  };

  const finish = (form, request) => {
    if (request.status === TOO_LARGE) {
      // A proxy before the portal said so, and leads nowhere.
      show(new URL("?file=too-large", location.href));
    } else if (request.status >= 400) {
      release(form);
    } else {
      show(new URL(request.responseURL || location.href));
    }
  };

  const send = (form) => {
    const bar = form.querySelector("progress");
    const request = new XMLHttpRequest();
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) bar.value = Math.round((100 * event.loaded) / event.total);
    });
    request.addEventListener("load", () => finish(form, request));
    request.addEventListener("error", () => release(form));
    form.dataset.sending = "1";
    form.querySelector("[data-failed]").hidden = true;
    bar.value = 0;
    bar.hidden = false;
    request.open("POST", form.action);
    request.send(new FormData(form));
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.hasAttribute("data-upload")) return;
    // On a slow line the button is free again long before the file has arrived.
    if (form.dataset.sending) event.preventDefault();
    if (event.defaultPrevented || ![...form.elements.files.files].length) return;
    event.preventDefault();
    send(form);
  });
})();

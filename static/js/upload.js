/* Shows how much of a file is sent. Without this file the form is sent as any other. */
(() => {
  "use strict";

  const send = (form) => {
    const bar = form.querySelector("progress");
    const request = new XMLHttpRequest();
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) bar.value = Math.round((100 * event.loaded) / event.total);
    });
    // The answer is a redirect to the page that shows what became of it.
    request.addEventListener("load", () => {
      const address = new URL(request.responseURL || location.href);
      address.hash = "files";
      if (address.href.split("#")[0] === location.href.split("#")[0]) location.reload();
      else location.replace(address.href);
    });
    request.addEventListener("error", () => {
      delete form.dataset.upload;
      form.submit();
    });
    bar.hidden = false;
    request.open("POST", form.action);
    request.send(new FormData(form));
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.hasAttribute("data-upload") || event.defaultPrevented) return;
    if (![...form.elements.files.files].length) return;
    event.preventDefault();
    send(form);
  });
})();

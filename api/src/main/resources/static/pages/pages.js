"use strict";

// Reloads the list of devices when a session starts or ends. The page also works without this script.
(() => {
  const devices = document.querySelector("[data-events]");
  if (!devices) {
    return;
  }
  const stale = document.querySelector("#stale p");
  const RETRY_MILLIS = 5000;

  let leaving = false;

  const refresh = () => htmx.trigger(devices, "refresh");

  // The login page says only once why the session has ended, so nothing may make the browser load it a second time.
  devices.addEventListener("htmx:beforeOnLoad", (event) => {
    leaving = leaving || event.detail.xhr.getResponseHeader("HX-Redirect") !== null;
  });
  devices.addEventListener("htmx:beforeRequest", (event) => {
    if (leaving) {
      event.preventDefault();
    } else {
      devices.setAttribute("aria-busy", "true");
    }
  });
  devices.addEventListener("htmx:afterRequest", (event) => {
    devices.removeAttribute("aria-busy");
    stale.classList.toggle("hidden", event.detail.successful === true);
  });

  // Refreshes after a broken stream, too: if the session has ended, the answer leads to the login page.
  const listen = () => {
    const events = new EventSource(devices.dataset.events);
    for (const name of ["sessions", "session-started", "session-ended"]) {
      events.addEventListener(name, refresh);
    }
    events.addEventListener("error", () => {
      refresh();
      if (events.readyState === EventSource.CLOSED) {
        setTimeout(listen, RETRY_MILLIS);
      }
    });
  };
  listen();
})();

// Takes the code out of the address, so that it stays neither in the address bar nor in the history.
(() => {
  const field = document.querySelector("[data-from-fragment]");
  if (field && location.hash.length > 1) {
    field.value = location.hash.slice(1);
    history.replaceState(null, "", location.pathname);
  }
})();

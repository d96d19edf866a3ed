"use strict";

// Loads the list of devices again whenever one of them comes or goes. Without it the page works as well.
(() => {
  const devices = document.querySelector("[data-events]");
  if (!devices) {
    return;
  }
  const stale = document.querySelector("#stale p");
  const RETRY_MILLIS = 5000;

  const refresh = () => htmx.trigger(devices, "refresh");

  devices.addEventListener("htmx:beforeRequest", () => devices.setAttribute("aria-busy", "true"));
  devices.addEventListener("htmx:afterRequest", (event) => {
    devices.removeAttribute("aria-busy");
    stale.classList.toggle("hidden", event.detail.successful === true);
  });

  // An ended session is answered with the way to the login page, so a broken stream is a reason to ask too.
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

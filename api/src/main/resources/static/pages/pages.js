"use strict";

// Keeps the list of devices up to date, and signs devices out in place. The page also works without this script.
(() => {
  const devices = document.querySelector("[data-events]");
  if (!devices) {
    return;
  }
  const page = document.querySelector("#sessions");
  const stale = document.querySelector("#stale p");
  const RETRY_MILLIS = 5000;
  const HISTORY_LAG_MILLIS = 1500;
  const PAUSE_MILLIS = 500;
  const SLIDE = { duration: 240, easing: "ease-out" };
  const calm = matchMedia("(prefers-reduced-motion: reduce)");

  let leaving = false;
  let later = 0;

  let pausing = false;
  let missed = false;

  // However many devices come and go at once, the list is loaded at most twice a second.
  const refresh = () => {
    if (pausing) {
      missed = true;
      return;
    }
    pausing = true;
    htmx.trigger(devices, "refresh");
    setTimeout(() => {
      pausing = false;
      if (missed) {
        missed = false;
        refresh();
      }
    }, PAUSE_MILLIS);
  };

  // What ended is in the history a moment later than it is gone from the list.
  const refreshTwice = () => {
    refresh();
    clearTimeout(later);
    later = setTimeout(refresh, HISTORY_LAG_MILLIS);
  };

  const ending = new Set();
  let ended = Promise.resolve();

  // Not sent by the button: an update may remove it before the answer arrives, and htmx would then drop what belongs
  // outside the list. One after the other, and each once, however often somebody clicks.
  page.addEventListener("submit", (event) => {
    if (event.submitter?.dataset.inPlace === undefined) {
      return;
    }
    event.preventDefault();
    const path = event.submitter.getAttribute("formaction");
    if (ending.has(path)) {
      return;
    }
    ending.add(path);
    const values = new FormData(event.target);
    ended = ended
      .then(() => htmx.ajax("POST", path, { source: "#told", target: devices, values }))
      .catch(refreshTwice)
      .then(() => ending.delete(path));
  });

  // The login page says only once why the session has ended, so nothing may make the browser load it a second time.
  page.addEventListener("htmx:beforeOnLoad", (event) => {
    leaving = leaving || event.detail.xhr.getResponseHeader("HX-Redirect") !== null;
  });
  page.addEventListener("htmx:beforeRequest", (event) => {
    if (leaving) {
      event.preventDefault();
    } else if (event.target === devices) {
      devices.setAttribute("aria-busy", "true");
    }
  });
  page.addEventListener("htmx:afterRequest", (event) => {
    if (event.target === devices || event.detail.successful) {
      devices.removeAttribute("aria-busy");
      stale.classList.toggle("hidden", event.detail.successful === true);
    }
  });

  // Says in place why a device was not signed out.
  devices.addEventListener("htmx:beforeSwap", (event) => {
    const { detail } = event;
    if (detail.requestConfig.verb === "post" && detail.xhr.status >= 400 && detail.xhr.status !== 401) {
      detail.shouldSwap = true;
      detail.target = document.querySelector("#told");
      detail.selectOverride = "#error [role=alert]";
      refreshTwice();
    }
  });

  // What moves when something appears or disappears.
  const blocks = () => [...devices.querySelectorAll("h2, li, article, .empty, .confirms, p[id]")];
  const keyOf = (block) => block.id || block.parentElement.getAttribute("aria-labelledby");

  let before = null;

  devices.addEventListener("htmx:beforeSwap", (event) => {
    before = {
      places: new Map(blocks().map((block) => [keyOf(block), block.getBoundingClientRect().top])),
      open: [...devices.querySelectorAll("details[open]")].map((question) => question.id),
      asked: event.detail.requestConfig.verb === "post",
      focused: devices.contains(document.activeElement) ? document.activeElement.id : "",
    };
  });

  // Questions stay open, and what was moved by the update slides from where it was: nothing jumps.
  devices.addEventListener("htmx:afterSwap", () => {
    if (!before) {
      return;
    }
    const { places, open, asked, focused } = before;
    before = null;
    for (const id of open) {
      document.getElementById(id)?.setAttribute("open", "");
    }
    if (asked) {
      devices.querySelector("#others").focus();
    } else if (focused && document.activeElement.id !== focused) {
      document.getElementById(focused)?.focus({ preventScroll: true }); // htmx cannot while its question is closed
    }
    if (calm.matches) {
      return;
    }
    for (const block of blocks()) {
      const was = places.get(keyOf(block));
      if (was === undefined) {
        block.animate([{ opacity: 0, transform: "translateY(-0.75rem)" }, { opacity: 1, transform: "none" }], SLIDE);
        continue;
      }
      const moved = was - block.getBoundingClientRect().top;
      if (moved !== 0) {
        block.animate([{ transform: `translateY(${moved}px)` }, { transform: "none" }], SLIDE);
      }
    }
  });

  // Refreshes after a broken stream, too: if the session has ended, the answer leads to the login page.
  const listen = () => {
    const events = new EventSource(devices.dataset.events);
    events.addEventListener("sessions", refresh);
    for (const name of ["session-started", "session-ended"]) {
      events.addEventListener(name, refreshTwice);
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

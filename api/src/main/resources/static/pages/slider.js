"use strict";

// A slider that sets the time field. Without this script, the field and the button still work.
(() => {
  const slider = document.querySelector("#slider");
  const form = document.querySelector("#when");
  const at = document.querySelector("#at");
  const span = document.querySelector("#span");
  const moment = document.querySelector("#moment");
  const HOUR_MILLIS = 3600000;
  const shownAt = Date.parse(slider.dataset.now) - performance.now();
  const words = new Intl.DateTimeFormat(document.documentElement.lang, {
    dateStyle: "full",
    timeStyle: "short",
    timeZone: "UTC",
  });

  // The server's time: when it made the page, plus the time since then.
  const now = () => shownAt + performance.now();

  const chosen = () => {
    const back = (1 - moment.value / moment.max) * span.selectedOptions[0].dataset.hours * HOUR_MILLIS;
    return new Date(Math.floor((now() - back) / 1000) * 1000);
  };

  const announce = () => moment.setAttribute("aria-valuetext", `${words.format(chosen())} UTC`);

  moment.addEventListener("input", () => {
    at.value = chosen().toISOString().slice(0, 19);
    announce();
    htmx.trigger(form, "slide");
  });

  span.addEventListener("change", () => {
    moment.max = span.selectedOptions[0].dataset.steps;
    moment.value = moment.max;
    announce();
  });

  // The answer to a wrong request is a page that says what is wrong, so it is shown.
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status === 400) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });

  moment.max = span.selectedOptions[0].dataset.steps;
  moment.value = Math.round(moment.max * (1 - (now() - Date.parse(`${at.value}Z`)) / (span.selectedOptions[0].dataset.hours * HOUR_MILLIS)));
  announce();
  slider.hidden = false;
})();

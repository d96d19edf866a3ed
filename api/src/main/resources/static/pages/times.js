"use strict";

// Says times as people do, "2 minutes ago", with the exact time in the browser's zone on hover and for screen readers.
// Times that are to be compared (data-exact) keep their text. Without this script, all times are in UTC.
(() => {
  const lang = document.documentElement.lang;
  const ahead = Number(document.documentElement.dataset.now) - Date.now();
  const EVERY_MILLIS = 20000;
  const relative = new Intl.RelativeTimeFormat(lang, { numeric: "auto" });
  const zoned = { day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit" };
  const exact = new Intl.DateTimeFormat(lang, { ...zoned, timeZoneName: "short" });
  const UNITS = [
    ["year", 31557600],
    ["month", 2629800],
    ["week", 604800],
    ["day", 86400],
    ["hour", 3600],
    ["minute", 60],
  ];

  // What is past has not gone on for longer than that; what is to come is as near as it sounds.
  const whole = (amount) => (amount < 0 ? Math.trunc(amount) : Math.round(amount));

  const since = (millis) => {
    const seconds = Math.round((millis - Date.now() - ahead) / 1000);
    const unit = UNITS.find(([, length]) => Math.abs(seconds) >= length);
    return unit ? relative.format(whole(seconds / unit[1]), unit[0]) : relative.format(0, "second");
  };

  const span = (name, text) => {
    const part = document.createElement("span");
    part.className = name;
    part.textContent = text;
    return part;
  };

  const say = (time) => {
    const millis = Date.parse(time.dateTime);
    if (Number.isNaN(millis)) {
      return;
    }
    if ("exact" in time.dataset) {
      time.title = `${exact.format(millis)} (${since(millis)})`;
      return;
    }
    if (!time.title) {
      time.title = exact.format(millis);
      time.replaceChildren(span("since", ""), span("said", `, ${time.title}`));
    }
    const words = time.querySelector(".since");
    const said = since(millis);
    if (words.textContent !== said) {
      words.textContent = said;
    }
  };

  const sayAll = () => document.querySelectorAll("time[datetime]").forEach(say);

  sayAll();
  setInterval(sayAll, EVERY_MILLIS);
  document.addEventListener("htmx:afterSwap", sayAll);
  document.addEventListener("htmx:oobAfterSwap", sayAll);
})();

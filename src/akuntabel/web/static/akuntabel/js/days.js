// Day fields: what was typed, in words below it, and the browser's calendar for whoever would rather pick. Without
// JavaScript they are text fields, which the server reads in the same ways.
(() => {
  "use strict";
  const parts = { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
  const words = new Intl.DateTimeFormat(document.documentElement.lang, parts);
  const pattern = /^\s*(\d{1,2})[-\/. ](\d{1,2})[-\/. ](\d{4})\s*$/;

  const dayOf = (text) => {
    const typed = text.trim().match(/^\d{4}-\d{2}-\d{2}$/) ? text.trim().split("-").reverse().join("-") : text;
    const found = typed.match(pattern);
    if (!found) return null;
    const [day, month, year] = found.slice(1).map(Number);
    const moment = new Date(Date.UTC(year, month - 1, day));
    return moment.getUTCMonth() === month - 1 && moment.getUTCDate() === day ? moment : null;
  };

  const tell = (box) => {
    const moment = dayOf(box.querySelector(".form-control").value);
    const output = box.nextElementSibling;
    output.hidden = !moment;
    output.textContent = moment ? words.format(moment) : "";
    if (moment) box.querySelector(".day__picker").value = moment.toISOString().slice(0, 10);
  };

  document.addEventListener("input", (event) => {
    const box = event.target.closest(".day");
    if (!box) return;
    if (event.target.matches(".day__picker") && event.target.value) {
      box.querySelector(".form-control").value = event.target.value.split("-").reverse().join("/");
    }
    tell(box);
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest(".day__open");
    if (button) button.nextElementSibling.showPicker();
  });

  document.querySelectorAll(".day").forEach((box) => {
    box.querySelector(".day__open").hidden = box.querySelector(".day__picker").hidden = false;
    tell(box);
  });
})();

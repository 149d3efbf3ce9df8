// Folding of objectives in the scorecard. How they start is decided by the style sheet; without JavaScript
// every row is shown.
(() => {
  "use strict";
  const phone = window.matchMedia("(max-width: 720px)");

  const isOpen = (group) => {
    if (group.classList.contains("is-open")) return true;
    if (group.classList.contains("is-shut")) return false;
    return !(group.classList.contains("folds") || (phone.matches && group.classList.contains("folds-on-phone")));
  };

  const tell = () => {
    document.querySelectorAll("button.fold").forEach((button) => {
      button.setAttribute("aria-expanded", String(isOpen(button.closest("tbody"))));
    });
    document.querySelectorAll("button[data-folds]").forEach((button) => {
      const groups = [...document.querySelector(button.dataset.folds).querySelectorAll(".scorecard__group")];
      button.hidden = groups.length === 0;
      button.textContent = groups.every(isOpen) ? button.dataset.shut : button.dataset.open;
    });
  };

  const set = (group, open) => {
    group.classList.toggle("is-open", open);
    group.classList.toggle("is-shut", !open);
  };

  document.addEventListener("click", (event) => {
    const fold = event.target.closest("button.fold");
    const all = event.target.closest("button[data-folds]");
    if (fold) {
      const group = fold.closest("tbody");
      set(group, !isOpen(group));
    } else if (all) {
      const groups = [...document.querySelector(all.dataset.folds).querySelectorAll(".scorecard__group")];
      const open = !groups.every(isOpen);
      groups.forEach((group) => set(group, open));
    } else {
      return;
    }
    tell();
  });

  const openTarget = () => {
    const group = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (group && group.classList.contains("scorecard__group")) { set(group, true); tell(); }
  };

  tell();
  openTarget();
  window.addEventListener("hashchange", openTarget);
  document.addEventListener("htmx:after:swap", tell);
  phone.addEventListener("change", tell);
})();

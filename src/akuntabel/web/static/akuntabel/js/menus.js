// Boxes that open: opening one closes the others; Escape and a click elsewhere close them too. And printing.
(() => {
  "use strict";
  const boxes = () => document.querySelectorAll("details.dropdown-box[open]");
  const close = (except) => boxes().forEach((box) => { if (box !== except) box.open = false; });

  document.addEventListener("toggle", (event) => {
    const box = event.target;
    if (box.open && box.matches("details.dropdown-box")) close(box);
  }, true);

  document.addEventListener("click", (event) => {
    close(event.target.closest("details.dropdown-box"));
    if (event.target.closest("button[data-print]")) window.print();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = document.querySelector("details.dropdown-box[open]");
    if (!open) return;
    open.open = false;
    open.querySelector("summary").focus();
  });
})();

"use strict";
const box = document.getElementById("filter");
const kinds = [...document.querySelectorAll("input[name=kind]")];
const years = [...document.querySelectorAll("#years button")];
const count = document.getElementById("count");
const entries = [...document.querySelectorAll("li")];
const texts = entries.map((entry) => entry.textContent.toLowerCase());
let year = null;

function show() {
  const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
  const wanted = new Set(kinds.filter((kind) => kind.checked).map((kind) => kind.value));
  let shown = 0;
  entries.forEach((entry, i) => {
    const { kind, first, last } = entry.dataset;
    const inYear = year === null || (Number(first) <= year && year <= Number(last));
    entry.hidden = !(wanted.has(kind) && inYear && words.every((word) => texts[i].includes(word)));
    shown += entry.hidden ? 0 : 1;
  });
  count.textContent = `${shown} of ${entries.length}` + (year === null ? "" : ` in ${year}`);
  years.forEach((button) => button.setAttribute("aria-pressed", String(Number(button.value) === year)));
}

function step(by) {
  const shown = entries.filter((entry) => !entry.hidden);
  const here = shown.indexOf(document.activeElement);
  const next = shown[Math.min(shown.length - 1, Math.max(0, here + by))];
  if (next) next.focus();
}

years.forEach((button) => button.addEventListener("click", () => {
  year = year === Number(button.value) ? null : Number(button.value);
  show();
}));
box.addEventListener("input", show);
kinds.forEach((kind) => kind.addEventListener("change", show));
document.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const typing = document.activeElement === box;
  if (event.key === "Escape") {
    box.value = "";
    year = null;
    box.blur();
    show();
  } else if (typing && event.key === "ArrowDown") step(1);
  else if (typing) return;
  else if (event.key === "/" || event.key === ".") box.focus();
  else if (event.key === "j" || event.key === "о") step(1);
  else if (event.key === "k" || event.key === "л") step(-1);
  else return;
  event.preventDefault();
});
document.querySelectorAll("[data-script]").forEach((part) => { part.hidden = false; });
show();

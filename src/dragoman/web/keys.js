// Keys and partial updates for the reading room; every page works without it.
"use strict";

const here = () => document.querySelector("[data-row].here");
const rows = () => [...document.querySelectorAll("[data-row]")];

function go(row) {
  if (!row) return;
  here()?.classList.remove("here");
  row.classList.add("here");
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const all = rows();
  const at = all.indexOf(here());
  go(all[Math.min(Math.max(at + by, 0), all.length - 1)] ?? all[0]);
}

let busy = false;

function press(key) {
  if (busy) return;
  const row = here();
  const found = row?.querySelector(`[data-key="${key}"]`) ?? (key === "u" && document.querySelector('#done [data-key="u"]'));
  if (!found) return;
  if (found.tagName === "SUMMARY") {
    found.parentElement.open = true;
    found.parentElement.querySelector("label input")?.focus();
  } else if (found.tagName === "INPUT") {
    found.closest("details").open = true;
    found.focus();
  } else {
    found.click();
  }
}

function open() {
  const link = here()?.querySelector("[data-open]") ?? here()?.querySelector("a");
  if (link) location.assign(link.href);
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  o: open,
  Enter: open,
  n: () => document.querySelector("[data-next]")?.click(),
  "/": () => document.getElementById("find")?.focus(),
  h: () => location.assign("/"),
};
for (const key of "areus") KEYS[key] = () => press(key);

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const at = event.target;
  if (event.key === "Escape") at.blur();
  if (at.matches("input, textarea, select")) return;
  if (event.key === "Enter" && at !== here()) return;
  if (!Object.hasOwn(KEYS, event.key)) return;
  if (event.repeat && "areus".includes(event.key)) return;
  event.preventDefault();
  KEYS[event.key]();
});

// The row that a reader is in is the one that keys rule on.
for (const name of ["focusin", "pointerdown"]) {
  document.addEventListener(name, (event) => {
    const row = event.target.closest?.("[data-row]");
    if (row && row !== here()) {
      here()?.classList.remove("here");
      row.classList.add("here");
    }
  });
}

function tell(words, form) {
  document.querySelector("#refused")?.remove();
  const note = document.createElement("p");
  note.id = "refused";
  note.className = "note";
  note.setAttribute("role", "alert");
  note.textContent = words;
  form.after(note);
}

// A ruling is sent as the form would be; then the page that it leads to takes the place of this one, without a jump.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  event.preventDefault();
  if (busy) return;
  busy = true;
  const body = new URLSearchParams(new FormData(form, event.submitter));
  const at = rows().indexOf(form.closest("[data-row]"));
  const top = form.closest("[data-row]")?.id;
  try {
    const answer = await fetch(form.action, { method: "POST", body });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!answer.ok) {
      tell(page.querySelector("main p")?.textContent ?? page.body.textContent.trim(), form);
      return;
    }
    document.querySelector("main").replaceWith(document.adoptNode(page.querySelector("main")));
    document.title = page.title;
    history.replaceState(null, "", new URL(answer.url).pathname + new URL(answer.url).search);
    ready();
    go((top && document.getElementById(top)) || rows()[Math.max(at, 0)] || rows().at(-1));
  } catch {
    tell("The ruling did not reach the server; is it still running?", form);
  } finally {
    busy = false;
  }
});

// What is copied often gets a button.
function ready() {
  for (const words of document.querySelectorAll("[data-copy]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Copy";
    button.className = "copy";
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(words.textContent.trim());
      button.textContent = "Copied";
    });
    words.after(button);
  }
}

ready();

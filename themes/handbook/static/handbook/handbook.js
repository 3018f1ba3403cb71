// What every page can do with a script. All of it works without one: the box is a link to the
// lists, the lists are whole, the colours are the system's.

/** Switches between light and dark, and remembers a choice that differs from the system's. */
function schemeSwitch(button) {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const dark = () => (root.dataset.scheme ? root.dataset.scheme === "dark" : system.matches);
  const show = () => button.setAttribute("aria-checked", String(dark()));
  button.addEventListener("click", () => {
    const next = dark() ? "light" : "dark";
    const asSystem = (next === "dark") === system.matches;
    if (asSystem) delete root.dataset.scheme;
    else root.dataset.scheme = next;
    try {
      if (asSystem) localStorage.removeItem("handbook-scheme");
      else localStorage.setItem("handbook-scheme", next);
    } catch {
      // Not remembered, then.
    }
    show();
  });
  system.addEventListener("change", show);
  show();
}

/** Lets the keyboard scroll what is too wide for the page. */
function reachable(element) {
  const wide = element.scrollWidth > element.clientWidth + 1;
  if (wide) element.tabIndex = 0;
  else element.removeAttribute("tabindex");
}

const typing = (target) =>
  target.closest?.("input, textarea, select, [contenteditable]:not([contenteditable=false])");

/**
 * Whether a single key opens the box, as its reader wants it: whoever speaks to the browser may say
 * one of them in any word.
 */
function keySwitch(dialog) {
  const choice = dialog.querySelector("[data-keys]");
  let on = true;
  try {
    on = localStorage.getItem("handbook-keys") !== "off";
  } catch {
    // Not remembered, then.
  }
  const show = () => {
    document.documentElement.dataset.keys = on ? "on" : "off";
    for (const link of document.querySelectorAll(".top [data-ask]")) {
      if (on) link.setAttribute("aria-keyshortcuts", "/");
      else link.removeAttribute("aria-keyshortcuts");
    }
  };
  if (choice) {
    choice.checked = on;
    choice.addEventListener("change", () => {
      on = choice.checked;
      try {
        if (on) localStorage.removeItem("handbook-keys");
        else localStorage.setItem("handbook-keys", "off");
      } catch {
        // It holds until the next page, then.
      }
      show();
    });
  }
  show();
  return () => on;
}

function askBox(dialog) {
  const open = async () => {
    if (dialog.open) return;
    dialog.showModal();
    const { start } = await import("./ask.js");
    start(dialog);
  };
  for (const link of document.querySelectorAll("[data-ask]")) {
    link.setAttribute("role", "button");
    link.setAttribute("aria-haspopup", "dialog");
    link.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      open();
    });
    link.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      open();
    });
  }
  const keys = keySwitch(dialog);
  addEventListener("keydown", (event) => {
    const key = keys() && (event.key === "/" || event.key === "?");
    if (!key || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    event.preventDefault();
    open();
  });
}

const button = document.querySelector("[data-scheme]:not(html)");
if (button) schemeSwitch(button);
const dialog = document.querySelector("#ask");
if (dialog) askBox(dialog);
const wide = document.querySelectorAll(".text table, .redline-table, .text pre, .scroll");
if (wide.length) {
  const watch = new ResizeObserver((seen) => seen.forEach(({ target }) => reachable(target)));
  wide.forEach((element) => watch.observe(element));
}
if (document.querySelector("[data-list]")) import("./lists.js");

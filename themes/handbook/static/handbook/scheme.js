// Before anything is drawn: the remembered colours, and that there are scripts.
(() => {
  document.documentElement.dataset.script = "";
  try {
    const chosen = localStorage.getItem("handbook-scheme");
    if (chosen === "light" || chosen === "dark") document.documentElement.dataset.scheme = chosen;
  } catch {
    // Storage is refused: the reader's system decides.
  }
})();

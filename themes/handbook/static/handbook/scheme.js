// Sets the remembered colours before anything is drawn.
(() => {
  try {
    const chosen = localStorage.getItem("handbook-scheme");
    if (chosen === "light" || chosen === "dark") document.documentElement.dataset.scheme = chosen;
  } catch {
    // Storage is refused: the reader's system decides.
  }
})();

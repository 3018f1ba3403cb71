// Before anything is drawn: the remembered colours, and that there are scripts.
(() => {
  const root = document.documentElement;
  root.dataset.script = "";
  try {
    const chosen = localStorage.getItem("handbook-scheme");
    if (chosen === "light" || chosen === "dark") root.dataset.scheme = chosen;
  } catch {
    // Storage is refused: the reader's system decides.
  }
  // Code in colours has a file for each scheme, which must follow a choice as all else does.
  const files = [...document.querySelectorAll("link[data-scheme-of]")];
  const follow = () => {
    for (const file of files) {
      const { schemeOf } = file.dataset;
      const chosen = root.dataset.scheme;
      const system = `(prefers-color-scheme: ${schemeOf})`;
      file.media = !chosen ? system : chosen === schemeOf ? "all" : "not all";
    }
  };
  if (!files.length) return;
  follow();
  new MutationObserver(follow).observe(root, { attributeFilter: ["data-scheme"] });
})();

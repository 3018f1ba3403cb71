// Reloads this page when the handbook was built anew; shows what is wrong when it could not be.
(() => {
  const id = "handbook-problem";
  // The build that this page is of: one that came since is news at once.
  const { search } = new URL(document.currentScript.src);
  new EventSource(`/__handbook/events${search}`).onmessage = (event) => {
    const problem = JSON.parse(event.data);
    if (problem === null) {
      location.reload();
      return;
    }
    const box = document.getElementById(id) ?? document.body.appendChild(document.createElement("pre"));
    box.id = id;
    box.setAttribute("role", "alert");
    box.textContent = problem;
    Object.assign(box.style, {
      position: "fixed",
      inset: "auto 0 0 0",
      margin: "0",
      padding: "1rem",
      maxHeight: "60vh",
      overflow: "auto",
      font: "14px/1.5 ui-monospace, monospace",
      color: "#fff",
      background: "#5b1f12",
      zIndex: "9999",
    });
  };
})();

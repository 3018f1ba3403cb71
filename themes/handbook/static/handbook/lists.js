// A list that can be narrowed and sorted, with its state in the address, so that it can be shared.
import { fold } from "./likeness.js";

/** What a cell sorts and is compared by. */
const text = (row, column) => row.cells[column]?.textContent.trim() ?? "";

/** Puts the values of its column into a choice. */
function fill(select, rows) {
  const values = new Set(rows.map((row) => text(row, select.dataset.column)).filter(Boolean));
  for (const value of [...values].sort((a, b) => a.localeCompare(b))) select.add(new Option(value, value));
  if (!values.size) select.closest("label").hidden = true;
}

function start(form) {
  const table = form.nextElementSibling;
  if (!table || table.tagName !== "TABLE") return;
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const heads = [...table.tHead.rows[0].cells];
  const status = form.querySelector("[role=status]");
  // A row is found by what it shows, and by what else it is called.
  const words = new Map(rows.map((row) => [row, fold(`${row.textContent} ${row.dataset.also ?? ""}`)]));
  const none = form.querySelector(".list-none");
  const fields = [...form.elements].filter((field) => field.name);
  const selects = fields.filter((field) => field.dataset.column);
  selects.forEach((select) => fill(select, rows));

  let sort = { column: 0, descending: false };

  function show() {
    const asked = fold(form.elements.q.value).split(/\s+/);
    const kept = rows.filter((row) => {
      const chosen = selects.every(({ value, dataset }) => !value || text(row, dataset.column) === value);
      const hit = chosen && asked.every((word) => words.get(row).includes(word));
      row.hidden = !hit;
      return hit;
    });
    const way = sort.descending ? -1 : 1;
    const order = [...rows].sort((a, b) => {
      const [one, other] = [text(a, sort.column), text(b, sort.column)];
      // What is empty comes last, whichever way the others stand.
      if (!one !== !other) return one ? -1 : 1;
      return way * one.localeCompare(other, undefined, { numeric: true });
    });
    body.append(...order);
    heads.forEach((head, at) => {
      const here = sort.descending ? "descending" : "ascending";
      head.setAttribute("aria-sort", at === sort.column ? here : "none");
    });
    status.textContent = kept.length ? `${kept.length} / ${rows.length} ${status.dataset.word}` : status.dataset.none;
    table.hidden = !kept.length;
    if (none) none.hidden = kept.length > 0;
  }

  function remember() {
    const address = new URL(location.href);
    for (const { name, value } of fields) {
      if (value) address.searchParams.set(name, value);
      else address.searchParams.delete(name);
    }
    const sorted = sort.column || sort.descending;
    if (sorted) address.searchParams.set("sort", `${sort.descending ? "-" : ""}${sort.column}`);
    else address.searchParams.delete("sort");
    history.replaceState(null, "", address);
  }

  function recall() {
    const asked = new URLSearchParams(location.search);
    for (const field of fields) field.value = asked.get(field.name) ?? "";
    const found = /^(-?)(\d+)$/.exec(asked.get("sort") ?? "");
    const column = found ? Number(found[2]) : 0;
    sort = { column: column < heads.length ? column : 0, descending: found?.[1] === "-" };
    show();
  }

  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      sort = { column, descending: sort.column === column && !sort.descending };
      show();
      remember();
    });
  });
  form.addEventListener("input", () => {
    show();
    remember();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  none?.addEventListener("click", () => {
    for (const field of fields) field.value = "";
    show();
    remember();
    form.elements.q.focus();
  });
  addEventListener("popstate", recall);
  recall();
}

document.querySelectorAll("form[data-list]").forEach(start);

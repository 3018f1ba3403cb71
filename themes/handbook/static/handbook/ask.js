// The box "Who owns …?": answers from the organisation at once, pages as soon as their index is there,
// in one list with the best first.
import { answersTo } from "./answers.js";
import { fold, wordsOf } from "./likeness.js";

const MOST = 14;

/** Makes an element of the page; texts are set as texts, never as HTML. */
function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

const link = ({ name, href }) => (href ? element("a", { href }, name) : name);

const fact = (word, ...values) =>
  element("div", {}, element("dt", {}, word), element("dd", {}, ...values));

function listed(links) {
  return links.flatMap((one, at) => (at ? [", ", link(one)] : [link(one)]));
}

/** One answer: what it is, who decides, whom to ask. */
function shown(answer, words) {
  const facts = element("dl");
  const nobody = () => element("span", { className: "warn" }, words.wordNobody);
  if (answer.kind === "feature") {
    facts.append(
      fact(words.wordCaptain, answer.captain ? link(answer.captain) : nobody()),
      fact(words.wordTeam, answer.team ? link(answer.team) : nobody()),
    );
    if (answer.decides) facts.append(fact(words.wordDecides, link(answer.decides)));
  } else if (answer.kind === "team") {
    facts.append(fact(words.wordLead, answer.lead ? link(answer.lead) : nobody()));
  } else if (answer.team) {
    facts.append(fact(words.wordTeam, link(answer.team)));
  }
  if (answer.contact) facts.append(fact(words.wordContact, link(answer.contact)));
  if (answer.path) facts.append(fact(words.wordCode, element("code", {}, answer.path)));
  if (answer.holds.length) facts.append(fact(words.wordHolds, ...listed(answer.holds)));
  return element(
    "li",
    { className: "answer" },
    head(answer.name, answer.href, words[KINDS[answer.kind]]),
    answer.about ? element("p", { className: "quiet" }, answer.about) : null,
    facts,
  );
}

/** The keys of the words for each kind of thing and of page. */
const KINDS = {
  feature: "wordFeature",
  team: "wordTeam",
  person: "wordPerson",
  policy: "wordPolicy",
  guide: "wordGuide",
  note: "wordNote",
};

/** For each kind of thing, the words that only say that it is meant, or who of it: "the captain of Billing" is Billing's. */
function kindWords(words) {
  const kinds = {
    feature: [words.wordFeature, words.wordCaptain, words.wordDecides, words.wordContact],
    team: [words.wordTeam, words.wordLead, words.wordContact],
    person: [words.wordPerson],
  };
  for (const kind of ["policy", "guide", "note", ""]) {
    kinds[kind] = [words[KINDS[kind]] ?? "", words.wordPage, words.wordOwner];
  }
  return Object.fromEntries(Object.entries(kinds).map(([kind, all]) => [kind, all.flatMap(wordsOf)]));
}

/** A name with what it is the name of. */
const head = (name, href, kind) =>
  element("p", {}, element("a", { href, className: "answer-name" }, name), " ", element("span", { className: "tag" }, kind));

function page(found, words) {
  const owner = found.owner
    ? `${words.wordOwner}: ${[found.owner, found.contact].filter(Boolean).join(", ")}`
    : words.wordNobody;
  return element(
    "li",
    { className: "answer answer-page" },
    head(found.title, found.href, words[KINDS[found.kind]] ?? words.wordPage),
    element("p", { className: "page-about" }, found.about),
    element("p", { className: "quiet" }, owner),
  );
}

/** A question's words: all of them, and those that say what it is about, without "who owns the". */
function taken(text, idle) {
  const all = wordsOf(text);
  const about = all.filter((word) => !idle.has(word));
  return { text, all, about: about.length ? about : all };
}

/** What can be asked for here, as an example: the shortest name of each kind. */
function example(answers) {
  const shortest = (kind) =>
    answers.filter((answer) => answer.kind === kind).map(({ name }) => name).sort((a, b) => a.length - b.length)[0];
  return ["feature", "person"].map(shortest).filter(Boolean).join(", ");
}

/** Walks through the results with the arrow keys. */
function walk(dialog, input, event) {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const stops = [input, ...dialog.querySelectorAll(".answer-name, .ask-none:not([hidden]) a")];
  const at = stops.indexOf(document.activeElement);
  const next = stops[at + (event.key === "ArrowDown" ? 1 : -1)];
  if (at < 0 || !next) return;
  event.preventDefault();
  next.focus();
}

/** Whether a pointer is beside the box, on what is behind it. */
function beside(dialog, { clientX, clientY }) {
  const { left, right, top, bottom } = dialog.getBoundingClientRect();
  return clientX < left || clientX > right || clientY < top || clientY > bottom;
}

/** Closes the box by a press and a release beside it: one that selects words may end there. */
function closeBeside(dialog) {
  let pressed = false;
  dialog.addEventListener("pointerdown", (event) => {
    pressed = beside(dialog, event);
  });
  dialog.addEventListener("click", (event) => {
    if (pressed && beside(dialog, event)) dialog.close();
    pressed = false;
  });
}

/** Loads what the box knows. The index is larger than the answers: it comes after them. */
function load({ answers, index }) {
  const known = fetch(answers).then((response) => response.json());
  const pages = known.then(() => import("./search.js")).then((search) => search.load(index));
  return { known, pages };
}

/** Makes the box answer. Gives what it does whenever it is opened. */
function wire(dialog) {
  const input = dialog.querySelector("input");
  const words = dialog.dataset;
  const status = dialog.querySelector("[role=status]");
  const list = dialog.querySelector(".ask-found");
  const none = dialog.querySelector(".ask-none");
  const idle = new Set(wordsOf(words.idle));
  const kinds = kindWords(words);
  let turn = 0;
  let loading;

  /** What the box knows; what could not be loaded is asked for again. */
  function loaded() {
    if (!loading) {
      const mine = load(words);
      loading = mine;
      mine.known.then(({ answers }) => { input.placeholder = example(answers); }).catch(() => {});
      mine.pages.catch(() => { if (loading === mine) loading = undefined; });
    }
    return loading;
  }

  function show(found) {
    found.sort((a, b) => b.score - a.score);
    list.replaceChildren(
      ...found.slice(0, MOST).map((one) => (one.answer ? shown(one.answer, words) : page(one, words))),
    );
  }

  async function answer() {
    const question = taken(input.value.trim(), idle);
    const mine = ++turn;
    try {
      const { known, pages } = loaded();
      const { answers } = await known;
      if (mine !== turn) return;
      const found = question.all.length ? answersTo(answers, question, kinds) : [];
      show(found);
      const search = question.all.length ? await pages : () => [];
      if (mine !== turn) return;
      const both = [...found, ...search(question, kinds)];
      // What has only some of the words is worth showing where nothing has all of them.
      const all = both.some(({ part }) => !part) ? both.filter(({ part }) => !part) : both;
      show(all);
      // A letter or a sign alone is no word to look for, and finds nothing like any other.
      none.hidden = !question.text || all.length > 0;
      const count = Math.min(all.length, MOST);
      status.textContent = !question.text ? "" : count ? `${count} ${words.wordFound}` : words.wordNone;
    } catch {
      if (mine === turn) status.textContent = words.wordBroken;
    }
  }
  input.addEventListener("input", answer);
  dialog.addEventListener("keydown", (event) => walk(dialog, input, event));
  closeBeside(dialog);
  // Enter goes to the first result.
  dialog.querySelector("form").addEventListener("submit", (event) => {
    if (event.submitter && event.submitter !== dialog.querySelector(".ask-close")) return;
    const first = dialog.querySelector(".answer-name");
    if (document.activeElement !== input || !fold(input.value) || !first) return;
    event.preventDefault();
    first.click();
  });
  return () => {
    input.select();
    input.focus();
    loaded();
    if (input.value) answer();
  };
}

let opened;

/** What is to be done whenever the box is opened: it is made to answer once. */
export function start(dialog) {
  opened ??= wire(dialog);
  opened();
}

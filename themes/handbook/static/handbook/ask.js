// The box "Who owns …?": answers from the organisation at once, pages from the search index below.
import { answersTo, fold } from "./answers.js";

let started = false;

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
  const kind = { feature: words.wordFeature, team: words.wordTeam, person: words.wordPerson };
  const head = element("a", { href: answer.href, className: "answer-name" }, answer.name);
  return element(
    "li",
    { className: "answer" },
    element("p", {}, head, " ", element("span", { className: "tag" }, kind[answer.kind])),
    answer.about ? element("p", { className: "quiet" }, answer.about) : null,
    facts,
  );
}

function page(found, words) {
  const owner = found.owner
    ? `${words.wordOwner}: ${[found.owner, found.contact].filter(Boolean).join(", ")}`
    : words.wordNobody;
  return element(
    "li",
    {},
    element("a", { href: found.href }, found.title),
    element("span", { className: "page-about" }, found.about),
    element("span", { className: "quiet" }, owner),
  );
}

/** Walks through the results with the arrow keys. */
function walk(dialog, input, event) {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const stops = [input, ...dialog.querySelectorAll(".answer-name, .ask-pages a")];
  const at = stops.indexOf(document.activeElement);
  const next = stops[at + (event.key === "ArrowDown" ? 1 : -1)];
  if (at < 0 || !next) return;
  event.preventDefault();
  next.focus();
}

/** Wires the box up when it is first opened, and empties it whenever it is opened again. */
export async function start(dialog) {
  const input = dialog.querySelector("input");
  input.select();
  input.focus();
  if (started) return;
  started = true;
  const words = dialog.dataset;
  const status = dialog.querySelector("[role=status]");
  const [answerList, pageList] = dialog.querySelectorAll(".ask-answers, .ask-pages");
  let asked = 0;

  // The index is larger than the answers: it comes after them, and is waited for only by a question.
  const answers = fetch(words.answers).then((response) => response.json());
  const pages = answers.then(() => import("./search.js")).then(({ load }) => load(words.index));
  pages.catch(() => {});

  async function answer() {
    const question = input.value.trim();
    const turn = ++asked;
    try {
      const found = question ? answersTo((await answers).answers, question) : [];
      if (turn !== asked) return;
      answerList.replaceChildren(...found.map((one) => shown(one, words)));
      const search = question ? await pages : () => [];
      if (turn !== asked) return;
      const texts = search(question);
      pageList.replaceChildren(...texts.map((one) => page(one, words)));
      const count = found.length + texts.length;
      status.textContent = !question ? "" : count ? `${count} ${words.wordFound}` : words.wordNone;
    } catch {
      started = false;
      status.textContent = words.wordBroken;
    }
  }
  input.addEventListener("input", answer);
  dialog.addEventListener("keydown", (event) => walk(dialog, input, event));
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  // Enter goes to the first result.
  dialog.querySelector("form").addEventListener("submit", (event) => {
    if (event.submitter && event.submitter !== dialog.querySelector(".ask-close")) return;
    const first = dialog.querySelector(".answer-name, .ask-pages a");
    if (document.activeElement !== input || !fold(input.value) || !first) return;
    event.preventDefault();
    first.click();
  });
  if (input.value) answer();
}

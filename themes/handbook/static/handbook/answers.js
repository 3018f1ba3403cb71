// Which features, teams and people a question is about.
import { fit, IDLE, share, within, withoutKind } from "./likeness.js";

const MOST = 8;

/** Whether any of these regular expressions over the bytes of a path matches one. */
function matches(patterns, path) {
  const bytes = String.fromCharCode(...new TextEncoder().encode(path));
  return patterns.some((pattern) => new RegExp(pattern, "s").test(bytes));
}

const best = (asked, texts) => Math.max(0, ...texts.map((text) => fit(asked, text)));

const named = (answer) => [answer.captain, answer.decides, answer.lead, ...answer.holds].filter(Boolean).map(({ name }) => name);

/** How well an answer fits, from 0 to 1: by its name, its other names, what describes it, who has to do with it. */
function score(answer, words, kinds) {
  const asked = withoutKind(words, kinds[answer.kind]);
  const contact = answer.contact ? [answer.contact.name] : [];
  // A channel is a feature's or a team's; people are only reached there.
  const reached = best(asked, contact) > 0.6 ? (answer.kind === "person" ? 0.4 : 0.8) * best(asked, contact) : 0;
  return Math.max(
    best(words, [answer.name]),
    best(asked, [answer.name]),
    0.92 * best(asked, answer.also),
    0.85 * best(asked, answer.words),
    reached,
    0.5 * best(asked, named(answer)),
    0.35 * best(asked, [answer.about]),
    ...[answer.name, ...answer.also].map((name) => within(asked, name)),
  );
}

/**
 * The features, teams and people that a question is about, best first, as `{score, answer}`.
 * `kinds` are the words for each kind of thing.
 */
export function answersTo(answers, { text, all, about }, kinds) {
  const path = text.replace(/^(\.?\/)+|\/+$/g, "");
  const isPath = /[/.]/.test(path) && !/\s/.test(path);
  // A path that code here is at means that, and not one behind another repository's name.
  const here = isPath && answers.some(({ code }) => matches(code, path));
  const found = [];
  for (const answer of answers) {
    const code = isPath && matches(here ? answer.code : answer.elsewhere, path);
    const value = code ? 1.5 : Math.max(score(answer, all, kinds), IDLE * score(answer, about, kinds));
    if (value) found.push({ score: value, answer: code ? { ...answer, path } : answer });
  }
  if (!found.length && about.length > 1) {
    // No one thing has all the words: those that have most of them, together with what is around them.
    for (const answer of answers) {
      const value = share(about, [answer.name, answer.team?.name ?? "", ...answer.also, ...answer.words, ...named(answer)]);
      if (value >= 0.3) found.push({ score: 0.45 * value, answer });
    }
  }
  found.sort((a, b) => b.score - a.score || a.answer.name.localeCompare(b.answer.name));
  return found.slice(0, MOST);
}

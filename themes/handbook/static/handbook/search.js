// Search over the words of all pages, in an index that was made with the site.
import MiniSearch from "./vendor/minisearch.js";
import { alike, fit, fold, IDLE, within, withoutKind } from "./likeness.js";

const MOST = 12;
const LETTERS = { least: 2, most: 40 };

// As the index was made: see `terms` in src/site/search.rs.
export const options = {
  fields: ["title", "headings", "text"],
  storeFields: ["title", "href", "about", "file", "kind", "owner", "contact"],
  processTerm: (term) => {
    const small = term.toLowerCase();
    const letters = [...small].length;
    return letters >= LETTERS.least && letters <= LETTERS.most ? small : null;
  },
  searchOptions: {
    boost: { title: 6, headings: 2 },
    prefix: (term) => term.length > 2,
    fuzzy: (term) => (term.length > 4 ? 0.2 : false),
  },
};

/** What other forms of a word begin with: "pricing" and "price" both with "pric". */
const stem = (word) => word.slice(0, Math.max(4, Math.ceil(word.length * 0.55)));

/** The pages that have other forms of all the words asked for. */
function otherForms(index, asked) {
  if (!asked.some((word) => word.length > 4)) return [];
  const found = index.search(asked.map(stem).join(" "), { combineWith: "AND", prefix: true, fuzzy: false });
  return found.filter(({ match }) => {
    const words = Object.keys(match).map(fold);
    return asked.every((word) => words.some((other) => alike(word, other)));
  });
}

/**
 * Loads the index; answers with a function from a question and the words for each kind of page to
 * the pages that it is about, best first. A page's `score` is from 0 to 1, as an answer's:
 * what its title says counts most, and what only stands in its text less than half. One that has
 * not all of the words is a `part`.
 */
export async function load(address) {
  const response = await fetch(address);
  const index = await MiniSearch.loadJSONAsync(await response.text(), options);
  const pages = index.search(MiniSearch.wildcard);
  return ({ text, all, about }, kinds) => {
    const path = text.replace(/^\.?\//, "");
    const file = path.includes("/") || path.endsWith(".md") ? pages.filter((page) => page.file.endsWith(path)) : [];
    const words = about.join(" ");
    let found = index.search(words, { combineWith: "AND" });
    if (!found.length) found = otherForms(index, about);
    if (!found.length) found = index.search(words).map((page) => ({ ...page, part: true }));
    const best = found[0]?.score ?? 1;
    const ranked = new Map(file.map((page) => [page.id, { ...page, score: 1.5 }]));
    const rank = (page, least) => {
      const named = (words) => Math.max(fit(words, page.title), fit(withoutKind(words, kinds[page.kind]), page.title));
      const score = Math.max(0.95 * named(all), 0.95 * IDLE * named(about), within(all, page.title), least);
      if (score && !ranked.has(page.id)) ranked.set(page.id, { ...page, score, part: page.part && score === least });
    };
    for (const page of found) rank(page, (page.part ? 0.1 : 0.2) + 0.2 * (page.score / best));
    for (const page of pages) rank(page, 0);
    return [...ranked.values()].sort((a, b) => b.score - a.score).slice(0, MOST);
  };
}

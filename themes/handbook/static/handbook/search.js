// Search over the words of all pages, in an index that was made with the site.
import MiniSearch from "./vendor/minisearch.js";

const MOST = 12;
const LETTERS = { least: 2, most: 40 };

// As the index was made: see `terms` in src/site/search.rs.
const options = {
  fields: ["title", "headings", "text"],
  storeFields: ["title", "href", "about", "file", "owner", "contact"],
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

/** Loads the index; answers with a function from a question to the pages that hold its words. */
export async function load(address) {
  const response = await fetch(address);
  const index = await MiniSearch.loadJSONAsync(await response.text(), options);
  const pages = () => index.search(MiniSearch.wildcard);
  return (question) => {
    const path = question.replace(/^\.?\//, "");
    const file = path.includes("/") || path.endsWith(".md") ? pages().filter((page) => page.file.endsWith(path)) : [];
    const all = index.search(question, { combineWith: "AND" });
    const found = [...file, ...(all.length ? all : index.search(question))];
    const seen = new Set();
    return found.filter(({ id }) => !seen.has(id) && seen.add(id)).slice(0, MOST);
  };
}

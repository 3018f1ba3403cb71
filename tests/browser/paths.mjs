// Whose code the box says that paths are: node paths.mjs ANSWERS.json PATH…
// Prints a line for each path: the ids of the features that it shows for it as code.
import { readFileSync } from "node:fs";
import { answersTo } from "../../themes/handbook/static/handbook/answers.js";
import { wordsOf } from "../../themes/handbook/static/handbook/likeness.js";

const [file, ...paths] = process.argv.slice(2);
const { answers } = JSON.parse(readFileSync(file, "utf8"));
const kinds = { feature: [], team: [], person: [] };
for (const text of paths) {
  const all = wordsOf(text);
  const found = answersTo(answers, { text, all, about: all }, kinds);
  const ids = found.filter(({ answer }) => answer.path).map(({ answer }) => answer.href.split("/").at(-2));
  console.log(ids.sort().join(" "));
}

// Which features, teams and people a question is about.

/** Small letters without accents. */
export const fold = (text) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();

const MOST = 6;

/** Whether a glob over paths matches: `*` stays within a folder, `**` does not. */
export function matches(glob, path) {
  const pattern = glob
    .replace(/^\//, "")
    .split(/(\*\*\/|\/\*\*$|\*\*|\*|\?|\{[^{}]*\}|\[[^\]]*\])/)
    .map((part) => {
      if (part === "**/") return "(?:.*/)?";
      if (part === "/**") return "/.*";
      if (part === "**") return ".*";
      if (part === "*") return "[^/]*";
      if (part === "?") return "[^/]";
      if (part.startsWith("{") && part.endsWith("}")) {
        return `(?:${part.slice(1, -1).split(",").map(RegExpEscape).join("|")})`;
      }
      if (part.startsWith("[") && part.endsWith("]")) return part.replace("[!", "[^");
      return RegExpEscape(part);
    })
    .join("");
  try {
    return new RegExp(`^${pattern}$`, "u").test(path);
  } catch {
    return false;
  }
}

const RegExpEscape = (text) => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");

/** How well a name answers a question: 4 the same, 3 begins with it, 2 has such a word, 1 holds all its words. */
function likeness(name, question) {
  const folded = fold(name);
  if (folded === question) return 4;
  if (folded.startsWith(question)) return 3;
  if (folded.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(question))) return 2;
  const words = question.split(/\s+/);
  return words.length > 1 && words.every((word) => folded.includes(word)) ? 1 : 0;
}

/** What a question of a whole sentence is about: "who owns billing?" asks for billing. */
const subject = (question) =>
  fold(question).replace(/^who\s+(?:owns|decides(?:\s+(?:on|about))?|runs|is)\s+/, "").replace(/[?\s]+$/, "");

/** The features, teams and people that a question is about, best first. */
export function answersTo(answers, question) {
  const asked = subject(question);
  if (!asked) return [];
  const path = question.trim().replace(/^\.?\//, "");
  const found = [];
  for (const answer of answers) {
    const own = likeness(answer.name, asked) * 10;
    const also = Math.max(0, ...answer.also.map((word) => likeness(word, asked))) * 9;
    // A captain's name finds the features, a feature's name the captain.
    const around = [answer.captain, answer.decides, answer.lead, ...answer.holds].filter(Boolean);
    const related = Math.max(0, ...around.map(({ name }) => likeness(name, asked))) * 4;
    const code = path.includes("/") || path.includes(".") ? answer.code.some((glob) => matches(glob, path)) : false;
    const score = code ? 50 : Math.max(own, also, related);
    if (score) found.push({ score, answer: code ? { ...answer, path } : answer });
  }
  found.sort((a, b) => b.score - a.score || a.answer.name.localeCompare(b.answer.name));
  return found.slice(0, MOST).map(({ answer }) => answer);
}

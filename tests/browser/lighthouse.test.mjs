// Lighthouse on phone settings, on each kind of page.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import lighthouse from "lighthouse";
import { launch } from "./browser.mjs";
import { serve } from "./serve.mjs";
import { SITES } from "./support.mjs";

const PORT = 9333 + (process.pid % 500);
const LEAST = { accessibility: 100, "best-practices": 100, seo: 100 };
// How fast a page is depends on what else the machine does, so it is measured when asked for and
// is never a test's verdict: HANDBOOK_LIGHTHOUSE=performance, the best of a few runs.
const MEASURED = process.env.HANDBOOK_LIGHTHOUSE === "performance";
const CATEGORIES = [...Object.keys(LEAST), ...(MEASURED ? ["performance"] : [])];
const RUNS = MEASURED ? 3 : 1;

let browser;
let server;
before(async () => {
  server = await serve(SITES.starter.folder, SITES.starter.base);
  browser = await launch([`--remote-debugging-port=${PORT}`]);
});
after(async () => {
  await browser.close();
  server.stop();
});

for (const [kind, path] of Object.entries(SITES.starter.paths)) {
  // A page that is not there cannot be found by a search engine, and should not be.
  if (kind === "missing") continue;
  test(`lighthouse: ${kind}`, async () => {
    const best = {};
    for (let run = 0; run < RUNS; run++) {
      const { lhr } = await lighthouse(server.address + path, {
        port: PORT,
        logLevel: "error",
        onlyCategories: CATEGORIES,
      });
      for (const [category, { score }] of Object.entries(lhr.categories)) {
        best[category] = Math.max(best[category] ?? 0, Math.round(score * 100));
      }
      const failed = Object.values(lhr.audits).filter(({ score, scoreDisplayMode }) => score === 0 && scoreDisplayMode === "binary");
      best.failed = failed.map(({ id }) => id);
      if (MEASURED) best.shift = Number(lhr.audits["cumulative-layout-shift"].numericValue.toFixed(3));
    }
    console.log(`FIGURES ${kind} ${JSON.stringify(best)}`);
    for (const [category, least] of Object.entries(LEAST)) {
      assert.ok(best[category] >= least, `${category} ${best[category]}: ${best.failed}`);
    }
  });
}

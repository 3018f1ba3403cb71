// What an author writes is seen as it was meant: cells of tables, code in colours.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { NARROW, WIDE } from "./browser.mjs";
import { axe, SITES, visit } from "./support.mjs";

const style = (locator, name) => locator.evaluate((it, name) => getComputedStyle(it)[name], name);

for (const name of Object.keys(SITES)) {
  let site;
  before(async () => {
    site ??= {};
    site[name] = await visit(name);
  });
  after(() => site[name].end());

  test(`${name}: cells are aligned as their column says`, async () => {
    const page = await site[name].open("marks/");
    for (const cells of ["th", "td"]) {
      const row = page.locator(`.text table ${cells}`);
      const aligned = [];
      for (const cell of await row.all()) aligned.push(await style(cell, "textAlign"));
      assert.deepEqual(aligned, ["start", "right", "center", "left"]);
    }
    assert.deepEqual(page.wrong, []);
  });

  for (const width of [1600, 1280, 1000, 768, 390]) {
    test(`${name}: tables that are too wide scroll within their column, ${width} wide`, async () => {
      const page = await site[name].open("wide/", { viewport: { width, height: 900 } });
      await page.evaluate(() => document.querySelectorAll("details").forEach((fold) => (fold.open = true)));
      const text = await page.locator(".text").boundingBox();
      const tables = await page.locator(".text").getByRole("table").all();
      assert.equal(tables.length, 3, "they are tables to everybody");
      for (const table of tables) {
        const box = await table.boundingBox();
        assert.ok(box.x + box.width <= text.x + text.width + 1, "it stays in its column");
        assert.ok(await table.evaluate((it) => it.scrollWidth > it.clientWidth), "it scrolls");
        await table.evaluate((it) => it.scrollTo(it.scrollWidth, 0));
        const last = await table.getByRole("cell").last().boundingBox();
        assert.ok(last.x + last.width <= text.x + text.width + 1, "its last cell can be reached");
      }
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
      assert.deepEqual(await axe(page), []);
      // Nobody scrolls on paper.
      await page.emulateMedia({ media: "print" });
      assert.equal(await style(tables[0], "display"), "table");
      assert.deepEqual(page.wrong, []);
      await page.context().close();
    });
  }

  for (const [colorScheme, viewport] of [["light", WIDE], ["dark", NARROW]]) {
    test(`${name}: code has the colours of the theme that the site names, ${colorScheme}`, async () => {
      const page = await site[name].open("marks/", { colorScheme, viewport });
      const code = page.locator("pre.z-code").first();
      const [ground, word, plain] = await Promise.all([
        style(code, "backgroundColor"),
        style(code.locator(".z-keyword").first(), "color"),
        style(code, "color"),
      ]);
      assert.notEqual(word, plain);
      assert.notEqual(ground, await style(page.locator("body"), "backgroundColor"));
      assert.deepEqual(await axe(page), []);
      // A choice of the other scheme turns these colours, too, now and on the next page.
      await page.evaluate(() => document.querySelector("button[data-scheme]").click());
      if (SITES[name].paths.schemes === 2) {
        await page.waitForFunction(
          (before) => getComputedStyle(document.querySelector("pre.z-code")).backgroundColor !== before,
          ground,
        );
        const turned = await style(code, "backgroundColor");
        await page.reload();
        assert.equal(await style(code, "backgroundColor"), turned);
        assert.deepEqual(await axe(page), []);
      }
      await page.emulateMedia({ media: "print" });
      assert.equal(await style(code.locator(".z-keyword").first(), "color"), "rgb(0, 0, 0)");
      assert.deepEqual(page.wrong, []);
      await page.context().close();
    });
  }

  test(`${name}: every line of code stands in a line of its own, empty ones too`, async () => {
    const page = await site[name].open("marks/");
    const tops = await page.locator("pre.z-code").first().locator(".giallo-l").evaluateAll((lines) =>
      lines.map((line) => line.getBoundingClientRect().top),
    );
    assert.equal(tops.length, 3);
    assert.equal(Math.round(tops[1] - tops[0]), Math.round(tops[2] - tops[1]));
    assert.ok(tops[1] - tops[0] > 10);
  });
}

// Every kind of page of every site: nothing goes wrong, nothing scrolls sideways, axe finds nothing.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { NARROW, WIDE } from "./browser.mjs";
import { axe, SITES, visit } from "./support.mjs";

for (const name of Object.keys(SITES)) {
  let site;
  before(async () => {
    site ??= {};
    site[name] = await visit(name);
  });
  after(() => site[name].end());

  for (const [kind, path] of Object.entries(SITES[name].paths)) {
    for (const [colorScheme, viewport] of [["light", WIDE], ["dark", NARROW]]) {
      test(`${name}: ${kind}, ${colorScheme}, ${viewport.width} wide`, async () => {
        const page = await site[name].open(path, { colorScheme, viewport });
        assert.deepEqual(page.wrong, []);
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(width <= viewport.width, `the page is ${width} wide`);
        assert.deepEqual(await axe(page), []);
        await page.context().close();
      });
    }
    test(`${name}: ${kind} is whole without a script`, async () => {
      const page = await site[name].open(path, { javaScriptEnabled: false, viewport: NARROW });
      assert.ok(await page.locator("main h1").isVisible());
      assert.ok((await page.locator("main").innerText()).length > 20);
      await page.locator(".menu-open").click();
      assert.ok(await page.locator("#menu").isVisible(), "the menu needs no script");
      assert.equal(await page.locator("[data-scheme]:visible").count(), 0, "no dead switch");
      await page.context().close();
    });
  }
}

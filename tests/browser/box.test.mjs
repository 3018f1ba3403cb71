// The box "Who owns …?" under rough hands: lost answers, stray clicks, keys that are spoken.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { NARROW } from "./browser.mjs";
import { ask, axe, close, visit } from "./support.mjs";

let site;
before(async () => {
  site = await visit("starter");
});
after(() => site.end());

const focused = (page) => page.evaluate(() => document.activeElement.textContent);

for (const lost of ["answers.json", "index.json"]) {
  test(`what could not be loaded is asked for again, and nothing is done twice: ${lost}`, async () => {
    const page = await site.open();
    let down = true;
    await page.route(`**/${lost}`, (route) => (down ? route.abort() : route.continue()));
    const box = await ask(page, "engine");
    assert.match(await box.locator("[role=status]").innerText(), /^The answers could not be loaded/);
    await close(page);
    down = false;
    await page.keyboard.press("/");
    await box.locator(".ask-input").fill("engin");
    await page.waitForFunction(() => / found$/.test(document.querySelector("#ask-status").textContent));
    const names = await box.locator(".answer-name").allInnerTexts();
    assert.ok(names.length > 2, names);
    for (const name of names.slice(0, 2)) {
      await page.keyboard.press("ArrowDown");
      assert.equal(await focused(page), name);
    }
    await page.locator("#ask-input").focus();
    const [first] = names;
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.pathname !== "/");
    assert.equal(await page.locator("h1").innerText(), first);
  });
}

test("the box closes by a click beside it, and by none that began or ended in it", async () => {
  const page = await site.open();
  const box = await ask(page, "billing");
  const { x, y, width, height } = await box.boundingBox();
  const middle = [x + width / 2, y + 60];
  const beside = [x + width / 2, y + height + 20];
  const drag = async (from, to) => {
    await page.mouse.move(...from);
    await page.mouse.down();
    await page.mouse.move(...to, { steps: 4 });
    await page.mouse.up();
  };
  await page.mouse.click(x + 4, y + 4);
  assert.ok(await box.isVisible(), "a click in its edge");
  await drag(middle, beside);
  assert.ok(await box.isVisible(), "words that are selected beyond it");
  await drag(beside, middle);
  assert.ok(await box.isVisible(), "a press beside it that was thought better of");
  await page.mouse.click(...beside);
  assert.ok(!(await box.isVisible()), "a click beside it");
});

test("the keys that open the box can be switched off, and stay off", async () => {
  const page = await site.open();
  const opener = page.locator(".top [data-ask]");
  assert.equal(await opener.getAttribute("aria-keyshortcuts"), "/");
  await page.keyboard.press("/");
  const box = page.locator("#ask");
  await box.getByLabel("The keys / and ? open this box").uncheck();
  assert.deepEqual(await axe(page), []);
  await close(page);
  for (const reload of [false, true]) {
    if (reload) await page.reload({ waitUntil: "networkidle" });
    for (const key of ["/", "?"]) await page.keyboard.press(key);
    assert.ok(!(await box.isVisible()));
    assert.equal(await opener.getAttribute("aria-keyshortcuts"), null);
    assert.ok(!(await opener.locator("kbd").isVisible()), "no key is offered");
  }
  await opener.click();
  await box.getByLabel("The keys / and ? open this box").check();
  await close(page);
  await page.keyboard.press("?");
  assert.ok(await box.isVisible());
  assert.ok(await page.evaluate(() => localStorage.getItem("handbook-keys") === null));
});

test("a list is sorted on a phone, too", async () => {
  const page = await site.open("org/features/", { viewport: NARROW });
  const captains = async () => {
    const cells = await page.locator("tbody tr:visible td:nth-of-type(1)").allInnerTexts();
    return cells.map((cell) => cell.split("\n").at(-1));
  };
  const sort = page.getByRole("button", { name: "Informed captain" });
  await sort.click();
  const up = await captains();
  assert.deepEqual(up, [...up].sort());
  await sort.click();
  assert.deepEqual(await captains(), [...up].sort().reverse());
  assert.equal(await page.locator("[aria-sort=descending]").innerText(), "Informed captain");
  const { height } = await sort.boundingBox();
  assert.ok(height >= 24, `${height}`);
  assert.deepEqual(await axe(page), []);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), NARROW.width);
});

test("a table that cannot be sorted has no heads on a phone", async () => {
  const page = await site.open("org/people/", { viewport: NARROW });
  assert.ok(!(await page.locator("thead").first().isVisible()));
});

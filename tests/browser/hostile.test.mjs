// A site whose every string is an attack: nothing runs, nothing is asked of another host.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ask, SITES, visit } from "./support.mjs";

for (const name of Object.keys(SITES)) {
  let site;
  before(async () => {
    site = await visit(name);
  });
  after(() => site.end());

  /** A page on which an attack would be noticed, whatever it calls. */
  async function open(path) {
    const page = await site.open(path);
    page.on("dialog", (dialog) => {
      page.wrong.push(`it opens ${dialog.message()}`);
      dialog.dismiss();
    });
    return page;
  }

  test(`${name}: no page runs what a string says`, async () => {
    const paths = Object.values(SITES[name].paths);
    const look = async () => {
      for (let path = paths.pop(); path !== undefined; path = paths.pop()) {
        const page = await open(path);
        const attacked = await page.evaluate(() => ({
          called: typeof window.pwned,
          handlers: [...document.querySelectorAll("*")].flatMap((element) =>
            element.getAttributeNames().filter((attribute) => attribute.startsWith("on")),
          ),
          links: [...document.links].map((it) => it.protocol).filter((it) => !/^https?:$/.test(it)),
        }));
        assert.deepEqual(attacked, { called: "undefined", handlers: [], links: [] }, path);
        assert.deepEqual(page.wrong, [], path);
        await page.context().close();
      }
    };
    await Promise.all(Array.from({ length: 6 }, look));
  });

  test(`${name}: neither do answers and finds`, async () => {
    const page = await open("");
    const box = await ask(page, "pwned");
    assert.ok((await box.innerText()).includes("<script>pwned()</script>"), "the attack is shown as text");
    assert.equal(await box.locator("img, script, iframe, pwned").count(), 0);
    assert.deepEqual(page.wrong, []);
    await page.context().close();
  });
}

// A site that lives below a path: everything that a browser follows, fetches or finds stays below it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ask, visit } from "./support.mjs";

/** The address that the site was built for; it is served from elsewhere. */
const BUILT_FOR = "https://example.org/handbook/";

let site;
before(async () => {
  site = await visit("below");
});
after(() => site.end());

test("a question is answered, and the answer leads to its page below the path", async () => {
  const page = await site.open("deciding/");
  const box = await ask(page, "billing");
  assert.equal(await box.locator(".answer-name").first().innerText(), "Billing");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForURL(`${site.address}org/features/billing/`);
  assert.match(await page.locator("main").innerText(), /Kathleen Booth/);
  const text = await ask(page, "half pages");
  const found = text.locator(".answer-page .answer-name");
  assert.ok((await found.allInnerTexts()).includes("Decision rights"));
  assert.deepEqual(page.wrong, []);
});

test("every address that a browser finds on any page is below the path and answers", async () => {
  const page = await site.open();
  const seen = new Set([site.address]);
  const queue = [site.address];
  let answered = 0;
  while (queue.length > 0) {
    const at = queue.pop();
    const { status, addresses } = await page.evaluate(async (address) => {
      const response = await fetch(address);
      const type = response.headers.get("content-type");
      if (!type.startsWith("text/html")) return { status: response.status, addresses: [] };
      const parsed = new DOMParser().parseFromString(await response.text(), "text/html");
      const named = ["href", "src", "action", "poster", "cite", "data-index", "data-answers"];
      const addresses = named.flatMap((name) =>
        [...parsed.querySelectorAll(`[${name}]`)].map((one) => one.getAttribute(name)),
      );
      for (const one of parsed.querySelectorAll("[srcset]")) {
        addresses.push(...one.getAttribute("srcset").split(",").map((part) => part.trim().split(" ")[0]));
      }
      for (const one of parsed.querySelectorAll("meta[http-equiv=refresh]")) {
        addresses.push(one.content.replace(/^[^=]*=/, ""));
      }
      return { status: response.status, addresses };
    }, at);
    assert.equal(status, 200, at);
    answered += 1;
    for (const written of addresses) {
      const resolved = new URL(written.replace(BUILT_FOR, site.address), at);
      resolved.hash = "";
      if (resolved.origin !== site.origin) continue;
      assert.ok(resolved.href.startsWith(site.address), `${at}: ${written}`);
      if (!seen.has(resolved.href)) {
        seen.add(resolved.href);
        queue.push(resolved.href);
      }
    }
  }
  assert.ok(answered > 100, `${answered}`);
});

test("a page that is not there leads home from any depth", async () => {
  const page = await site.open("org/no/such/place/");
  await page.locator("main a").first().click();
  await page.waitForURL(site.address);
});

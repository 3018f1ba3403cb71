// What all browser tests share: the built sites, pages that notice what goes wrong, axe.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { launch } from "./browser.mjs";
import { serve } from "./serve.mjs";

/** The sites to look at: `{name: {folder, base, paths: {kind: path}}}`, in a file that the caller names. */
export const SITES = JSON.parse(readFileSync(process.env.HANDBOOK_TEST_SITES, "utf8"));

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** A browser and one of the sites, and a way to end both. */
export async function visit(name) {
  const site = SITES[name];
  const [browser, server] = await Promise.all([launch(), serve(site.folder, site.base)]);
  return {
    ...site,
    address: server.address,
    origin: server.origin,
    /** A page whose errors and whose requests to other hosts are noted in `page.wrong`. */
    async open(path = "", options = {}) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
      const page = await context.newPage();
      // A busy machine answers late: that is no fault of the page.
      page.setDefaultTimeout(120_000);
      page.wrong = [];
      page.on("pageerror", (error) => page.wrong.push(String(error)));
      page.on("console", (message) => {
        const missing = message.text().includes("404") && message.location().url === page.url();
        if (message.type() === "error" && !missing) page.wrong.push(message.text());
      });
      page.on("request", (request) => {
        if (!request.url().startsWith(server.address) && !request.url().startsWith("data:")) {
          page.wrong.push(`it asks for ${request.url()}`);
        }
      });
      await page.goto(server.address + path, { waitUntil: "networkidle" });
      return page;
    },
    async end() {
      await browser.close();
      server.stop();
    },
  };
}

/** What axe finds wrong on a page, in lines. */
export async function axe(page) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() =>
    axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
      resultTypes: ["violations"],
    }),
  );
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}: ${node.html.slice(0, 160)} ${node.any[0]?.message ?? ""}`),
  );
}

/** Opens the box with its key and asks. */
export async function ask(page, question) {
  const box = page.locator("#ask");
  const input = box.locator(".ask-input");
  // On a busy machine a key that is pressed while the box still closes goes to what is closing, as a
  // reader's would, who then presses it again.
  for (let left = 10; !(await input.isVisible()); left -= 1) {
    await page.keyboard.press("/");
    await input.waitFor({ timeout: 5_000 }).catch((error) => {
      if (left === 0) throw error;
    });
  }
  await input.fill(question);
  await page.waitForFunction(() => document.querySelector("#ask-status").textContent !== "");
  return box;
}

/** Closes the box with its key. */
export async function close(page) {
  await page.keyboard.press("Escape");
  await page.locator("#ask").waitFor({ state: "hidden" });
}

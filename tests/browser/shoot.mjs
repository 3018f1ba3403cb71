// Pictures of pages, wide and narrow, light and dark: node shoot.mjs SITE FOLDER [PATH…]
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { launch, NARROW, WIDE } from "./browser.mjs";
import { serve } from "./serve.mjs";

const [site, folder, ...paths] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const { address, stop } = await serve(resolve(site));
const browser = await launch();
for (const [size, viewport] of Object.entries({ wide: WIDE, narrow: NARROW })) {
  for (const colorScheme of ["light", "dark"]) {
    const context = await browser.newContext({ viewport, colorScheme });
    const page = await context.newPage();
    page.on("console", (message) => {
      if (message.type() === "error") console.error(`${page.url()}: ${message.text()}`);
    });
    for (const path of paths.length ? paths : [""]) {
      await page.goto(address + path, { waitUntil: "networkidle" });
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      if (sideways) console.error(`${path} scrolls sideways at ${viewport.width}`);
      const name = `${path.replace(/\W+/g, "-").replace(/^-|-$/g, "") || "home"}-${size}-${colorScheme}.png`;
      await page.screenshot({ path: join(folder, name), fullPage: true });
    }
    await context.close();
  }
}
await browser.close();
stop();

// Debian's chromium, driven by Playwright.
import { chromium } from "playwright-core";

export const CHROMIUM = process.env.HANDBOOK_TEST_CHROMIUM ?? "/usr/bin/chromium";

/** A browser without a window, that asks nothing of any other host. */
export function launch(args = []) {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", ...args],
  });
}

export const WIDE = { width: 1280, height: 900 };
export const NARROW = { width: 390, height: 844 };

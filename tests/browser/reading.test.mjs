// What a reader does: asks who owns what, searches, narrows lists, changes the colours, prints.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { NARROW } from "./browser.mjs";
import { ask, axe, close, visit } from "./support.mjs";

let site;
before(async () => {
  site = await visit("starter");
});
after(() => site.end());

const texts = (locator) => locator.allInnerTexts();

test("a key opens the box, and a feature's name finds captain, team and contact", async () => {
  const page = await site.open();
  const box = await ask(page, "billing");
  const answer = box.locator(".answer").first();
  assert.equal(await answer.locator(".answer-name").innerText(), "Billing");
  const facts = (await texts(answer.locator("dd"))).join(" | ");
  assert.match(facts, /Kathleen Booth \| Platform \| #billing/);
  assert.equal(new URL(page.url()).pathname, "/", "the page is still there");
  assert.deepEqual(await axe(page), []);
  await close(page);
  assert.ok(!(await box.isVisible()));
  assert.deepEqual(page.wrong, []);
});

test("an alias, a whole question and a name without its accents find the same", async () => {
  const page = await site.open();
  for (const question of ["refunds", "Who owns billing?", "BILLING"]) {
    const box = await ask(page, question);
    assert.equal(await box.locator(".answer-name").first().innerText(), "Billing", question);
    await close(page);
  }
  const box = await ask(page, "karen sparck");
  assert.equal(await box.locator(".answer-name").first().innerText(), "Karen Spärck Jones");
});

test("a captain's name finds the features, a team's name the team", async () => {
  const page = await site.open();
  let box = await ask(page, "dijkstra");
  const found = await texts(box.locator(".answer-name"));
  for (const name of ["Edsger Dijkstra", "Accounts and sign-in", "Delivery"]) {
    assert.ok(found.includes(name), `${name} in ${found}`);
  }
  await close(page);
  box = await ask(page, "platform");
  assert.match(await box.locator(".answer").first().innerText(), /Platform.*Team[^]*Kathleen Booth/);
});

test("the path of code finds the feature, the path of a page the page", async () => {
  const page = await site.open();
  let box = await ask(page, "analytical/engine/runner/late/retry.rs");
  assert.equal(await box.locator(".answer-name").first().innerText(), "Job runner");
  assert.match(await box.locator(".answer").first().innerText(), /analytical\/engine\/runner\/late\/retry\.rs/);
  await close(page);
  box = await ask(page, "content/people/time-off.md");
  assert.equal(await box.locator(".answer-name").first().innerText(), "Time off");
});

test("every page is found by its title, so the index and the browser take words apart alike", async () => {
  const page = await site.open();
  const missed = await page.evaluate(async () => {
    const address = document.querySelector("#ask").dataset.index;
    const { options } = await import(new URL("handbook/search.js", document.baseURI).href);
    const { default: MiniSearch } = await import(new URL("handbook/vendor/minisearch.js", document.baseURI).href);
    const index = await (await fetch(address)).json();
    const words = MiniSearch.loadJS(index, options);
    const search = (title) => words.search(title, { combineWith: "AND", prefix: false, fuzzy: false });
    const titles = Object.values(index.storedFields).map(({ title }) => title);
    return titles.filter((title) => !search(title).some((found) => found.title === title));
  });
  assert.deepEqual(missed, []);
});

test("a word that stands only in a text finds its page", async () => {
  const page = await site.open();
  const box = await ask(page, "half pages");
  assert.ok((await texts(box.locator(".answer-page .answer-name"))).includes("Decision rights"));
});

test("a plain question finds the right thing first, whatever kind of thing it is", async () => {
  const page = await site.open();
  const first = [
    ["Who owns the price list?", "Price list"],
    ["who owns pay", "Pay"],
    ["pay", "Pay"],
    ["pay policy", "Pay"],
    ["print shop captain", "Print shop"],
    ["who is the captain of the print shop?", "Print shop"],
    ["prints", "Print shop"],
    ["printing", "Print shop"],
    ["pricing", "Price list"],
    ["invoicing", "Billing"],
    ["who should I ask about a broken invoice?", "Billing"],
    ["chief executive", "Ada Lovelace"],
    ["designer", "Christopher Strachey"],
    ["#billing", "Billing"],
    ["#team-platform", "Platform"],
    ["severence", "Severance"],
    ["what managers don't do", "What managers don't do"],
    ["who decides on tide tables", "Tide tables"],
  ];
  const box = await ask(page, "billing");
  for (const [question, name] of first) {
    await box.locator(".ask-input").fill("");
    await page.waitForFunction(() => document.querySelector("#ask-status").textContent === "");
    await box.locator(".ask-input").fill(question);
    await page.waitForFunction(() => document.querySelector("#ask-status").textContent !== "");
    assert.equal(await box.locator(".answer-name").first().innerText(), name, question);
  }
});

test("what is not there is said to be so, and the lists are offered", async () => {
  const page = await site.open();
  const box = await ask(page, "qqqqzzzz");
  assert.match(await box.locator("[role=status]").innerText(), /^Nothing found\. Try another word/);
  // Signs and single letters are no words: an empty box would leave the reader waiting.
  for (const question of ["x", "!!!", "<b>x"]) {
    await box.locator("input").fill("");
    await page.waitForFunction(() => document.querySelector("#ask-status").textContent === "");
    await box.locator("input").fill(question);
    await page.waitForFunction(() => document.querySelector("#ask-status").textContent.startsWith("Nothing found"));
  }
  await box.locator("input").fill("qqqqzzzz");
  await page.waitForFunction(() => !document.querySelector(".ask-none").hidden);
  assert.deepEqual(await axe(page), []);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/org/features/");
});

test("the example in the box is of this handbook", async () => {
  const page = await site.open();
  const box = await ask(page, "billing");
  const example = await box.locator(".ask-input").getAttribute("placeholder");
  assert.equal(example, "Billing, Alan Turing");
});

test("arrows walk through the answers, and enter goes to the first", async () => {
  const page = await site.open();
  await ask(page, "billing");
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Billing");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/org/features/billing/");
});

test("the features are narrowed and sorted, and the address says how", async () => {
  const page = await site.open("org/features/");
  const rows = page.locator("tbody tr:visible");
  assert.equal(await rows.count(), 10);
  await page.getByLabel("Small team").selectOption("Almanac");
  assert.equal(await rows.count(), 3);
  await page.getByRole("button", { name: "Informed captain" }).click();
  const order = await texts(rows.locator("td:nth-of-type(1)"));
  assert.deepEqual(order, [...order].sort());
  const shared = await site.open(`org/features/${new URL(page.url()).search}`);
  assert.deepEqual(await texts(shared.locator("tbody tr:visible")), await texts(rows));
  assert.equal(await shared.locator("[aria-sort=ascending]").innerText(), "Informed captain");
  await page.getByLabel("Words").fill("tide");
  assert.equal(await rows.count(), 1);
  assert.match(await page.locator(".list-filter [role=status]").innerText(), /1 \/ 10/);
  assert.deepEqual(await axe(page), []);
});

test("a feature is found in the list by what else it is called, and a list without a hit is offered whole", async () => {
  const page = await site.open("org/features/?q=invoice");
  const rows = page.locator("tbody tr:visible th");
  assert.deepEqual(await texts(rows), ["Billing"]);
  await page.getByLabel("Words").fill("qqqq");
  assert.equal(await rows.count(), 0);
  assert.equal(await page.locator(".list-filter [role=status]").innerText(), "Nothing in this list fits.");
  assert.ok(!(await page.locator("thead").isVisible()), "no heads without a row");
  await page.getByRole("button", { name: "Show all of it" }).click();
  assert.equal(await rows.count(), 10);
  assert.equal(new URL(page.url()).search, "");
});

test("the menu says where a page is, and the lists of the organisation lead to their front page", async () => {
  for (const [path, name] of [
    ["org/features/billing/", "Features"],
    ["org/teams/engine/", "Teams"],
    ["org/people/grace-hopper/", "People"],
  ]) {
    const page = await site.open(path);
    assert.equal(await page.locator(".menu [aria-current=true]").innerText(), name);
    assert.equal(await page.locator(".menu [aria-current]").count(), 1);
  }
  const page = await site.open("org/features/");
  assert.equal(await page.locator(".menu [aria-current=page]").innerText(), "Features");
  await page.locator(".menu").getByRole("link", { name: "Who decides" }).click();
  await page.waitForURL("**/org/");
  assert.equal(await page.locator(".menu [aria-current=page]").innerText(), "Who decides");
});

test("on a phone the menu has a button that closes it, script or none", async () => {
  for (const javaScriptEnabled of [true, false]) {
    const page = await site.open("", { viewport: NARROW, javaScriptEnabled });
    await page.locator(".menu-open").click();
    await page.locator(".menu").getByRole("button", { name: "Close" }).click();
    assert.ok(!(await page.locator("#menu").isVisible()));
  }
});

test("at the end of a page stand the pages before and after it, in the order of their section", async () => {
  const page = await site.open("deciding/");
  const order = await texts(page.locator(".list .list-title"));
  assert.ok(order.length > 2, "there is an order to follow");
  await page.locator(".list .list-title").first().click();
  const read = [];
  for (;;) {
    read.push(await page.locator("h1").innerText());
    const next = page.locator(".around [rel=next]");
    if (!(await next.count())) break;
    await Promise.all([page.waitForNavigation(), next.click()]);
  }
  assert.deepEqual(read, order);
  const before = page.locator(".around [rel=prev] b");
  assert.equal(await before.innerText(), order.at(-2));
});

test("the front page is walked through in the order in which it is seen on a phone", async () => {
  const page = await site.open("", { viewport: NARROW });
  const tops = await page.evaluate(() =>
    [...document.querySelectorAll("main a[href], main summary")]
      .filter((stop) => stop.checkVisibility())
      .map((stop) => Math.round(stop.getBoundingClientRect().top + scrollY)),
  );
  const turns = tops.filter((top, at) => at > 0 && top < tops[at - 1] - 40);
  assert.deepEqual(turns, []);
});

test("the names in the drawing of the teams lead to their pages", async () => {
  const page = await site.open("org/teams/");
  await page.locator(".drawing").getByRole("link", { name: "Alan Turing" }).focus();
  await page.keyboard.press("Enter");
  await page.waitForURL("**/org/people/alan-turing/");
});

test("the colours change by switch, and are remembered", async () => {
  const page = await site.open("", { colorScheme: "light" });
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await ground();
  const button = page.getByRole("switch", { name: "Dark colours" });
  await button.click();
  assert.equal(await button.getAttribute("aria-checked"), "true");
  assert.notEqual(await ground(), light);
  await page.reload();
  assert.equal(await button.getAttribute("aria-checked"), "true");
  await button.click();
  assert.equal(await ground(), light);
});

test("the keyboard's first stop skips to the text, and every stop can be seen", async () => {
  const page = await site.open("deciding/decision-rights/");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "main");
  for (let stop = 0; stop < 12; stop++) {
    await page.keyboard.press("Tab");
    const seen = await page.evaluate(() => {
      const style = getComputedStyle(document.activeElement);
      return document.activeElement === document.body || style.outlineStyle !== "none";
    });
    assert.ok(seen, `stop ${stop}`);
  }
});

test("the log is folded, and opens by key", async () => {
  const page = await site.open("deciding/decision-rights/");
  const entry = page.locator(".log li").first();
  assert.ok(!(await entry.isVisible()));
  await page.locator(".log summary").focus();
  await page.keyboard.press("Enter");
  assert.ok(await entry.isVisible());
});

test("without a script the box is a link to the lists", async () => {
  const page = await site.open("", { javaScriptEnabled: false });
  await page.locator(".top .ask-open").click();
  assert.equal(new URL(page.url()).pathname, "/org/");
});

test("a policy is printed with its owner, and with room to sign", async () => {
  const page = await site.open("deciding/decision-rights/");
  assert.ok(!(await page.locator(".signature").isVisible()));
  await page.emulateMedia({ media: "print" });
  assert.ok(await page.locator(".signature").isVisible());
  assert.ok(await page.locator(".handbook-facts").isVisible());
  assert.ok(!(await page.locator(".menu").isVisible()));
});

test("drawings and charts say in words what they show", async () => {
  const teams = await site.open("org/teams/");
  assert.match(await teams.locator("figure svg[role=group] desc").textContent(), /Grace Hopper \(lead\)/);
  const changes = await site.open("org/changes/");
  assert.match(await changes.locator("figure svg[role=img] desc").textContent(), /in November/);
  const order = await texts(changes.locator("main h2"));
  assert.deepEqual(order.slice(0, 2), ["Latest", "Activity"], "news first");
});

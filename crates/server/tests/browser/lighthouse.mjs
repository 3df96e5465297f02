// Lighthouse on every page, signed in where a page wants that.
import assert from 'node:assert/strict';
import lighthouse from 'lighthouse';
import { chromium } from 'playwright-core';
import { Person } from './person.mjs';
import { freePort } from './server.mjs';

const CATEGORIES = ['performance', 'accessibility', 'best-practices'];
const LEAST = 95;
// A slow phone network; the processor is as slow as the machine that this runs on.
const THROTTLING = { rttMs: 150, throughputKbps: 1638.4, cpuSlowdownMultiplier: 1 };

export async function scores(server) {
  const port = await freePort();
  const args = ['--no-sandbox', `--remote-debugging-port=${port}`];
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args });
  const low = [];
  const measure = async (url, extraHeaders) => {
    const { lhr } = await lighthouse(url, { port, onlyCategories: CATEGORIES, logLevel: 'error', extraHeaders, throttling: THROTTLING });
    return lhr;
  };
  const scoresOf = (lhr) => CATEGORIES.map((category) => [category, Math.round(lhr.categories[category].score * 100)]);
  const judge = async (name, url, cookie) => {
    const extraHeaders = cookie ? { Cookie: cookie } : {};
    let lhr = await measure(url, extraHeaders);
    // What else the machine does may cost a measurement: the last of a few counts.
    for (let more = 0; more < 2 && scoresOf(lhr).some(([, score]) => score < LEAST); more += 1) {
      lhr = await measure(url, extraHeaders);
    }
    if (lhr.runtimeError) console.log(`        ${name}: ${lhr.runtimeError.message}`);
    const all = scoresOf(lhr);
    console.log(`        ${name}: ${all.map((pair) => pair.join(' ')).join(', ')}`);
    // Performance is shown only: what else the machine does takes away from it.
    for (const [category, score] of all.filter(([category, score]) => category !== 'performance' && score < LEAST)) {
      const weak = lhr.categories[category].auditRefs.filter((ref) => ref.weight > 0 && lhr.audits[ref.id].score !== null && lhr.audits[ref.id].score < 0.9);
      low.push(`${name}: ${category} ${score} (${weak.map((ref) => ref.id).join(', ')})`);
    }
  };
  try {
    const somebody = await Person.open(server, browser);
    const visit = async (path) => {
      await somebody.go(path);
      const cookies = await somebody.context.cookies();
      await judge(path, somebody.page.url(), cookies.map(({ name, value }) => `${name}=${value}`).join('; '));
    };
    for (const page of ['login', 'registration', 'recovery', 'verification']) await visit(`/ui/${page}`);
    await somebody.signUp('lighthouse@example.org');
    for (const page of ['', 'settings', 'logout']) await visit(`/ui/${page}`);
    await visit('/self-service/registration/browser?return_to=https://evil.example/');
  } finally {
    await browser.close();
  }
  assert.deepEqual(low, []);
}

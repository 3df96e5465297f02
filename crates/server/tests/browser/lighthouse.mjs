// Lighthouse on every page, signed in where a page wants that.
import assert from 'node:assert/strict';
import lighthouse from 'lighthouse';
import { chromium } from 'playwright-core';
import { Person } from './person.mjs';
import { freePort } from './server.mjs';

const CATEGORIES = ['performance', 'accessibility', 'best-practices'];
const LEAST = 95;

export async function scores(server) {
  const port = await freePort();
  const args = ['--no-sandbox', `--remote-debugging-port=${port}`];
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args });
  const low = [];
  const judge = async (name, url, cookie) => {
    const extraHeaders = cookie ? { Cookie: cookie } : {};
    const { lhr } = await lighthouse(url, { port, onlyCategories: CATEGORIES, logLevel: 'error', extraHeaders });
    const all = CATEGORIES.map((category) => [category, Math.round(lhr.categories[category].score * 100)]);
    console.log(`        ${name}: ${all.map((pair) => pair.join(' ')).join(', ')}`);
    for (const [category, score] of all.filter(([, score]) => score < LEAST)) {
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

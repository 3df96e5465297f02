// What a page looks like to whoever looks at it: a screenshot at two widths, light and dark, and what axe-core has to say.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const WIDTHS = { phone: { width: 360, height: 740 }, desktop: { width: 1280, height: 800 } };

/** Looks closely at a page: every violation is kept in `found`; pictures go to `folder`, if there is one. */
export function closely(found, folder) {
  return async (name, { page }) => {
    const before = page.viewportSize();
    for (const [width, size] of Object.entries(WIDTHS)) {
      for (const scheme of ['light', 'dark']) {
        await page.setViewportSize(size);
        await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
        await page.evaluate(() => document.activeElement?.blur());
        const place = `${name}, ${width}, ${scheme}`;
        found.push(...(await violations(page)).map((violation) => `${place}: ${violation}`));
        found.push(...(await overflow(page)).map((element) => `${place}: ${element} is wider than the page`));
        if (folder) await picture(page, join(folder, `${name}-${width}-${scheme}.webp`));
      }
    }
    await page.emulateMedia({ colorScheme: null, reducedMotion: null });
    await page.setViewportSize(before);
  };
}

/** Looks only for what axe-core and narrow windows find. */
export function briefly(found, round) {
  return async (name, { page }) => {
    found.push(...(await violations(page)).map((violation) => `${round}, ${name}: ${violation}`));
    found.push(...(await overflow(page)).map((element) => `${round}, ${name}: ${element} is wider than the page`));
  };
}

async function violations(page) {
  await page.evaluate(AXE);
  const result = await page.evaluate((tags) => window.axe.run({ runOnly: tags }), TAGS);
  return result.violations.map((one) => `${one.id}: ${one.help}: ${one.nodes.map((node) => node.target.join(' ')).join(', ')}`);
}

function overflow(page) {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.querySelectorAll('main *, header *')].filter((one) => one.getBoundingClientRect().right > width + 1).map((one) => one.outerHTML.slice(0, 80));
  });
}

async function picture(page, file) {
  const { width, height } = await page.evaluate(() => ({ width: innerWidth, height: Math.max(innerHeight, document.documentElement.scrollHeight) }));
  // Kept open: its end would take a virtual authenticator along.
  const client = await page.context().newCDPSession(page);
  const clip = { x: 0, y: 0, width, height, scale: 1 };
  const { data } = await client.send('Page.captureScreenshot', { format: 'webp', quality: 60, clip, captureBeyondViewport: true });
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, Buffer.from(data, 'base64'));
}

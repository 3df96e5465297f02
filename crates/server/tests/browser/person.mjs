// Somebody at a browser: what they see by role and name, what they type, and what arrives in their mail.
import { createHmac } from 'node:crypto';

export const PASSWORD = 'several calm words in a row';

export class Person {
  constructor(server, browser, options) {
    Object.assign(this, { server, browser, options });
  }

  /** A browser window of its own. */
  static async open(server, browser, options = {}) {
    const person = new Person(server, browser, options);
    person.context = await browser.newContext({ baseURL: server.url, locale: 'en', ...options });
    // What a Content-Security-Policy stops, what a script throws, what does not load: none of it may happen.
    person.complaints = [];
    person.page = await person.context.newPage();
    person.page.setDefaultTimeout(30_000);
    person.page.on('console', (message) => {
      if (message.type() === 'error' && !/status of 40[34]/.test(message.text())) person.complaints.push(message.text());
    });
    person.page.on('pageerror', (error) => person.complaints.push(String(error)));
    person.page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(server.url) && !url.startsWith('data:') && !url.startsWith(server.adminUrl)) person.complaints.push(`loads ${url}`);
    });
    return person;
  }

  async close() {
    await this.context.close();
    if (this.complaints.length > 0) throw new Error(`the browser complains: ${this.complaints.join('; ')}`);
  }

  go(path) {
    return this.page.goto(path);
  }

  /** Types into the field of this name. */
  async fill(name, value) {
    await this.page.locator(`#field-${name.replaceAll('.', '-')}`).fill(value);
  }

  /** Presses the button of this name, and value if several have the name; unfolds what it stands in. */
  async press(name, value) {
    const button = this.page.locator(`button[name="${name}"]${value ? `[value="${value}"]` : ''}`).first();
    await button.waitFor({ state: 'attached' });
    // The innermost last: a folded parent hides its summary.
    for (const details of await this.page.locator('details:not([open])', { has: button }).all()) {
      await details.locator('> summary').click();
    }
    await button.click();
  }

  /** Waits for a flow's message, wherever it stands. */
  told(id) {
    return this.page.locator(`[data-message="${id}"]`).first().waitFor();
  }

  /** Waits for something on the page. */
  sees(selector) {
    return this.page.locator(selector).first().waitFor();
  }

  get isHome() {
    return this.sees('#sessions');
  }

  /** The newest code that was mailed to this address. */
  async code(address, kind) {
    return (await this.mail(address, kind)).match(/\b\d{6}\b/)[0];
  }

  async mail(address, kind) {
    const begun = Date.now();
    while (Date.now() - begun < 10_000) {
      const messages = await (await fetch(`${this.server.adminUrl}/admin/courier/messages?page_size=50&recipient=${encodeURIComponent(address)}`)).json();
      const found = messages.find((message) => message.template_type.startsWith(kind) && !(this.read ??= new Set()).has(message.id));
      if (found) {
        this.read.add(found.id);
        return found.body;
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`no ${kind} for ${address}`);
  }

  /** Two steps: who one is, then a password. */
  async signUp(email, name = 'Ada') {
    await this.go('/ui/registration');
    await this.fill('traits.email', email);
    await this.fill('traits.name.first', name);
    await this.press('method', 'profile');
    await this.page.locator('[data-way=password]').waitFor({ state: 'attached' });
    await this.unfold('password');
    await this.fill('password', PASSWORD);
    await this.press('method', 'password');
    await this.isHome;
  }

  /** Unfolds the ways beside the first one, should this one be among them. */
  async unfold(way) {
    const folded = this.page.locator('details.others:not([open])', { has: this.page.locator(`[data-way=${way}]`) });
    if (await folded.count()) await folded.locator('> summary').click();
  }

  async signIn(email, password = PASSWORD) {
    await this.go('/ui/login');
    await this.fill('identifier', email);
    await this.fill('password', password);
    await this.press('method', 'password');
  }

  async signOut() {
    await this.page.locator('nav form[action$="/ui/logout"] button').click();
    await this.sees('a[href$="/self-service/login/browser"]');
  }

  /** A virtual authenticator, as a phone's or a laptop's own. */
  async authenticator() {
    const client = await this.context.newCDPSession(this.page);
    await client.send('WebAuthn.enable');
    const options = {
      protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true,
    };
    const { authenticatorId } = await client.send('WebAuthn.addVirtualAuthenticator', { options });
    return { client, authenticatorId };
  }
}

/** The code of an authenticator app (RFC 6238). */
export function totp(secret, at = Date.now()) {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret.replace(/[\s=]/g, '')].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const digest = createHmac('sha1', key).update(counter).digest();
  const offset = digest[19] & 15;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

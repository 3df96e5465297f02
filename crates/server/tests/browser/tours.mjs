// What people do, from end to end. Every step is told by the names of fields and buttons and by the ids of messages, so
// that the same tours run in every language.
import assert from 'node:assert/strict';
import { PASSWORD, Person, totp } from './person.mjs';

const settings = (section) => `/ui/settings?section=${section}`;

/** Signs up, confirms the address by the mailed code, signs out and in. */
export async function addresses({ server, browser, options, look }) {
  const ada = await Person.open(server, browser, options);
  await ada.go('/');
  await ada.sees('#field-identifier');
  await look('login', ada);
  await ada.go('/ui/registration');
  await look('registration', ada);
  await ada.signUp('ada@example.org');
  await look('home', ada);

  await ada.go('/ui/verification');
  await look('verification', ada);
  await ada.fill('email', 'ada@example.org');
  await ada.press('method', 'code');
  await ada.told(1080003);
  await look('verification-code', ada);
  await ada.fill('code', '000000');
  await ada.press('method', 'code');
  await ada.told(4070006);
  await look('verification-wrong-code', ada);
  await ada.fill('code', await ada.code('ada@example.org', 'verification_code'));
  await ada.press('method', 'code');
  await ada.told(1080002);
  await look('verification-done', ada);
  await ada.go('/ui/');
  await ada.sees('.badge.good');

  await ada.signOut();
  await look('logout-done', ada);
  await ada.page.goBack();
  await ada.page.waitForLoadState();
  assert.equal(await ada.page.getByText('ada@example.org').count(), 0, 'the way back shows nothing');
  await ada.signIn('ada@example.org', 'wrong');
  await ada.told(4000006);
  await look('login-wrong', ada);
  await ada.signIn('ada@example.org');
  await ada.isHome;
  await ada.close();
}

/** Sets an authenticator app and backup codes up, and signs in with either. */
export async function secondFactors({ server, browser, options, look }) {
  const grace = await Person.open(server, browser, options);
  await grace.signUp('grace@example.org', 'Grace');
  await grace.go(settings('totp'));
  await look('settings', grace);
  await grace.fill('totp_code', '000000');
  await grace.press('method', 'totp');
  await grace.sees('#field-totp_code-about');
  await look('settings-wrong', grace);
  const secret = await grace.page.locator('#field-totp_secret_key').textContent();
  await grace.fill('totp_code', totp(secret.trim()));
  await grace.press('method', 'totp');
  await grace.told(1050001);

  await grace.press('lookup_secret_regenerate');
  await grace.sees('.codes code');
  const codes = await grace.page.locator('.codes code').allTextContents();
  assert.equal(codes.length, 12);
  await look('settings-codes', grace);
  await grace.press('lookup_secret_confirm');
  await grace.told(1050001);
  await look('settings-saved', grace);

  await grace.signOut();
  await grace.signIn('grace@example.org');
  await grace.told(1010004);
  await look('login-second-step', grace);
  // Each code counts once: the next one.
  await grace.fill('totp_code', totp(secret.trim(), Date.now() + 30_000));
  await grace.press('method', 'totp');
  await grace.isHome;

  await grace.signOut();
  await grace.signIn('grace@example.org');
  await grace.told(1010004);
  await grace.unfold('lookup_secret');
  await grace.fill('lookup_secret', codes[3]);
  await grace.press('method', 'lookup_secret');
  await grace.isHome;
  await look('home-factors', grace);
  await grace.close();
}

/** Gets back into an account by a mailed code, and chooses another password. */
export async function recovery({ server, browser, options, look }) {
  const joan = await Person.open(server, browser, options);
  await joan.signUp('joan@example.org', 'Joan');
  await joan.signOut();
  await joan.go('/ui/recovery');
  await look('recovery', joan);
  await joan.fill('email', 'joan@example.org');
  await joan.press('method', 'code');
  await joan.told(1060003);
  await look('recovery-code', joan);
  await joan.fill('code', await joan.code('joan@example.org', 'recovery_code'));
  await joan.press('method', 'code');
  await joan.told(1060001);
  await look('settings-recovered', joan);
  const changed = `${PASSWORD} and one more`;
  await joan.fill('password', changed);
  await joan.press('method', 'password');
  await joan.told(1050001);
  await joan.signOut();
  await joan.signIn('joan@example.org');
  await joan.told(4000006);
  await joan.signIn('joan@example.org', changed);
  await joan.isHome;
  await joan.close();
}

/** Signs another device out. */
export async function sessions({ server, browser, options, look }) {
  const phone = await Person.open(server, browser, options);
  await phone.signUp('mary@example.org', 'Mary');
  const laptop = await Person.open(server, browser, options);
  await laptop.signIn('mary@example.org');
  await laptop.isHome;
  await look('home-sessions', laptop);
  await laptop.press('session');
  await laptop.sees('.note.success');
  assert.equal(await laptop.page.locator('button[name=session]').count(), 0);
  await look('home-revoked', laptop);
  await phone.go('/ui/');
  await phone.sees('#field-identifier');
  await laptop.go('/ui/logout');
  await look('logout', laptop);
  await laptop.close();
  await phone.close();
}

/** Adds a passkey, and signs in with it alone: by the button, and at sign-up. Needs JavaScript. */
export async function passkeys({ server, browser, options, look }) {
  const edith = await Person.open(server, browser, options);
  await edith.signUp('edith@example.org', 'Edith');
  const { client, authenticatorId } = await edith.authenticator();
  await edith.go(settings('passkey'));
  await edith.press('passkey_register_trigger');
  await edith.told(1050001);
  await edith.sees('button[name=passkey_remove], details.remove, #passkey .rows li');
  await look('settings-passkey', edith);
  // The browser offers it by itself, in the field for who one is: this authenticator accepts at once.
  await edith.signOut();
  await edith.go('/ui/login');
  await edith.isHome;
  // And where a browser cannot, there is the button.
  await edith.signOut();
  await edith.page.addInitScript(() => { PublicKeyCredential.isConditionalMediationAvailable = async () => false; });
  await edith.go('/ui/login');
  await edith.press('passkey_login_trigger');
  await edith.isHome;
  const { credentials } = await client.send('WebAuthn.getCredentials', { authenticatorId });
  assert.equal(credentials.length, 1);
  await edith.close();

  const alan = await Person.open(server, browser, options);
  await alan.go('/ui/registration');
  await alan.authenticator();
  await alan.fill('traits.email', 'alan@example.org');
  await alan.press('method', 'profile');
  await alan.sees('button[name=passkey_register_trigger]');
  await look('registration-choose', alan);
  await alan.press('passkey_register_trigger');
  await alan.isHome;
  await alan.close();
}

/** What goes wrong. */
export async function errors({ server, browser, options, look }) {
  const somebody = await Person.open(server, browser, options);
  await somebody.go('/self-service/login/browser?return_to=https://evil.example/');
  await somebody.sees('.card [role=alert]');
  await look('error', somebody);
  await somebody.go('/ui/login?flow=7f1c3b1e-0000-4000-8000-000000000000');
  await somebody.sees('.note.success');
  await look('login-expired', somebody);
  await somebody.close();
}

/** The developer's mails. */
export async function outbox({ server, browser, options, look }) {
  const developer = await Person.open(server, browser, options);
  await developer.signUp('dev@example.org', 'Dev');
  await developer.go(`${server.adminUrl}/ui/outbox`);
  await developer.sees('.code');
  await look('outbox', developer);
  await developer.close();
}

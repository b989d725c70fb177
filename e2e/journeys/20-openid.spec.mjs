// Somebody else says who people are: sign in and out by OpenID Connect, other roles, a disabled account, a service that is away.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from '../support/journey.mjs';
import { startPlant } from '../support/plant.mjs';

const script = join(dirname(fileURLToPath(import.meta.url)), '../counterparts/openid.mjs');
/** The service's pages ask for a typeface from elsewhere. */
const tolerated = /status of (400|401|404|410|500)|ERR_NAME_NOT_RESOLVED|ERR_INTERNET/;

const people = {
  lee: { name: '이현장', 'cognito:groups': ['service.ops', 'somebody-elses-group'] },
  park: { name: 'Park', 'cognito:groups': ['service.ops'] },
  guest: { name: 'Guest' },
  lost: { name: 'Lost', 'cognito:groups': ['customer.view'] },
  hanbit2: { name: 'Hanbit', 'cognito:groups': ['customer.view'], 'custom:customer': 'c-1001' },
};

/** A sign-in service of its own: `tell(name, person)` changes somebody, null disables. */
async function service() {
  const child = spawn('node', [script], { env: { ...process.env, COUNTERPART: JSON.stringify({ people }) }, stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  const address = `http://127.0.0.1:${JSON.parse(line).port}`;
  return {
    address,
    tell: (name, person) => fetch(`${address}/people/${name}`, { method: 'POST', body: JSON.stringify(person) }),
    stop: () => child.kill(),
  };
}

/** The service's own pages: who one is, and that the portal may know it. */
async function vouch(page, name) {
  await page.locator('input[name=login]').fill(name);
  await page.locator('input[name=password]').fill('anything');
  await page.locator('button[type=submit]').click();
  await page.locator('button[type=submit]', { hasText: 'Continue' }).click();
}

let openId;
let plant;
test.beforeAll(async () => {
  test.setTimeout(180_000);
  openId = await service();
  plant = await startPlant({
    'SignIn:Kind': 'OpenId', 'SignIn:OpenId:Authority': openId.address, 'SignIn:OpenId:ClientId': 'iotlink', 'SignIn:OpenId:ClientSecret': 'a-secret-of-tests',
    'SignIn:OpenId:CheckSeconds': 1,
  });
});
test.afterAll(async () => {
  await plant?.stop();
  openId?.stop();
});

test('the service vouches, the page asked for opens, and signing out ends it there too', async ({ as }) => {
  const page = await as(null, { plant: plant.addresses.http, tolerated });
  await page.goto('/s/devices');
  await vouch(page, 'lee');
  await expect(page).toHaveURL(/\/s\/devices$/);
  await page.locator('.il-account').click();
  await expect(page.locator('.mud-popover-open')).toContainText('이현장');

  await page.goto('/account/sign-out');
  await page.locator('button[name=logout]').click();
  await expect(page.locator('[role=status]')).toContainText('로그아웃했습니다');
  await page.goto('/s/devices');
  await expect(page.locator('input[name=login]')).toBeVisible();
});

test('a customer sees the own devices only, and no account of our own signs in', async ({ as }) => {
  const page = await as(null, { plant: plant.addresses.http, language: 'en', tolerated });
  await page.goto('/');
  await vouch(page, 'hanbit2');
  await expect(page).toHaveURL(/\/c$/);
  expect((await page.goto('/s/devices')).status()).toBe(404);

  const stranger = await as(null, { plant: plant.addresses.http, tolerated });
  const answer = await stranger.request.post('/account/sign-in', { form: { 'Form.UserName': 'ops', 'Form.Password': 'iotlink-Demo-1', _handler: 'sign-in' }, maxRedirects: 0 });
  expect(answer.status()).toBe(400);
});

for (const [name, text] of [['guest', 'no role in IotLink'], ['lost', 'names no customer']]) {
  test(`${name} is told why the door stays shut`, async ({ as }) => {
    const page = await as(null, { plant: plant.addresses.http, language: 'en', tolerated });
    await page.goto('/');
    await vouch(page, name);
    await expect(page.locator('[role=alert]')).toContainText(text);
  });
}

test('who loses a role, or the account, loses the open page', async ({ as }) => {
  test.setTimeout(180_000);
  const page = await as(null, { plant: plant.addresses.http, tolerated });
  await page.goto('/s/devices');
  await vouch(page, 'park');
  await expect(page.locator('h1')).toBeVisible();

  await openId.tell('park', { name: 'Park', 'cognito:groups': ['lab.view'] });
  await expect(async () => { // the service still knows the browser, so the new roles come without a question
    await page.goto('/l');
    await expect(page.locator('h1')).toBeVisible({ timeout: 2_000 });
    expect((await page.request.get('/s/devices')).status()).toBe(404);
  }).toPass({ timeout: 60_000 });

  await openId.tell('park', null);
  await expect(page).not.toHaveURL(plant.addresses.http + '/l', { timeout: 90_000 }); // no step of the browser's own
});

test('a service that is away is said plainly', async ({ as }) => {
  openId.stop();
  const page = await as(null, { plant: plant.addresses.http, language: 'en', tolerated });
  await page.goto('/account/sign-in');
  await expect(page.locator('[role=alert]')).toContainText('does not answer');
});

// Outside Development there is no demo and no default password: one link on the console, for one use.
import { accounts, signIn } from '../support/accounts.mjs';
import { expect, test } from '../support/journey.mjs';
import { startPlant } from '../support/plant.mjs';
import { words } from '../support/words.mjs';

let plant;
test.beforeAll(async () => {
  test.setTimeout(120_000);
  plant = await startPlant({}, 'Production');
});
test.afterAll(() => plant?.stop());

const link = () => plant.output().match(/http:\S+\/account\/first-admin\?token=\w+/)?.[0];

test('no demo account exists or is offered', async ({ playwright }) => {
  const request = await playwright.request.newContext({ baseURL: plant.addresses.http });
  const page = await request.get('/account/sign-in');
  expect(page.status()).toBe(200);
  const text = await page.text();
  for (const account of Object.keys(accounts)) expect(text).not.toContain(`"${account}"`);
  for (const account of Object.keys(accounts)) expect((await signIn(request, account)).status(), account).toBe(401);
  await request.dispose();
});

test('the link on the console makes the first administrator, once', async ({ as }) => {
  await expect.poll(link).toBeTruthy();
  const stranger = await as(null, { plant: plant.addresses.http });
  expect((await stranger.goto('/account/first-admin?token=0123456789')).status()).toBe(410);

  const page = await as(null, { plant: plant.addresses.http });
  const late = await as(null, { plant: plant.addresses.http, language: 'en' });
  for (const p of [page, late]) expect((await p.goto(link())).status()).toBe(200);
  const fill = async (p, userName) => {
    await p.locator('[name="Form.UserName"]').fill(userName);
    await p.locator('[name="Form.DisplayName"]').fill('Jo');
    await p.locator('[name="Form.Password"]').fill('a-long-Word-42');
    await p.locator('button[type=submit]').click();
  };
  await fill(page, 'chief');
  await expect(page).toHaveURL('/a/system');
  await expect(page.locator('h1')).toBeVisible();

  await fill(late, 'second');
  await expect(late.locator('.il-problem')).toContainText(words.en.usedUp);
  expect((await stranger.goto(link())).status()).toBe(410);
});

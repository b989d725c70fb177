// Each account gets exactly its pages. What it may not use answers like an address that does not exist.
import { accounts } from '../support/accounts.mjs';
import { expect, open, test } from '../support/journey.mjs';
import { words } from '../support/words.mjs';

const routes = [...new Set(Object.values(accounts).flat())];
const rootOf = (route) => route.slice(0, 2);

for (const [account, own] of Object.entries(accounts)) {
  test(`${account} starts at ${own[0]}, finds every page of the menu and no other`, async ({ as, api }) => {
    const session = await api(account);
    const mayEnter = (route) => own.includes(route);
    for (const route of [...routes, `${rootOf(own[0])}/nowhere`, '/s/nowhere']) {
      expect((await session.get(route)).status(), route).toBe(mayEnter(route) ? 200 : 404);
    }

    const page = await as(account);
    await open(page, '/');
    await expect(page).toHaveURL(own[0]);
    const menu = page.locator('.il-nav a');
    expect(await menu.evaluateAll((links) => links.map((link) => link.getAttribute('href')))).toEqual(own);
    for (const route of own) {
      await page.locator(`.il-nav a[href="${route}"]`).click();
      await expect(page).toHaveURL(route);
      await expect(page.locator('h1')).toBeVisible();
      await expect(page.locator('h1')).not.toHaveText(words.ko.notFound);
      await expect(page.locator('.il-nav a[aria-current=page]')).toHaveAttribute('href', route);
    }
  });
}

test('nobody signed in is led to the sign-in page and back', async ({ as, api }) => {
  const session = await api(null);
  for (const route of routes) {
    const answer = await session.get(route);
    expect(answer.status(), route).toBe(302);
    expect(answer.headers().location, route).toContain('/account/sign-in?ReturnUrl=');
  }

  const page = await as(null, { language: 'en' });
  await page.goto('/s/devices');
  await expect(page.locator('h1')).toHaveText(words.en.signIn);
  await expect(page.locator('[data-account]')).toHaveCount(Object.keys(accounts).length);
  await page.locator('[data-account=ops]').click();
  await expect(page).toHaveURL('/s/devices');
  await expect(page.locator('h1')).toBeVisible();
});

test('a wrong password is refused without saying what was wrong', async ({ as }) => {
  const page = await as(null);
  await page.goto('/account/sign-in');
  await page.locator('[name="Form.UserName"]').first().fill('nobody-here');
  await page.locator('input[type=password]').fill('not-the-password');
  await page.locator('button.il-button').click();
  await expect(page.locator('[role=alert]')).toBeVisible();
  await expect(page).toHaveURL(/account\/sign-in/);
});

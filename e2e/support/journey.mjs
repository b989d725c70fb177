// What every journey starts from: people with browsers, and the address book of the plant they look at.
import { test as base, expect, request as requests } from '@playwright/test';
import { stateOf } from './accounts.mjs';

export { expect };

/** What a browser may complain about without anything being wrong: pages we ask for because they must not be there. */
const expected = /status of (401|404|410)/;

export const test = base.extend({
  /** Where the plant listens: http, mqtt, tcp/prod-a ... */
  at: async ({}, use) => use(JSON.parse(process.env.IOTLINK_ADDRESSES)),

  /** `as('ops', { language, theme, width })`: a browser of somebody's own. What its scripts complain about fails the journey. */
  as: async ({ browser, playwright, at }, use) => {
    const contexts = [];
    const problems = [];
    await use(async (account, { language = 'ko', theme = 'light', width = 1440, height = 900, plant = at.http, tolerated = expected } = {}) => {
      const storageState = account ? await stateOf(playwright, plant, account) : undefined;
      const context = await browser.newContext({ baseURL: plant, storageState, viewport: { width, height }, locale: language });
      contexts.push(context);
      await context.addCookies([
        { name: 'il-lang', value: encodeURIComponent(`c=${language}|uic=${language}`), url: plant },
        { name: 'il-theme', value: theme, url: plant },
      ]);
      const page = await context.newPage();
      page.on('pageerror', (e) => !tolerated.test(e.message) && problems.push(`${page.url()}: ${e.message}`));
      page.on('console', (m) => m.type() === 'error' && !tolerated.test(m.text()) && problems.push(`${page.url()}: ${m.text()}`));
      return page;
    });
    for (const context of contexts) await context.close();
    expect(problems, 'scripts of the pages').toEqual([]);
  },

  /** `api('ops')`: somebody's session without a browser. */
  api: async ({ playwright, at }, use) => {
    const open = [];
    await use(async (account) => {
      const storageState = account ? await stateOf(playwright, at.http, account) : undefined;
      open.push(await requests.newContext({ baseURL: at.http, storageState, maxRedirects: 0 }));
      return open.at(-1);
    });
    for (const request of open) await request.dispose();
  },

  /** `pick('prod-a', 's-1101', 3)`: the third device of a product at a site; each journey has its own. */
  pick: async ({ api }, use) => use(async (product, site, number = 1) => {
    const ops = await api('ops');
    const { items } = await (await ops.get(`/api/v1/portal/devices?product=${product}&site=${site}&take=100`)).json();
    return items.map((d) => d.id).filter((id) => !id.startsWith('hub-'))[number - 1];
  }),
});

/** A mark in the page that only a reload can wipe away. */
export const mark = (page) => page.evaluate(() => { window.notReloaded = true; });

export const expectNoReload = async (...pages) => {
  for (const page of pages) expect(await page.evaluate(() => window.notReloaded), page.url()).toBe(true);
};

/** Waits until the console's keys work: the search takes the cursor and gives it back. */
export async function expectKeys(console) {
  const search = console.locator('#alarm-search');
  await expect(async () => {
    if (!(await search.evaluate((box) => box === document.activeElement))) await console.keyboard.press('Slash');
    await expect(search).toBeFocused({ timeout: 1_000 });
  }).toPass();
  await console.keyboard.press('Escape');
  await expect(search).not.toBeFocused();
}

/** Opens an address and waits until the page lives. */
export async function open(page, address) {
  await page.goto(address);
  await expect(page.locator('h1')).toBeVisible();
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
  return page;
}

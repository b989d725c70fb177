// A broken promise lowers the product's score, and the laboratory finds out by which rule and which device.
import AxeBuilder from '@axe-core/playwright';
import { post } from '../support/devices.mjs';
import { expect, expectNoReload, mark, open, test } from '../support/journey.mjs';
import { languages, words } from '../support/words.mjs';

test('a reading out of range is behind the score of its product, by rule and by device, without reload', async ({ at, as, pick }) => {
  const device = await pick('prod-a', 's-1302', 2);
  expect((await post(at.http, device, { tempC: 70 })).status).toBe(202);
  const pages = [];
  for (const language of languages) {
    const page = await open(await as('author', { language, width: language === 'ko' ? 390 : 1440 }), '/l/quality');
    await page.locator('tr', { hasText: 'prod-a' }).locator('a.il-cell').first().click();
    await expect(page).toHaveURL(/product=prod-a&day=/);
    await mark(page);
    pages.push([page, language]);
  }

  expect((await post(at.http, device, { tempC: 900 })).status).toBe(202);
  for (const [page, language] of pages) {
    const rule = page.locator('tr', { hasText: 'tempC.range' });
    await expect(rule).toContainText(words[language].outOfRange);
    await rule.getByRole('link').click();
    await expect(page).toHaveURL(/rule=tempC\.range/);
    await expect(page.getByRole('link', { name: device, exact: true })).toBeVisible();
    await expectNoReload(page);
    await page.screenshot({ path: `test-results/looks/quality-day-${language}.png`, fullPage: true });
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect.soft(wider, 'scrolls sideways by').toBeLessThanOrEqual(0);
    expect.soft((await new AxeBuilder({ page }).analyze()).violations.map((v) => v.id)).toEqual([]);
  }
});

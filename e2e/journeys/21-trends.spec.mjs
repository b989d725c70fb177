// A curve of any metric: the laboratory looks into it, a customer sees its own devices and takes the numbers away, in either language.
import AxeBuilder from '@axe-core/playwright';
import { post } from '../support/devices.mjs';
import { expect, open, test } from '../support/journey.mjs';

const names = { ko: { explorer: '데이터 탐색', trends: '추이', table: '표로 보기', max: '최댓값' }, en: { explorer: 'Data explorer', trends: 'Trends', table: 'As a table', max: 'Largest' } };

async function expectFit(page) {
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect.soft(wider, 'scrolls sideways by').toBeLessThanOrEqual(0);
  expect.soft((await new AxeBuilder({ page }).analyze()).violations.map((v) => v.id)).toEqual([]);
}

test('the laboratory looks into two devices, and the address says what is shown', async ({ at, as, pick }) => {
  const [one, two] = [await pick('prod-a', 's-1302', 1), await pick('prod-a', 's-1302', 3)];
  for (const tempC of [61, 64, 67]) for (const device of [one, two]) expect((await post(at.http, device, { tempC })).status).toBe(202);
  const page = await open(await as('author', { language: 'en' }), `/l/explore?product=prod-a&metric=tempC&r=1h&d=${one},${two}`);
  await expect(page.locator('h1')).toHaveText(names.en.explorer);
  await expect(page.locator('.apexcharts-line-series .apexcharts-series')).toHaveCount(2);
  await page.getByText(names.en.table).click();
  await expect(page.locator('.il-trend-rows tbody tr').filter({ hasText: two })).not.toHaveCount(0);
  await expectFit(page);

  await page.getByLabel(two).uncheck();
  await expect(page).toHaveURL(new RegExp(`d=${one}(&|$)`));
  await expect(page.locator('.apexcharts-line-series .apexcharts-series')).toHaveCount(1);
  await page.locator('select').nth(2).selectOption({ label: names.en.max });
  await expect(page).toHaveURL(/stat=Max/);
});

test('a customer sees its own devices only, in both languages, and takes the numbers away', async ({ at, as, pick }) => {
  const [theirs, ours] = [await pick('prod-a', 's-1101', 6), await pick('prod-a', 's-1201', 1)];
  for (const device of [theirs, ours]) expect((await post(at.http, device, { tempC: 63 })).status).toBe(202);
  for (const language of ['ko', 'en']) {
    const page = await open(await as('gaon', { language, width: language === 'ko' ? 390 : 1440 }), `/c/trends?product=prod-a&metric=tempC&r=1h&d=${ours},${theirs}`);
    await expect(page.locator('h1')).toHaveText(names[language].trends);
    await expect(page.getByLabel(ours)).toBeChecked();
    await expect(page.locator('body')).not.toContainText(theirs);
    await expectFit(page);
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: `CSV ${ours}` }).click()]);
    expect(file.suggestedFilename()).toBe(`${ours}-trend.csv`);
    const other = await page.request.get(`/api/v1/portal/devices/${theirs}/trend.csv?metric=tempC`);
    expect(other.status()).toBe(404);
  }
});

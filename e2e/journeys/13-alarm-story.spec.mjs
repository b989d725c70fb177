// Why is there an alarm? From the console and from a frame to the story, in both languages; what each reader may see of it.
import { post } from '../support/devices.mjs';
import { expect, expectKeys, open, test } from '../support/journey.mjs';
import { languages } from '../support/words.mjs';

const said = { ko: { raw: '원시 수신', none: '없음', open: '아직 해결되지 않음' }, en: { raw: 'Raw message received', none: 'none', open: 'not yet' } };
const step = (page, key) => page.locator(`li[data-step=${key}]`);

for (const [index, language] of languages.entries()) {
  test(`W opens the story from the console, with the bytes and the rule's numbers (${language})`, async ({ at, as, pick }) => {
    const device = await pick('prod-a', 's-1403', index + 1);
    await post(at.http, device, { tempC: 91 });
    const page = await open(await as('ops', { language }), `/s/alarms?q=${device}`);
    await expect(page.locator('a.il-line', { hasText: device })).toBeVisible();
    await expectKeys(page);
    await page.keyboard.press('KeyW');
    await expect(page).toHaveURL(/\/s\/alarms\/A/);
    await expect(step(page, 'received')).toContainText(said[language].raw);
    await expect(step(page, 'rule')).toContainText('91 > 80');
    await expect(step(page, 'action')).toContainText(said[language].none);
    await expect(step(page, 'resolved')).toContainText(said[language].open);
  });
}

test('from a frame on the device page to what it caused, and the passed-on link leads each reader to their own story', async ({ at, as, pick }) => {
  const device = await pick('prod-a', 's-1403', 3);
  await post(at.http, device, { tempC: 92 });
  const page = await open(await as('ops'), `/s/devices/${device}`);
  await page.locator('.il-caused a').click();
  await expect(page).toHaveURL(/\/s\/alarms\/A/);
  await expect(step(page, 'rule')).toContainText('92 > 80');

  const link = `/alarms/${page.url().split('/').at(-1)}`;
  const lab = await open(await as('lab'), link);
  await expect(lab).toHaveURL(/\/l\/alarms\/A/);
  await expect(step(lab, 'contract')).toBeVisible();
  await expect(lab.locator('h1 ~ .il-small')).not.toContainText('공장');
});

test('a customer reads the plain story of its own alarm and none of anybody else', async ({ at, as, api, pick }) => {
  const device = await pick('prod-a', 's-1202', 1);
  await post(at.http, device, { tempC: 93 });
  const ops = await api('ops');
  const alarm = async () => (await (await ops.get(`/api/v1/portal/alarms?device=${device}`)).json()).items[0]?.id;
  await expect.poll(alarm).toBeTruthy();
  const seen = [];
  for (const customer of ['hanbit', 'gaon']) {
    const page = await open(await as(customer), `/c/alarms/${await alarm()}`);
    const own = await page.locator('.il-story').count();
    seen.push(own);
    if (own) {
      await expect(step(page, 'raised')).toBeVisible();
      await expect(step(page, 'received')).toHaveCount(0);
    }
  }

  expect(seen.sort()).toEqual([0, 1]);
});

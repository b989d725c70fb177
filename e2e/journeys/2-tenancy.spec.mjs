// What belongs to one customer does not exist for another: not on a page, not by a guessed address, not in the API.
import { post } from '../support/devices.mjs';
import { expect, expectNoReload, mark, open, test } from '../support/journey.mjs';
import { languages, words } from '../support/words.mjs';

const api = '/api/v1/portal';

test('a customer sees an alarm of their own at once, and never one of somebody else', async ({ at, as, pick }) => {
  const [theirs, ours] = [await pick('prod-a', 's-1101', 6), await pick('prod-a', 's-1201', 1)];
  const [hanbit, gaon] = [await open(await as('hanbit'), '/c'), await open(await as('gaon', { language: 'en' }), '/c')];
  await Promise.all([mark(hanbit), mark(gaon)]);

  await post(at.http, theirs, { tempC: 82 });
  await expect(hanbit.locator('tr', { hasText: theirs })).toBeVisible();

  // Its own alarm, sent later, has arrived: so would have the other one.
  await post(at.http, ours, { tempC: 83 });
  await expect(gaon.locator('tr', { hasText: ours })).toBeVisible();
  await expect(gaon.locator('body')).not.toContainText(theirs);
  await expect(hanbit.locator('body')).not.toContainText(ours);
  await expectNoReload(hanbit, gaon);
});

for (const language of languages) {
  test(`a guessed address of somebody else's device is not found (${language})`, async ({ as, pick }) => {
    const theirs = await pick('prod-a', 's-1101', 6);
    const gaon = await as('gaon', { language });
    for (const root of ['/c', '/s', '/l']) {
      const answer = await gaon.goto(`${root}/devices/${theirs}`);
      expect(answer.status(), root).toBe(404);
      await expect(gaon.getByText(root === '/c' ? words[language].noSuchEntry : words[language].notFound).first()).toBeVisible();
      const said = (await gaon.locator('main').innerText()).replaceAll(theirs, 'no-such-device');
      expect((await gaon.goto(`${root}/devices/no-such-device`)).status()).toBe(404);
      await expect(gaon.locator('main'), 'as if there were none').toHaveText(said, { useInnerText: true });
    }

    // The same guess from inside a living page, where no request is made.
    await open(gaon, '/c/devices');
    await expect(gaon.locator('body')).not.toContainText(theirs);
    await gaon.evaluate((id) => Blazor.navigateTo(`/c/devices/${id}`), theirs);
    await expect(gaon.locator('.il-note')).toContainText(words[language].noSuchEntry);
    await expect(gaon.locator('.il-device')).toHaveCount(0);
    await gaon.evaluate((id) => Blazor.navigateTo(`/s/devices/${id}`), theirs);
    await expect(gaon.locator('h1')).toHaveText(words[language].notFound);
  });
}

test('the portal API answers for own devices only', async ({ at, api: session, pick }) => {
  const [theirs, ours] = [await pick('prod-a', 's-1101', 6), await pick('prod-a', 's-1201', 1)];
  await post(at.http, ours, { tempC: 64 });
  const gaon = await session('gaon');
  for (const path of [`/devices/${theirs}`, `/devices/${theirs}/telemetry?metric=tempC`]) {
    const answer = await gaon.get(api + path);
    expect(answer.status(), path).toBe(404);
    expect(answer.headers()['content-type']).toContain('application/problem+json');
  }
  expect((await gaon.get(`${api}/devices/no-such-device`)).status()).toBe(404);
  expect((await gaon.get(`${api}/devices/${ours}`)).status()).toBe(200);
  expect((await gaon.get(`${api}/devices/${ours}/telemetry?metric=tempC`)).status()).toBe(200);

  const devices = await (await gaon.get(`${api}/devices?take=500`)).json();
  expect(devices.total).toBeGreaterThan(0);
  expect(new Set(devices.items.map((d) => d.customer))).toEqual(new Set(['가온전자']));
  const alarms = await (await gaon.get(`${api}/alarms?open=false&take=500`)).json();
  expect(alarms.items.map((a) => a.device)).not.toContain(theirs);
  expect((await (await gaon.get(`${api}/alarms?device=${theirs}&open=false`)).json()).total).toBe(0);
  expect((await (await session(null)).get(`${api}/devices`)).status()).toBe(401);
});

test('a customer sees the values of an own device, but no raw frames', async ({ at, as, pick }) => {
  const ours = await pick('prod-a', 's-1201', 2);
  const page = await open(await as('gaon'), `/c/devices/${ours}`);
  await post(at.http, ours, { tempC: 61, rpm: 900 });
  await expect(page.locator('.il-latest')).toContainText('61');
  await expect(page.locator('.il-frames')).toHaveCount(0);
});

test('the laboratory sees codes where others see names', async ({ as, api: session, pick }) => {
  const device = await pick('prod-a', 's-1101', 6);
  const lab = await as('author');
  for (const address of [`/l/devices/${device}`, '/l/devices?site=s-1101']) {
    await open(lab, address);
    await expect(lab.locator('main')).toContainText('S-1101');
    await expect(lab.locator('body')).not.toContainText('한빛정밀');
    await expect(lab.locator('body')).not.toContainText('화성');
  }
  const answer = await (await (await session('author')).get(`${api}/devices/${device}`)).json();
  expect([answer.customer, answer.site]).toEqual(['C-1001', 'S-1101']);
});

// One frame, all the way: sent by a client that shares no code with the product, seen in a browser that nobody reloads.
import { curl, gt06, logIn, post, prodA, publish, secretOf, sendTcp } from '../support/devices.mjs';
import { expect, expectNoReload, mark, open, test } from '../support/journey.mjs';
import { languages, words } from '../support/words.mjs';

const json = (tempC) => JSON.stringify({ data: { metrics: { tempC, rpm: 1200 } } });

/** How product A's temperature gets in, and how the hot message stands on the page. */
const ways = {
  'a raw TCP socket': { nth: 1, line: (at, device) => logIn(at['tcp/prod-a'], prodA, device), send: async (line, device, tempC) => acknowledged(await line.ask(prodA.frame(prodA.body(tempC)))), shows: '000501520204B09499' },
  'an MQTT client, JSON': { nth: 2, send: (at, device, tempC) => publish(at.mqtt, device, 'json', json(tempC)), shows: json(82) },
  'an MQTT client, bytes': { nth: 3, send: (at, device, tempC) => publish(at.mqtt, device, 'bin', prodA.body(tempC)), shows: '01520204B0' },
  'curl': { nth: 4, send: async (at, device, tempC) => expect((await post(at.http, device, { tempC, rpm: 1200 })).status).toBe(202), shows: json(82) },
};

/** Body 06: the frame is on disk. */
function acknowledged(answer) {
  expect(answer[2]).toBe(0x06);
}

const row = (console, device) => console.locator('a.il-line', { hasText: device });
const value = (page, metric) => page.locator('.il-latest tr', { hasText: metric }).locator('.il-value');
const frame = (page) => page.locator('.il-frames .il-byte, .il-frames .il-payload').allTextContents().then((all) => all.join(''));

for (const [way, { nth, line, send, shows }] of Object.entries(ways)) {
  test(`a reading sent by ${way} appears on the device page, raises an alarm in the console and ends it, without reload`, async ({ at, as, pick }) => {
    const device = await pick('prod-a', 's-1101', nth);
    const people = [];
    for (const language of languages) {
      const [page, console] = [await as('ops', { language }), await as('dispatch', { language })];
      await Promise.all([open(page, `/s/devices/${device}`), open(console, '/s/alarms')]);
      await Promise.all([mark(page), mark(console)]);
      people.push({ page, console, says: words[language] });
    }

    const to = line ? await line(at, device) : at;
    await send(to, device, 72);
    for (const { page } of people) await expect(value(page, 'tempC')).toContainText('72');

    await send(to, device, 82);
    for (const { page, console, says } of people) {
      await expect(row(console, device)).toContainText(says.high);
      await expect(row(console, device)).toContainText(says.new);
      await expect(value(page, 'tempC')).toContainText('82');
      await expect.poll(() => frame(page)).toBe(shows);
      await expect(page.locator('.il-frames .il-fields')).toContainText('82');
      await expect(page.locator('.il-device')).toContainText(says.new);
    }

    // Normal for two reporting periods, as a device would go on to report: a single reading ends nothing.
    await expect(async () => {
      await send(to, device, 70);
      await expect(row(people[0].console, device)).toHaveCount(0, { timeout: 1_500 });
    }).toPass({ timeout: 30_000 });
    for (const { page, console, says } of people) {
      await expect(row(console, device)).toHaveCount(0);
      await expect(page.locator('.il-device')).toContainText(says.resolved);
      await expect(value(page, 'tempC')).toContainText('70');
      await expectNoReload(page, console);
    }
    to.close?.();
  });
}

test('the console shows from which bytes an alarm came, step by step', async ({ at, as, pick }) => {
  const device = await pick('prod-a', 's-1102', 1);
  await sendTcp(at['tcp/prod-a'], prodA, device, prodA.body(82));
  for (const language of languages) {
    const console = await open(await as('ops', { language }), '/s/alarms');
    await row(console, device).click();
    await expect(console.locator('.il-detail h2').first()).toContainText(device);
    await expect(console.locator('.il-steps')).toContainText('tempC 82 > 80');
    await expect(console.locator('.il-detail .il-byte')).toHaveText(['00', '05', '01', '52', '02', '04', 'B0', '94', '99']);
    await expect(console.locator('.il-detail .il-fields')).toContainText('tempC');
    await expect(console.locator('.il-detail canvas').first()).toBeVisible();
  }
});

test('a GT06 tracker over a raw socket is seen moving, and speeding', async ({ at, as, pick }) => {
  const imei = await pick('gt06', 's-1101') ?? await pick('gt06', 's-1102') ?? await pick('gt06', 's-1201');
  const busan = { latitude: 35.1, longitude: 129.04 };
  const people = [];
  for (const language of languages) {
    const [page, console] = [await as('ops', { language }), await as('dispatch', { language })];
    await Promise.all([open(page, `/s/devices/${imei}`), open(console, '/s/alarms')]);
    await Promise.all([mark(page), mark(console)]);
    people.push({ page, console, says: words[language] });
  }

  const answer = await sendTcp(at['tcp/gt06'], gt06, imei, gt06.location(120, busan));
  expect(answer.subarray(0, 4).toString('hex')).toBe('78780512');
  for (const { page, console, says } of people) {
    await expect(value(page, 'speedKph')).toContainText('120');
    await expect(value(page, 'latitude')).toContainText('35.1');
    await expect(row(console, imei)).toContainText(says.speeding);
    await expectNoReload(page, console);
  }
});

test('a batch by curl is taken when all of it is on disk', async ({ at, as, pick }) => {
  const hub = 'hub-01';
  const page = await open(await as('ops'), `/s/devices/${hub}`);
  const body = JSON.stringify([55, 56, 57].map((tempC) => ({ device_id: hub, data: { metrics: { tempC } } })));
  const answer = await curl(at.http, '/api/v1/messages:batch', { secret: secretOf(hub), body });
  expect(answer.status).toBe(202);
  await expect(value(page, 'tempC')).toContainText('57');
  await expect(page.locator('.il-frames li')).toHaveCount(3);
});

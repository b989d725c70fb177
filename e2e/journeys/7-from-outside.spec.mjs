// What machines around IotLink read: health, figures, the API document, and what refused input is told.
import { curl, post, prodA, secretOf, sendTcp } from '../support/devices.mjs';
import { expect, expectNoReload, mark, open, test } from '../support/journey.mjs';
import { languages, words } from '../support/words.mjs';

test('health says alive, and names each part and its state', async ({ api }) => {
  const session = await api(null);
  expect((await session.get('/healthz/live')).status()).toBe(200);
  const ready = await session.get('/healthz/ready');
  expect(ready.status()).toBe(200);
  const { parts } = await ready.json();
  for (const part of ['stream', 'hot-store', 'relational', 'pipeline', 'mqtt', 'tcp']) expect(parts[part]?.state, part).toBe('ok');
});

test('the figures are there, and move', async ({ at, api, pick }) => {
  const session = await api(null);
  const read = async () => (await session.get('/metrics', { headers: { Accept: 'application/openmetrics-text; version=1.0.0' } })).text();
  const sum = (text, name) => [...text.matchAll(new RegExp(`^${name}(?:\\{[^}]*\\})? ([0-9.e+]+)`, 'gm'))].reduce((total, [, value]) => total + Number(value), 0);
  const names = ['iotlink_messages_acknowledged_total', 'iotlink_readings_stored_total', 'iotlink_alarms_raised_total', 'iotlink_messages_refused_total'];
  const before = await read();
  expect(before).toMatch(/^iotlink_pipeline_lag_seconds/m);

  const device = await pick('prod-a', 's-1301', 1);
  await post(at.http, device, { tempC: 88 });
  await post(at.http, device, { rpm: 3 });
  for (const name of names) await expect.poll(async () => sum(await read(), name) - sum(before, name), { message: name }).toBeGreaterThan(0);
  expect(await read()).toMatch(/^iotlink_messages_refused_total\{[^}]*reason="contract.required"[^}]*\} [1-9]/m);
});

test('the API document tells of the device and the portal API', async ({ api }) => {
  const document = await (await (await api(null)).get('/openapi/v1.json')).json();
  const paths = Object.keys(document.paths);
  for (const path of ['/api/v1/devices/{deviceId}/messages', '/api/v1/messages:batch', '/api/v1/portal/devices', '/api/v1/portal/alarms']) expect(paths).toContain(path);
});

const device = 'prod-a-0001';
const refusals = {
  'broken JSON': [400, 'json.malformed', { secret: secretOf(device), body: '{"data":' }],
  'no token': [401, 'device.unauthorized', { body: '{}' }],
  'the token of another device': [401, 'device.unauthorized', { secret: secretOf('prod-a-0002'), body: '{}' }],
  'too much': [413, 'payload.too_large', { secret: secretOf(device), body: 'x'.repeat(70_000) }],
  'an unknown media type': [415, 'payload.media_unsupported', { secret: secretOf(device), type: 'application/xml', body: '<a/>' }],
};
for (const [what, [status, code, request]] of Object.entries(refusals)) {
  test(`${what} is refused with ${status} and a reason`, async ({ at }) => {
    const answer = await curl(at.http, `/api/v1/devices/${device}/messages`, request);
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json).toMatchObject({ status, code });
  });
}

test('what cannot be decoded, or did not arrive whole, is in the dead letters at once', async ({ at, as, pick }) => {
  const sender = await pick('prod-a', 's-1301', 2);
  const pages = await Promise.all(languages.map(async (language) => open(await as('author', { language }), '/l/dlq?code=frame.checksum')));
  await Promise.all(pages.map(mark));

  await sendTcp(at['tcp/prod-a'], prodA, sender, Buffer.from([0x7f, 0x42]));
  const spoilt = { login: prodA.login, frame: (body) => prodA.frame(body).map((byte, i, all) => (i === all.length - 1 ? byte ^ 0xff : byte)) };
  const refused = await sendTcp(at['tcp/prod-a'], spoilt, sender, prodA.body(60));
  expect(refused[2]).toBe(0x15);

  for (const [i, page] of pages.entries()) {
    const says = words[languages[i]];
    await expect(page.locator('td a', { hasText: says.noMatch })).toBeVisible();
    await expect(page.locator('td a', { hasText: says.checksum })).toBeVisible();
    await page.locator('tr', { hasText: 'prod-a' }).locator('a', { hasText: says.noMatch }).click();
    await expect(page.locator('.il-letter', { hasText: sender }).first()).toBeVisible();
    await expect(page.locator('.il-letter .il-byte', { hasText: '42' }).first()).toBeVisible();
    await expectNoReload(page);
  }
});

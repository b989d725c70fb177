// A version for a share of the devices first: they alone get it, it is compared on what they sent, taken back, tried again, brought to all
// and rolled back in one click.
import { readFileSync } from 'node:fs';
import { publish } from '../support/devices.mjs';
import { expect, expectNoReload, mark, open, test } from '../support/journey.mjs';
import { approve, writeBelow } from '../support/studio.mjs';
import { words } from '../support/words.mjs';

const address = '/l/specs/elsys-ers';
const catalogue = new URL('../../IotLink.Core/Products/Catalog/elsys-ers.spec.yaml', import.meta.url);
const firstCase = readFileSync(catalogue, 'utf8').split('\n').findIndex((line) => line.includes('0x01: {')) + 1;

/** 22.6 degrees, and what only new firmware sends. */
const frame = Buffer.from('0100e27e05', 'hex');

test('a canary is compared, withdrawn, tried again, promoted and rolled back', async ({ at, as, api }) => {
  test.setTimeout(120_000);
  const says = { ...words.ko.studio, ...words.ko.letters, ...words.ko.canary };
  const [author, reviewer] = [await as('author', { language: 'ko' }), { page: await as('review', { language: 'en' }), says: words.en.studio }];
  const ask = (name) => author.getByRole('button', { name, exact: true });
  const ops = await api('ops');
  const { items } = await (await ops.get('/api/v1/portal/devices?product=elsys-ers&take=100')).json();
  const devices = items.map((d) => d.id).filter((id) => /[13579]$/.test(id)); // the others hang under hubs

  /** Every device sends; those whose reading has the new value. */
  const sendAll = async () => {
    const since = new Date().toISOString();
    for (const device of devices) await publish(at.mqtt, device, 'bin', frame);
    const series = async (device, metric) =>
      (await (await ops.get(`/api/v1/portal/devices/${device}/telemetry?metric=${metric}&from=${since}`)).json()).points.length;
    await expect.poll(async () => (await Promise.all(devices.map((d) => series(d, 'temperature')))).every((n) => n === 1), { timeout: 30_000 }).toBe(true);
    const flows = await Promise.all(devices.map((d) => series(d, 'flow')));
    return devices.filter((_, i) => flows[i] > 0);
  };
  const beginCanary = async (n) => {
    await open(author, address);
    await writeBelow(author, firstCase, `0x7e: {id: flow, type: u1} # try ${n}`, says);
    await approve(author, reviewer, address, says.flow, says);
    await ask(says.canary).click();
    await author.locator('.il-actions input[type=number]').fill('40');
    await ask(says.canary).click();
    await expect(ask(says.promote)).toBeVisible();
    await expect(author.locator('.monaco-editor').first()).toContainText(`try ${n}`);
  };

  await beginCanary(1);
  const chosen = await sendAll();
  expect(chosen.length).toBeGreaterThan(0);
  expect(chosen.length).toBeLessThan(devices.length);

  // Beside the published version, on the very messages.
  await author.getByRole('tab').nth(2).click();
  await ask(says.compare).click();
  const compared = author.locator('.il-card', { hasText: says.compared });
  await expect(compared).toContainText(says.over(chosen.length));
  await expect(compared).toContainText('flow');
  await author.screenshot({ path: 'test-results/looks/canary-ko.png', fullPage: true });

  await mark(author);
  await ask(says.withdraw).click();
  await author.locator('#il-why').fill(says.notYet);
  await ask(says.withdraw).click();
  await expect(ask(says.withdraw)).toHaveCount(0);
  expect(await sendAll()).toEqual([]);
  await expectNoReload(author);

  await beginCanary(2);
  expect(await sendAll()).toEqual(chosen);
  await ask(says.promote).click();
  await expect(ask(says.promote)).toHaveCount(0);
  expect(await sendAll()).toEqual(devices);

  // Version 1 again, in one click and with a reason.
  await author.getByRole('tab').nth(2).click();
  await author.locator('tr', { hasText: /^v1/ }).getByRole('button', { name: says.rollBack, exact: true }).click();
  await author.locator('#il-rollback').fill(says.notYet);
  await author.locator('.il-rollback button[type=submit]').click();
  await expect(author.locator('.il-runs')).toContainText('v4 ← v1');
  expect(await sendAll()).toEqual([]);
});

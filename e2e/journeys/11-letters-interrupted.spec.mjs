// A large group is reprocessed, cancelled half way, begun again, and the server is killed in the middle: each letter becomes one reading.
import { readFileSync } from 'node:fs';
import { logIn, prodA } from '../support/devices.mjs';
import { expect, open, test } from '../support/journey.mjs';
import { startPlant } from '../support/plant.mjs';
import { approve, expectStep, writeBelow } from '../support/studio.mjs';
import { words } from '../support/words.mjs';

const letters = 1_200;
const tag = 0x75;
const device = 'prod-a-0003';
const catalogue = new URL('../../IotLink.Core/Products/Catalog/prod-a.spec.yaml', import.meta.url);
const lastCase = readFileSync(catalogue, 'utf8').split('\n').findIndex((line) => line.includes('0x04:')) + 1;

/** One letter settled at a time, so that there is a middle to meet; what another host left behind is taken up soon. */
const slow = { 'Ingest:DeadLetters:BatchSize': 1, 'Ingest:DeadLetters:LeaseSeconds': 2, 'Ingest:Admission:RatePerDevice': 0 };

const afterTheKill = /WebSocket|transport|ERR_CONNECTION|Connection disconnected|Failed to fetch|not in the 'Connected' State/;

test('reprocessing that is cancelled, killed and repeated loses and doubles nothing', async ({ as, playwright }) => {
  test.setTimeout(240_000);
  const says = { ...words.en.studio, ...words.en.letters };
  let plant = await startPlant(slow);
  try {
    const at = plant.addresses;
    const line = await logIn(at['tcp/prod-a'], prodA, device);
    for (let n = 0; n < letters; n++) await line.ask(prodA.frame(Buffer.from([tag, n >> 8, n & 0xff, 0x01, 60])));
    line.close();

    const author = await as('author', { language: 'en', plant: at.http, tolerated: afterTheKill });
    const reviewer = { page: await as('review', { language: 'en', plant: at.http, tolerated: afterTheKill }), says };
    await open(author, '/l/specs/prod-a');
    await writeBelow(author, lastCase, `0x${tag.toString(16)}: {id: counted, type: u2}`, says);
    await approve(author, reviewer, '/l/specs/prod-a', says.fix, says);
    await author.getByRole('button', { name: says.publish, exact: true }).click();
    await expectStep(author, 4);
    await reviewer.page.close();

    const job = author.locator('.il-job').first();
    const passed = async () => Number((await job.textContent()).match(/passed ([\d,]+)/)[1].replaceAll(',', ''));
    const reprocess = async () => {
      await open(author, '/l/dlq');
      await author.locator('td a', { hasText: words.en.noMatch }).first().click();
      await author.getByRole('button', { name: new RegExp(`^${says.reprocess}`) }).click();
      await author.getByRole('alertdialog').getByRole('button', { name: says.reprocess, exact: true }).click();
      await expect(job).toContainText(says.running);
      await expect.poll(passed).toBeGreaterThan(0);
    };

    await reprocess();
    await job.getByRole('button', { name: says.cancel, exact: true }).click();
    await expect(job).toContainText(says.cancelled);
    const before = await passed();
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(letters);

    await reprocess();
    await plant.crash();
    plant = await plant.again();
    await open(author, '/l/dlq');
    await expect(job).toContainText(says.done, { timeout: 120_000 });
    expect(await passed()).toBe(letters - before);
    await expect(author.locator('td a', { hasText: words.en.noMatch })).toHaveCount(0);

    const request = await playwright.request.newContext({ baseURL: at.http, storageState: await author.context().storageState() });
    const { points } = await (await request.get(`/api/v1/portal/devices/${device}/telemetry?metric=counted&points=10000`)).json();
    await request.dispose();
    expect(points.map((p) => p.value).sort((a, b) => a - b)).toEqual(Array.from({ length: letters }, (_, n) => n));
    console.log(`${letters} letters: ${before} before the cancel, ${letters - before} after it through a kill; each is one reading`);
  } finally {
    await plant.stop();
  }
});

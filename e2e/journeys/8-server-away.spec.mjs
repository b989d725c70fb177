// The server goes away and comes back: the page says so, keeps what it knew, and recovers by itself.
import { post } from '../support/devices.mjs';
import { expect, expectKeys, mark, open, test } from '../support/journey.mjs';
import { startPlant } from '../support/plant.mjs';
import { words } from '../support/words.mjs';

/** What Blazor's own script complains about while the server is gone; an answer it was about to send finds no connection. */
const afterTheKill = /WebSocket|transport|ERR_CONNECTION|Connection disconnected|Failed to fetch|not in the 'Connected' State/;

test('a page whose server is killed says so within 15 seconds and recovers by itself', async ({ as }) => {
  test.setTimeout(180_000);
  let plant = await startPlant();
  try {
    const device = 'prod-a-0001';
    const page = await as('ops', { plant: plant.addresses.http, tolerated: afterTheKill });
    const address = `/s/alarms?q=${device}`;
    await open(page, address);
    await post(plant.addresses.http, device, { tempC: 90 });
    const row = page.locator('a.il-line', { hasText: device });
    await expect(row).toContainText(words.ko.new);
    await mark(page);

    await plant.crash();
    await expect(page.locator('#components-reconnect-modal')).toBeVisible({ timeout: 15_000 });
    await expect(page.locator('#components-reconnect-modal')).toContainText(words.ko.lost);
    await expect(page.locator('.il-fresh')).toContainText(words.ko.disconnected, { timeout: 15_000 });
    await expect(row).toBeVisible();

    plant = await plant.again();
    await expect(page.locator('#components-reconnect-modal')).toBeHidden({ timeout: 60_000 });
    await expect.poll(() => page.evaluate(() => window.notReloaded ?? false).catch(() => true), { timeout: 30_000 }).toBe(false);
    await expect(page).toHaveURL(address);
    await expect(row).toContainText(words.ko.new);
    await expectKeys(page);
    await page.keyboard.press('KeyA');
    await expect(row).toContainText(words.ko.acknowledged);
  } finally {
    await plant.stop();
  }
});

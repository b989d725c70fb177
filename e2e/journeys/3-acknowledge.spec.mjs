// The console by keyboard: one key to acknowledge, whatever language the keyboard writes, and everybody sees it.
import { post } from '../support/devices.mjs';
import { expect, expectKeys, expectNoReload, mark, open, test } from '../support/journey.mjs';
import { words } from '../support/words.mjs';

const row = (console, device) => console.locator('a.il-line', { hasText: device });
const picked = (console) => console.locator('a.il-line[aria-current=true]');

/** The physical key A as a browser reports it while the Hangul keyboard is on. */
async function pressHangulA(page) {
  const keyboard = await page.context().newCDPSession(page);
  const key = { code: 'KeyA', key: 'ㅁ', windowsVirtualKeyCode: 65 };
  await keyboard.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...key });
  await keyboard.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key });
}

const hands = { 'the key A': (page) => page.keyboard.press('KeyA'), 'the key A with the Hangul keyboard on': pressHangulA };

for (const [index, [name, press]] of Object.entries(hands).entries()) {
  test(`${name} acknowledges the picked alarm, and a colleague sees it without reload`, async ({ at, as, pick }) => {
    const device = await pick('prod-a', 's-1103', index + 1);
    await post(at.http, device, { tempC: 84 });
    const [mine, colleague] = [await as('ops'), await as('dispatch', { language: 'en' })];
    const address = `/s/alarms?q=${device}`;
    await Promise.all([open(mine, address), open(colleague, address)]);
    await Promise.all([mark(mine), mark(colleague)]);
    await expect(picked(mine)).toContainText(device);
    await expect(row(mine, device)).toContainText(words.ko.new);

    await expectKeys(mine);
    await press(mine);

    await expect(row(mine, device)).toContainText(words.ko.acknowledged);
    await expect(row(colleague, device)).toContainText(words.en.acknowledged);
    await expect(colleague.locator('.il-detail')).toContainText('김하늘');
    await expectNoReload(mine, colleague);
  });
}

test('J and K walk the list, Enter opens the device, a letter typed into the search does nothing else', async ({ at, as, pick }) => {
  const devices = [await pick('prod-a', 's-1303', 1), await pick('prod-a', 's-1303', 2)];
  for (const device of devices) await post(at.http, device, { tempC: 85 });
  const console = await open(await as('ops'), '/s/alarms');
  const lines = console.locator('a.il-line');
  for (const device of devices) await expect(row(console, device)).toBeVisible();
  const order = await lines.evaluateAll((all) => all.map((line) => line.dataset.alarm));
  const expectPicked = (id) => expect(picked(console)).toHaveAttribute('data-alarm', id);

  await expectKeys(console);
  await expectPicked(order[0]);
  await console.keyboard.press('KeyJ');
  await expectPicked(order[1]);
  await console.keyboard.press('KeyK');
  await expectPicked(order[0]);

  await console.keyboard.press('Slash');
  await expect(console.locator('#alarm-search')).toBeFocused();
  await console.keyboard.type(devices[1]);
  await console.keyboard.press('Enter');
  await expect(lines).toHaveCount(1);
  await expect(row(console, devices[1])).toContainText(words.ko.new);
  await console.keyboard.press('Escape');
  await expect(console.locator('#alarm-search')).not.toBeFocused();
  await console.keyboard.press('Enter');
  await expect(console).toHaveURL(`/s/devices/${devices[1]}`);
});

test('who may not acknowledge is told so, and nothing changes', async ({ at, as, api, pick }) => {
  const device = await pick('prod-a', 's-1303', 3);
  await post(at.http, device, { tempC: 86 });
  const console = await open(await as('exec'), `/s/alarms?q=${device}`);
  await expect(row(console, device)).toContainText(words.ko.new);
  await expect(console.locator('.il-alarm-do button')).toHaveCount(0);
  await expectKeys(console);
  await console.keyboard.press('KeyA');
  await expect(console.locator('.mud-snackbar')).toBeVisible();
  const { items } = await (await (await api('exec')).get(`/api/v1/portal/alarms?device=${device}`)).json();
  expect(items.map((a) => a.state)).toEqual(['new']);
});

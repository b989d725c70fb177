// A new product from nothing to published, with a live device, by keyboard alone: the spec's own test catches a mistake, a second person
// approves, and the device's values appear without a restart.
import mqtt from 'mqtt';
import { expect, expectNoReload, mark, open, test } from '../support/journey.mjs';
import { press, tabTo } from '../support/keyboard.mjs';
import { languages, words } from '../support/words.mjs';

async function tabIntoEditor(page) {
  await expect(editor(page)).toBeVisible();
  for (let i = 0; i < 80; i++) {
    if (await page.evaluate(() => document.activeElement.closest('.monaco-editor') !== null)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('Tab does not come to the editor');
}

const workflow = (page, nth) => page.locator('.il-workflow li').nth(nth);
const editor = (page) => page.locator('.monaco-editor').first();

for (const language of languages) {
  test(`a new product goes live by keyboard (${language})`, async ({ at, as }) => {
    const says = words[language].studio;
    const product = `acme-${language}`;
    const device = `${product}-1`;
    const author = await as('author', { language });
    const ask = (page, name) => page.getByRole('button', { name, exact: true });

    // From a payload: two bytes of it are a temperature.
    await open(author, '/l/specs');
    await press(author, author.locator('.il-head-tools a'));
    await tabTo(author, author.locator('#new-product'));
    await author.keyboard.type(product);
    await tabTo(author, author.locator('input[name=start]').first());
    await author.keyboard.press('ArrowDown');
    await author.keyboard.press('ArrowDown');
    await tabTo(author, author.locator('#naming-bytes'));
    await author.keyboard.insertText('01 00 eb'); // pasted
    await expect(author.locator('.il-byte')).toHaveText(['01', '00', 'EB']);
    await tabTo(author, author.locator('.il-bytes'));
    await author.keyboard.press('ArrowRight');
    await author.keyboard.press('ArrowRight');
    await expect(author.locator('.il-picked')).toHaveText(['00']);
    await author.keyboard.press('Shift+ArrowRight');
    await expect(author.locator('.il-picked')).toHaveText(['00', 'EB']);
    await tabTo(author, author.locator('#naming-name'));
    await author.keyboard.type('temperature');
    await tabTo(author, author.locator('#naming-scale'));
    await author.keyboard.type('0.1');
    await tabTo(author, author.locator('#naming-unit'));
    await author.keyboard.type('degC');
    await press(author, ask(author, says.addName));
    await expect(author.locator('.il-naming li')).toContainText('temperature');
    await press(author, ask(author, says.begin));

    // The Test tab shows bytes, value and the test made of the payload.
    await expect(author).toHaveURL(new RegExp(`/l/specs/${product}`));
    await expect(editor(author)).toContainText('temperature');
    await expect(author.locator('.il-compare')).toContainText('23.5');
    await expect(author.locator('.il-tests .il-green')).toHaveCount(1);

    // A mistake: a slip of the finger in the scale. Its own test says so, and nothing can be sent to review.
    await press(author, author.getByRole('tab', { selected: true }), 'ArrowLeft');
    await expect(author.getByRole('tab').first()).toHaveAttribute('aria-selected', 'true');
    await tabIntoEditor(author);
    await author.keyboard.press('Control+Home');
    for (let i = 0; i < 5; i++) await author.keyboard.press('ArrowDown');
    await replaceLine(author, '  - {id: temperature, type: u2, scale: 0.2, unit: degC}');
    await author.keyboard.press('Control+KeyS');
    await expect(author.locator('.il-problems')).toContainText('temperature');
    await expect(author.locator('.il-problems')).toContainText('47');
    await expect(workflow(author, 2)).toHaveClass(/warning/);
    await expect(ask(author, says.submit)).toBeDisabled();

    // Put right; a fault of the language is shown at its line on the way.
    await replaceLine(author, '  - {id: temperature, type: u22, scale: 0.1, unit: degC}');
    await expect(author.locator('.il-problems .il-problem-place').first()).toContainText('6:');
    await replaceLine(author, '  - {id: temperature, type: u2, scale: 0.1, unit: degC}');
    await author.keyboard.press('Control+KeyS');
    await expect(workflow(author, 2)).toHaveClass(/il-workflow-ok/);
    await author.keyboard.press('Control+KeyM'); // Tab leaves the editor
    await press(author, ask(author, says.submit));
    await expect(author.locator('#il-why')).toBeFocused();
    await author.keyboard.type(says.reason);
    await press(author, ask(author, says.submit));
    await expect(workflow(author, 3)).toHaveClass(/warning/);

    // The second person: sees it in the inbox, what is in it, and approves.
    const reviewer = await as('review', { language });
    await open(reviewer, '/l/reviews');
    await press(reviewer, reviewer.getByRole('link', { name: product }));
    await press(reviewer, ask(reviewer, says.approve));
    await tabTo(reviewer, reviewer.locator('#il-why'));
    await press(reviewer, ask(reviewer, says.approve));

    // The author sees that without a reload, registers a device and publishes.
    await mark(author);
    await expect(workflow(author, 3)).toHaveClass(/il-workflow-ok/);
    await press(author, ask(author, says.publish));
    await expect(workflow(author, 4)).toHaveClass(/il-workflow-ok/);
    await expectNoReload(author);

    await open(author, `/l/devices/new?product=${product}`);
    await tabTo(author, author.locator('#device-id'));
    await author.keyboard.type(device);
    await author.keyboard.press('Enter');
    const secret = await author.locator('#device-secret').textContent();
    await press(author, author.locator('.il-card a.il-button'));
    await expect(author).toHaveURL(new RegExp(`/l/devices/${device}$`));
    await mark(author);

    // An independent client sends bytes; the page shows what the new spec makes of them.
    const client = await mqtt.connectAsync(`mqtt://${at.mqtt}`, { username: device, password: secret, clientId: device, reconnectPeriod: 0 });
    try {
      const value = author.locator('.il-latest tr', { hasText: 'temperature' }).locator('.il-value');
      await expect(async () => {
        await client.publishAsync(`iotlink/dev/nohub/${device}/periodic/pub/telemetry/bin`, Buffer.from([0x01, 0x01, 0x17]), { qos: 1 });
        await expect(value).toContainText('27.9', { timeout: 2_000 });
      }).toPass({ timeout: 20_000 });
    } finally {
      await client.endAsync(true);
    }
    await expect(author.locator('.il-frames .il-byte').first()).toBeVisible();
    await expectNoReload(author);
  });
}

/** Types a line anew. The editor completes brackets and indents by itself: the line is written without its own. */
async function replaceLine(page, text) {
  await page.keyboard.press('End');
  await page.keyboard.press('Home'); // to the first letter
  await page.keyboard.press('Home'); // to the first column
  await page.keyboard.press('Shift+End');
  await page.keyboard.insertText(text);
  await page.keyboard.press('Escape');
}

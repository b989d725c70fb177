// A spec lacks what new firmware sends: letters gather; the author finds them by keyboard, writes the missing line, sees by a dry run that it
// helps, and when a second person has approved and it is published, reprocesses the group: the readings are on the device page.
import { readFileSync } from 'node:fs';
import { prodA, sendTcp } from '../support/devices.mjs';
import { expect, expectNoReload, mark, open, test } from '../support/journey.mjs';
import { approve, expectStep, writeBelow } from '../support/studio.mjs';
import { languages, words } from '../support/words.mjs';

const accepted = 0x06;

/** The line of the spec after which another tag belongs. */
const catalogue = new URL('../../IotLink.Core/Products/Catalog/prod-a.spec.yaml', import.meta.url);
const lastCase = readFileSync(catalogue, 'utf8').split('\n').findIndex((line) => line.includes('0x04:')) + 1;

/** Presses a key until the page is as wanted: the page's keys work a moment after it is there. */
const pressUntil = (page, key, wanted) => expect(async () => {
  await page.keyboard.press(key);
  await wanted({ timeout: 1_000 });
}).toPass();

/** The fault's line of the list; prod-a may have other faults too. */
const group = (page, code) => page.locator('tr', { hasText: 'prod-a' }).filter({ hasText: code });
const ask = (page, name) => page.getByRole('button', { name, exact: true });
const confirm = (page, name) => page.getByRole('alertdialog').getByRole('button', { name, exact: true });

/** To the group of what no branch of the spec fits, by J. */
async function findGroup(page, code) {
  await open(page, '/l/dlq');
  await expect(page.locator('td a', { hasText: code }).first()).toBeVisible();
  await pressUntil(page, 'KeyJ', (patience) => expect(page).toHaveURL(/code=spec\.no_match&product=prod-a/, patience));
  await expect(page.locator('.il-letter').first()).toBeVisible();
}

for (const [nth, language] of languages.entries()) {
  test(`letters become readings when the spec is put right (${language})`, async ({ at, as, pick }) => {
    const says = { ...words[language], ...words[language].letters, ...words[language].studio };
    const tag = 0x71 + nth;
    const metric = `humidity${tag}`;
    const device = await pick('prod-a', 's-1301', 3 + nth);
    const author = await as('author', { language });
    const send = async (...body) => expect((await sendTcp(at['tcp/prod-a'], prodA, device, Buffer.from(body)))[2]).toBe(accepted);
    for (const percent of [41, 42, 43]) await send(tag, percent, 0x01, 60);

    // By keyboard to the letter: what happened and what to do, with the bytes.
    await findGroup(author, says.noMatch);
    await expect(author.locator('.il-letter', { hasText: device })).toHaveCount(3);
    const address = author.url();
    await pressUntil(author, 'Enter', (patience) => expect(author).toHaveURL(/\/l\/dlq\/\d/, patience));
    await expect(author.locator('dl')).toContainText(says.branch);
    await author.locator('a[href*="?letter="]').click();

    // The missing line.
    await expect(author.locator('.monaco-editor').first()).toContainText('prod-a');
    await writeBelow(author, lastCase, `0x${tag.toString(16)}: {id: ${metric}, type: u1, unit: "%"}`, says);

    // A dry run: the draft would read all three, what is published none.
    await open(author, address);
    await ask(author, says.which).click();
    const draft = author.locator('.il-job').first().locator('tbody tr', { hasText: says.draft });
    await expect(draft.locator('td').nth(1)).toHaveText('3');
    await expect(draft).toContainText(metric);
    await author.screenshot({ path: `test-results/looks/dead-letters-${language}.png`, fullPage: true });

    await open(author, '/l/specs/prod-a');
    await approve(author, { page: await as('review', { language }), says }, '/l/specs/prod-a', says.fix, says);
    await ask(author, says.publish).click();
    await expectStep(author, 4);

    // The whole group by R; left once, then meant.
    await open(author, address);
    await mark(author);
    await pressUntil(author, 'KeyR', (patience) => expect(confirm(author, says.reprocess)).toBeFocused(patience));
    await confirm(author, says.leave).click();
    await expect(author.getByRole('alertdialog')).toHaveCount(0);
    await author.locator('h1').click();
    await author.keyboard.press('KeyR');
    await expect(confirm(author, says.reprocess)).toBeFocused();
    await author.keyboard.press('Enter');
    await expect(author.locator('.il-job').first()).toContainText(says.passed3);
    await expect(author.locator('.il-letter')).toHaveCount(0);
    await expectNoReload(author);

    await open(author, `/l/devices/${device}`);
    await expect(author.locator('.il-latest tr', { hasText: metric }).locator('.il-value')).toContainText('43');

    // What is wrong with the device goes, with a reason: one that is picked, then the rest.
    for (const noise of [1, 2]) await send(0x7d, noise);
    await findGroup(author, says.noMatch);
    await expect(author.locator('.il-letter')).toHaveCount(2);
    await author.keyboard.press('Shift+ArrowDown');
    await expect(author.locator('.il-letter input').first()).toBeChecked();
    for (const left of [1, 0]) {
      await ask(author, says.discard).click();
      await expect(confirm(author, says.discard)).toBeDisabled();
      await author.getByRole('alertdialog').getByRole('textbox').fill(says.noise);
      await confirm(author, says.discard).click();
      await expect(author.locator('.il-letter')).toHaveCount(left);
    }
    await expect(group(author, says.noMatch)).toHaveCount(0);
  });
}

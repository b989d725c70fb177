// The past is decoded again, by keyboard alone: a text is tried and shows what would change, a registered version is previewed, a second
// person applies it and takes it back, and the author sees each step without a reload.
import { prodA, sendTcp } from '../support/devices.mjs';
import { expect, expectNoReload, mark, open, test } from '../support/journey.mjs';
import { press, tabTo } from '../support/keyboard.mjs';
import { languages, words } from '../support/words.mjs';

for (const language of languages) {
  test(`history is decoded again, applied and rolled back (${language})`, async ({ at, as, pick }) => {
    const says = words[language].history;
    const device = await pick('prod-a', 's-1402', 4);
    await sendTcp(at['tcp/prod-a'], prodA, device, prodA.body(70));
    const author = await as('author', { language });
    const replay = (page) => page.locator('.il-replay');
    const metric = (page, name) => replay(page).locator('table').first().locator('tr', { hasText: name });

    // A text that is no version yet: half the temperature. It shows what would change, and nobody can apply it.
    await open(author, '/l/history?product=prod-a');
    await mark(author);
    const text = author.locator('#replay-spec');
    const before = await text.inputValue();
    const halved = before.replace(/(tempC, type: u1),/, '$1, scale: 0.5,');
    expect(halved).not.toBe(before);
    await tabTo(author, text);
    await author.keyboard.press('Control+KeyA');
    await author.keyboard.insertText(halved);
    await press(author, author.locator('#replay-ask'));
    await expect(replay(author).locator('h2')).toContainText(says.previewed);
    await expect(metric(author, 'tempC')).toBeVisible();
    await expect(replay(author)).toContainText(says.unregistered);

    // The first version: what stands there was decoded with it, or would be again.
    await tabTo(author, author.locator('#replay-version'));
    await author.keyboard.press('End');
    await press(author, author.locator('#replay-ask'));
    await expect(replay(author)).toContainText(says.version);
    await expect(replay(author).locator('h2')).toContainText(says.previewed);
    await expect(replay(author).locator('#replay-apply')).toHaveCount(0);

    // The second person.
    const reviewer = await as('review', { language });
    await open(reviewer, new URL(author.url()).pathname + new URL(author.url()).search);
    await press(reviewer, reviewer.locator('#replay-apply'));
    await press(reviewer, reviewer.locator('#replay-confirm'));
    await expect(replay(reviewer).locator('h2')).toContainText(says.applied);
    await expect(replay(author).locator('h2')).toContainText(says.applied);
    await press(reviewer, reviewer.locator('#replay-rollback'));
    await press(reviewer, reviewer.locator('#replay-confirm'));
    await expect(replay(reviewer).locator('h2')).toContainText(says.rolledBack);
    await expect(replay(author).locator('h2')).toContainText(says.rolledBack);
    await expectNoReload(author);
  });
}

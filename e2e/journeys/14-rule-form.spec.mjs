// A rule as a form and as a text: one document. What is done in one is in the other, and the form is worked by keys alone.
import { expect, open, test } from '../support/journey.mjs';

const text = async (page) => (await page.locator('.il-studio-text .view-line').allTextContents()).map((line) => line.replaceAll('\u00a0', ' ')).sort();

for (const language of ['ko', 'en']) {
  test(`the form changes one key of the text and takes it back (${language})`, async ({ as }) => {
    const page = await open(await as('author', { language }), '/l/rules/elsys-ers/rules?view=form');
    await expect(page.locator('.il-rule-form')).toBeVisible();
    await expect.poll(() => text(page)).toContain('    hysteresis: 2');
    const before = await text(page);
    const hold = page.locator('#il-f-hold');
    await hold.fill('45s');
    await hold.press('Tab');
    await expect.poll(() => text(page)).toContain('    hold: 45s');
    expect((await text(page)).filter((line) => line !== '    hold: 45s')).toEqual(before);
    await page.locator('.il-rule-head button').last().press('Enter');
    await expect.poll(() => text(page)).toEqual(before);
  });
}

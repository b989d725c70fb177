// Nothing goes live unseen: a new rule is tried on the past, its alarms looked at, sent on shadow run and published by two people.
import { post } from '../support/devices.mjs';
import { expect, open, test } from '../support/journey.mjs';
import { languages, words } from '../support/words.mjs';

const says = {
  ko: { ...words.ko.studio, run: '백테스트 실행', shadow: '초안을 섀도 실행으로', onShadow: '아무에게도 알리지 않고 실행 중', live: '모든 장비에 게시' },
  en: { ...words.en.studio, run: 'Run backtest', shadow: 'Put the draft on shadow run', onShadow: 'On shadow run', live: 'Publish to all devices' },
};
const ask = (page, name) => page.getByRole('button', { name, exact: true });
const tab = (page, nth) => page.getByRole('tab').nth(nth);

for (const [index, language] of languages.entries()) {
  test(`a draft is tried on the past, its alarms are seen, and it is published (${language})`, async ({ at, as, pick }) => {
    const text = says[language];
    const device = await pick('prod-a', 's-1403', 4 + index);
    for (const tempC of [40, 70, 71, 40]) await post(at.http, device, { tempC });

    const author = await open(await as('author', { language }), '/l/rules/new');
    await author.locator('#new-product').fill('prod-a');
    await author.locator('#new-name').fill(`warm-${language}`);
    await ask(author, text.begin).click();
    await expect(author).toHaveURL(new RegExp(`/l/rules/prod-a/warm-${language}`));
    await write(author, `ruleId: warm-${language}\nproductId: prod-a\ncondition: tempC > 65\nhysteresis: 5\nseverity: low\n`);
    await expect(author.locator('.il-problems')).not.toContainText('expr');

    // The numbers of the draft, one alarm on one device, and what other thresholds would have made.
    await author.keyboard.press('Control+Shift+KeyB');
    await expect(tab(author, 2)).toHaveAttribute('aria-selected', 'true');
    await author.locator('#backtest-range').selectOption('1');
    await author.locator('#backtest-devices').fill(device);
    await author.locator('#backtest-knob').selectOption(`warm-${language}/condition/1`);
    await ask(author, text.run).click();
    await expect(author.locator('.il-backtest-numbers dd').first()).toContainText('1');
    await expect(author.locator('.il-course-row a').first()).toHaveText(device);
    await expect(author.locator('.il-alarms')).toContainText('tempC 70 > 65');
    await expect(author.locator('.il-sweep tbody tr')).toHaveCount(11);

    // On shadow run first; a second person approves.
    await ask(author, text.shadow).click();
    await expect(ask(author, text.shadow)).toHaveCount(0);
    await ask(author, text.submit).click();
    await author.locator('#il-why').fill(text.reason);
    await ask(author, text.submit).click();
    const reviewer = await open(await as('review', { language }), `/l/rules/prod-a/warm-${language}`);
    await ask(reviewer, text.approve).click();
    await ask(reviewer, text.approve).click();
    await ask(author, text.live).click();
    await expect(author.locator('.il-shadow')).toContainText(text.onShadow);

    // It runs on what comes now, and tells nobody.
    for (const tempC of [40, 75]) await post(at.http, device, { tempC });
    await expect(async () => {
      await author.reload();
      await expect(author.locator('.il-shadow dd').first()).toHaveText('1', { timeout: 3_000 });
    }).toPass();
  });
}

/** In place of all that stands in the editor. */
async function write(page, text) {
  const editor = page.locator('.monaco-editor').first();
  await editor.locator('.view-lines').click();
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(text);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+KeyS');
}

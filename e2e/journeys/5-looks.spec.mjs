// Every main page in both languages and themes, wide and narrow: no fault for assistive technology, nothing to scroll sideways.
import AxeBuilder from '@axe-core/playwright';
import { post, prodA, publish, sendTcp } from '../support/devices.mjs';
import { expect, open, test } from '../support/journey.mjs';
import { words } from '../support/words.mjs';

const looks = [
  { name: 'Korean, light, wide', language: 'ko', theme: 'light', width: 1440 },
  { name: 'English, dark, wide', language: 'en', theme: 'dark', width: 1440 },
  { name: 'Korean, dark, narrow', language: 'ko', theme: 'dark', width: 390, height: 844 },
  { name: 'English, light, narrow', language: 'en', theme: 'light', width: 390, height: 844 },
];

const pages = (device, own, letters) => ({
  console: ['ops', '/s/alarms'],
  devices: ['ops', '/s/devices'],
  device: ['ops', `/s/devices/${device}`],
  lab: ['author', '/l'],
  deadletters: ['author', letters],
  quality: ['author', '/l/quality?product=prod-a'],
  customer: ['hanbit', '/c'],
  explore: ['author', '/l/explore?product=prod-a&metric=tempC&r=1h'],
  trends: ['hanbit', '/c/trends?product=prod-a&metric=tempC&r=1h'],
  analysis: ['exec', '/s/analysis'],
  'customer-device': ['hanbit', `/c/devices/${own}`],
  system: ['admin', '/a/system'],
  'sign-in': [null, '/account/sign-in'],
});

const labPages = (letter) => ({
  specs: ['author', '/l/specs'],
  'spec-new': ['author', '/l/specs/new'],
  'spec-definition': ['author', '/l/specs/prod-a'],
  'spec-test': ['author', '/l/specs/prod-a?tab=test'],
  'spec-letter': ['author', `/l/specs/prod-a?letter=${letter}`],
  'spec-runs': ['author', '/l/specs/prod-a?tab=runs'],
  contracts: ['author', '/l/contracts'],
  contract: ['author', '/l/contracts/prod-a?tab=test'],
  rules: ['author', '/l/rules'],
  formulas: ['author', '/l/formulas'],
  actions: ['author', '/l/actions'],
  action: ['author', '/l/actions/prod-a/actions?tab=test'],
  reviews: ['author', '/l/reviews'],
  history: ['author', '/l/history'],
  letter: ['author', `/l/dlq/${letter}`],
  'device-new': ['author', '/l/devices/new'],
});

/** Opens each page, keeps a picture of it, and looks for what assistive technology stumbles over and for what scrolls sideways. */
async function walk(pages, look, as) {
  let [person, page] = [undefined, null];
  for (const [title, [account, address]] of Object.entries(pages)) {
    if (account !== person || !page) [person, page] = [account, await as(account, look)];
    await open(page, address);
    for (const part of there[title] ?? []) await expect(page.locator(part).first()).toBeVisible();
    await page.screenshot({ path: `test-results/looks/${title}-${look.language}-${look.theme}-${look.width}.png`, fullPage: true });
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect.soft(wider, `${address} scrolls sideways by`).toBeLessThanOrEqual(0);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect.soft(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target).join(' | ')}`), address).toEqual([]);
  }
}

/** What comes after the page itself. */
const editor = '.monaco-editor .view-line, .il-editor textarea';
const there = {
  device: ['.il-byte'],
  console: ['a.il-line'],
  'spec-definition': [editor],
  'spec-test': [editor, '.il-compare'],
  'spec-letter': [editor, '.il-byte'],
  'spec-runs': ['.il-events li'],
  contract: [editor],
};

/** The address of what no branch of prod-a's spec fits, whichever version of the spec is published by now. */
async function lettersOf(device, { at, as }, look) {
  await publish(at.mqtt, device, 'bin', Buffer.from([0x7f, 0x01]));
  const page = await open(await as('author', look), '/l/dlq');
  const group = page.locator('tr', { hasText: 'prod-a' }).filter({ hasText: words[look.language].noMatch }).locator('a').first();
  await expect(group).toBeVisible();
  return { page, address: await group.getAttribute('href') };
}

for (const { name, ...look } of looks) {
  test(`the lab's pages hold: ${name}`, async ({ at, as, pick }) => {
    test.setTimeout(150_000);
    const { page, address } = await lettersOf(await pick('prod-a', 's-1302', 2), { at, as }, look);
    const letter = (await open(page, address)).locator('a[href^="/l/dlq/"]').first();
    await expect(letter).toBeVisible();
    const position = (await letter.getAttribute('href')).split('/').at(-1);
    await walk(labPages(position), look, as);
  });

  test(`the main pages hold: ${name}`, async ({ at, as, pick }) => {
    const device = await pick('prod-a', 's-1302', 1);
    for (const tempC of [71, 75, 84]) await sendTcp(at['tcp/prod-a'], prodA, device, prodA.body(tempC));
    const { address } = await lettersOf(device, { at, as }, look);
    await post(at.http, await pick('prod-a', 's-1101', 8), { tempC: 81, rpm: 1100, voltage: 229.5 });

    await walk(pages(device, await pick('prod-a', 's-1101', 8), address), look, as);
  });
}

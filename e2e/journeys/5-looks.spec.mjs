// Every main page in both languages and themes, wide and narrow: no fault for assistive technology, nothing to scroll sideways.
import AxeBuilder from '@axe-core/playwright';
import { post, prodA, publish, sendTcp } from '../support/devices.mjs';
import { expect, open, test } from '../support/journey.mjs';

const looks = [
  { name: 'Korean, light, wide', language: 'ko', theme: 'light', width: 1440 },
  { name: 'English, dark, wide', language: 'en', theme: 'dark', width: 1440 },
  { name: 'Korean, dark, narrow', language: 'ko', theme: 'dark', width: 390, height: 844 },
  { name: 'English, light, narrow', language: 'en', theme: 'light', width: 390, height: 844 },
];

const pages = (device, own) => ({
  console: ['ops', '/s/alarms'],
  devices: ['ops', '/s/devices'],
  device: ['ops', `/s/devices/${device}`],
  lab: ['author', '/l'],
  deadletters: ['author', '/l/dlq?code=spec.no_match&product=prod-a'],
  quality: ['author', '/l/quality?product=prod-a'],
  customer: ['hanbit', '/c'],
  'customer-device': ['hanbit', `/c/devices/${own}`],
  system: ['admin', '/a/system'],
  'sign-in': [null, '/account/sign-in'],
});

for (const { name, ...look } of looks) {
  test(`the main pages hold: ${name}`, async ({ at, as, pick }) => {
    const device = await pick('prod-a', 's-1302', 1);
    for (const tempC of [71, 75, 84]) await sendTcp(at['tcp/prod-a'], prodA, device, prodA.body(tempC));
    await publish(at.mqtt, device, 'bin', Buffer.from([0x7f, 0x01]));
    await post(at.http, await pick('prod-a', 's-1101', 8), { tempC: 81, rpm: 1100, voltage: 229.5 });

    let [person, page] = [undefined, null];
    for (const [title, [account, address]] of Object.entries(pages(device, await pick('prod-a', 's-1101', 8)))) {
      if (account !== person || !page) [person, page] = [account, await as(account, look)];
      await open(page, address);
      if (title === 'device') await expect(page.locator('.il-byte').first()).toBeVisible();
      if (title === 'console') await expect(page.locator('a.il-line').first()).toBeVisible();
      await page.screenshot({ path: `test-results/looks/${title}-${look.language}-${look.theme}-${look.width}.png`, fullPage: true });
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect.soft(wider, `${address} scrolls sideways by`).toBeLessThanOrEqual(0);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect.soft(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target).join(' | ')}`), address).toEqual([]);
    }
  });
}

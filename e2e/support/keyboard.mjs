// People who do not use a mouse.
import { expect } from './journey.mjs';

/** Presses Tab until the wanted part has the cursor: what cannot be reached so fails here. */
export async function tabTo(page, part, most = 80) {
  await expect(part).toBeVisible();
  for (let i = 0; i < most; i++) {
    if (await part.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not come to ${part}`);
}

export async function press(page, part, key = 'Enter') {
  await expect(part).toBeEnabled();
  await tabTo(page, part);
  await page.keyboard.press(key);
}

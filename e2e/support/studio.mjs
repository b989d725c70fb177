// What authors and reviewers do in the spec studio, in short.
import { expect, open } from './journey.mjs';

const press = (page, name) => page.getByRole('button', { name, exact: true }).click();

/** The nth step of the workflow is done. */
export const expectStep = (page, nth) => expect(page.locator('.il-workflow li').nth(nth)).toHaveClass(/il-workflow-ok/);

/** Writes a line below that one (1-based) into the document whose page is open, and saves. */
export async function writeBelow(page, line, text, says) {
  const editor = page.locator('.monaco-editor').first();
  await editor.locator('.view-lines').click();
  await page.keyboard.press('Control+Home');
  for (let i = 1; i < line; i++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.keyboard.insertText(text);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+KeyS');
  await expect(page.locator('.il-studio-text [role=status]')).toContainText(says.saved);
  await expectStep(page, 2);
}

/** The author asks for review, the second person says yes; the author's page is about to publish. */
export async function approve(author, reviewer, address, reason, says) {
  await press(author, says.submit);
  await author.locator('#il-why').fill(reason);
  await press(author, says.submit);
  await open(reviewer.page, address);
  await press(reviewer.page, reviewer.says.approve);
  await press(reviewer.page, reviewer.says.approve);
  await expectStep(author, 3);
}

// Somebody is told: without a policy nobody is, with one the bell rings and a mail comes, and its link ends the telling without signing in.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { post } from '../support/devices.mjs';
import { expect, open, test } from '../support/journey.mjs';
import { startPlant } from '../support/plant.mjs';

const smtp = join(dirname(fileURLToPath(import.meta.url)), '../counterparts/smtp.mjs');

/** A mail server: `next()` is the next thing it was sent. */
async function mailServer() {
  const child = spawn('node', [smtp], { env: { ...process.env, COUNTERPART: '{"tls":false}' }, stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => JSON.parse((await lines.next()).value);
  return { port: (await next()).port, next, stop: () => child.kill() };
}

/** The texts of a mail's parts, decoded. */
const textOf = (mail) => Buffer.from(mail.raw, 'base64').toString('latin1').split(/\r\n--/).map((part) => {
  const [head, ...body] = part.split('\r\n\r\n');
  const text = body.join('\r\n\r\n');
  if (/encoding: base64/i.test(head)) return Buffer.from(text, 'base64').toString('utf8');
  if (!/encoding: quoted-printable/i.test(head)) return text;
  return Buffer.from(text.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16))), 'latin1').toString('utf8');
}).join('\n');

/** What must happen may take as long as a busy machine needs. */
const soon = { timeout: 60_000 };

test('an alarm rings the bell and sends a mail, and its link ends the telling', async ({ as }) => {
  test.setTimeout(300_000);
  const mails = await mailServer();
  const plant = await startPlant({
    'Notifications:Mail:Host': '127.0.0.1', 'Notifications:Mail:Port': mails.port, 'Notifications:Mail:Security': 'None',
    'Notifications:Mail:From': 'iotlink@example.com', 'Notifications:PaceSeconds': 0,
  });
  const opened = [];
  const somebody = async (account, look) => {
    const page = await as(account, { plant: plant.addresses.http, ...look });
    opened.push(page.context());
    return page;
  };
  try {
    const page = await open(await somebody('ops'), '/s/oncall');
    const running = page.locator('section.il-card', { hasText: '지금 호출 중' });

    // The demo's policy retired: it says that nobody is told, and what to do.
    await page.getByRole('button', { name: /^폐기: 즉시 대응/ }).click();
    await expect(page.locator('.il-nobody')).toContainText('아무에게도', soon);
    await page.locator('.il-nobody button').click();
    await page.locator('form.il-form button[type=submit]').click();
    await expect(page.locator('.il-nobody')).toHaveCount(0, soon);
    await expect(page.locator('article.il-entry')).toContainText('김하늘', soon);

    // An alarm: the escalation takes its first step, over the bell and by mail, and says when the second is due.
    await post(plant.addresses.http, 'prod-a-0007', { tempC: 88 });
    await expect(page.locator('.il-bell-count')).toHaveText('1', soon);
    await expect(running).toContainText('prod-a-0007', soon);
    await expect(running).toContainText('2단계');
    const mail = await mails.next();
    expect(mail.to).toEqual(['ops@demo.iotlink.example']);
    const text = textOf(mail);
    expect(text).toContain('확인이 필요한 알람이 있습니다.');
    const link = text.match(/\/a\/ack\?token=[\w.-]+/)[0];

    // Anybody's browser, nobody signed in: a changed link says nothing, looking changes nothing, the button does.
    const phone = await somebody(null, { width: 390, height: 844 });
    await phone.goto(`${link.slice(0, -1)}${link.endsWith('A') ? 'B' : 'A'}`);
    await expect(phone.locator('[role=alert]')).toBeVisible(soon);
    await expect(phone.locator('body')).not.toContainText('prod-a-0007');
    await phone.goto(link);
    await expect(phone.locator('body')).toContainText('prod-a-0007', soon);
    await expect(running).toContainText('prod-a-0007');
    await phone.locator('form button[type=submit]').click();
    await expect(phone.locator('[role=status]')).toContainText('김하늘', soon);

    // The link is used: it says who was first and offers nothing more.
    await phone.goto(link);
    await expect(phone.locator('[role=status]')).toContainText('김하늘', soon);
    await expect(phone.locator('form button[type=submit]')).toHaveCount(0);

    // The telling is over: its story has one step taken and none after it.
    await expect(running).not.toContainText('prod-a-0007', soon);
    await page.locator('.il-bell button').click();
    await page.locator('#il-inbox a').first().click();
    await expect(page.locator('.il-detail')).toContainText('김하늘', soon);
    const paging = page.locator('.il-paging');
    await expect(paging.locator('[role=status]')).toContainText('종료', soon);
    await expect(paging.locator('.il-history li', { hasText: '2단계' })).toHaveCount(0);

    // Nobody is told further: the next mail is about the next alarm.
    await post(plant.addresses.http, 'prod-a-0008', { tempC: 89 });
    const next = textOf(await mails.next());
    expect(next).toContain('prod-a-0008');
    expect(next).not.toContain('prod-a-0007');
  } finally {
    for (const context of opened) await context.close();
    await plant.stop();
    mails.stop();
  }
});

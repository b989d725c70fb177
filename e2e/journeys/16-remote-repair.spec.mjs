// Scenario A in the browser: an alarm repairs itself and is closed with the evidence; a stubborn device ends as a dispatch request; people command too.
import { expect, expectKeys, open, test } from '../support/journey.mjs';
import { startPlant } from '../support/plant.mjs';
import { connectDevice } from '../support/repair.mjs';

const soon = { timeout: 60_000 };
const [reacts, stubborn, idle] = ['prod-a-0011', 'prod-a-0012', 'prod-a-0013'];

/** A zone in which it is noon now: risky commands have quiet hours, journeys run at any hour. */
const noon = () => {
  const ahead = 12 - new Date().getUTCHours();
  return ahead > 0 ? `Etc/GMT-${ahead}` : `Etc/GMT+${-ahead}`;
};

let plant;
test.beforeAll(async () => { plant = await startPlant({ 'Actions:Automatic': true, 'Site:TimeZone': noon() }); });
test.afterAll(async () => plant?.stop());

/** A page on this plant that is gone before the plant is: a lost server would be a finding. */
const together = async (work) => {
  const closing = [];
  try {
    await work((thing) => (closing.push(() => (thing.leave ? thing.leave() : thing.context().close())), thing));
  } finally {
    for (const close of closing) await close();
  }
};

test('a hot device restarts its fan: alarm, action, answer, verification, closed with the evidence', async ({ as }) => {
  test.setTimeout(240_000);
  await together(async (keep) => {
    const device = keep(await connectDevice(plant.addresses.mqtt, reacts));
    const page = keep(await as('ops', { plant: plant.addresses.http }));
    await open(page, `/s/alarms?q=${reacts}`);
    await expectKeys(page);
    const row = page.locator('a.il-line', { hasText: reacts });

    await device.measure({ tempC: 84, voltage: 220 });
    const { state } = await device.wanted();
    expect(Object.keys(state)).toEqual(['fan']);
    await expect(row).toContainText('자동조치중', soon);

    // Somebody says "I know": nobody is told further, and the action goes on.
    await page.keyboard.press('KeyA');
    await expect(page.locator('.il-steps')).toContainText('김하늘', soon);
    await expect(row).toContainText('자동조치중');

    const story = keep(await as('ops', { plant: plant.addresses.http }));
    await open(story, `/alarms/${await row.getAttribute('data-alarm')}`);
    const loop = story.locator('.il-repair');
    await expect(loop).toContainText('restart-fan 시작', soon);
    await device.report({ fan: state.fan });
    await expect(loop).toContainText('검증 시작', soon);
    await expect(row).toContainText('검증중', soon);

    await device.measure({ tempC: 70, voltage: 220 });
    await expect(loop).toHaveAttribute('data-loop', 'Repaired', soon);
    await expect(loop).toContainText('효과 확인');
    await expect(story.locator('li[data-step=resolved]')).toContainText('tempC', soon);
    await expect(row).toHaveCount(0, soon);
    const steps = await loop.locator('.il-history li').evaluateAll((all) => all.map((li) => li.textContent.replace(/\s+/g, ' ').trim()));
    process.stdout.write(`\nscenario A, each step and its time:\n  ${steps.join('\n  ')}\n`);
  });
});

test('a stubborn device ends as a dispatch request that says what was tried', async ({ as }) => {
  test.setTimeout(240_000);
  await together(async (keep) => {
    const device = keep(await connectDevice(plant.addresses.mqtt, stubborn));
    const page = keep(await as('dispatch', { plant: plant.addresses.http }));
    await open(page, '/s/dispatch-requests');
    await device.measure({ tempC: 86, voltage: 220 });
    const { state } = await device.wanted();
    await device.report({ command: { id: state.fan.restart, status: 'failed', reason: 'fan blocked' } });

    const request = page.locator(`tr[data-device=${stubborn}]`);
    await expect(request).toContainText('restart-fan', soon);
    await expect(request).toContainText('fan blocked');
    await expect(request).toContainText('대기');
    await request.locator('td a').first().click();
    await expect(page.locator('.il-repair')).toHaveAttribute('data-loop', 'Dispatched', soon);
    await expect(page.locator('.il-repair')).toContainText('출동을 요청함');

    // It is still hot: what must not run on a hot device is held back, and the dialog says why.
    const lab = keep(await as('operate', { plant: plant.addresses.http }));
    await open(lab, `/l/devices/${stubborn}`);
    const reset = lab.locator('.il-control li', { hasText: 'factory-reset' });
    await expect(reset.locator('.il-problem')).toContainText('tempC 86 > 70', soon);
    await expect(reset.locator('button')).toBeDisabled();
  });
});

test('a risky command needs the device typed and a second person, and its states are what is known', async ({ as }) => {
  test.setTimeout(240_000);
  await together(async (keep) => {
    const device = keep(await connectDevice(plant.addresses.mqtt, idle));
    await device.measure({ tempC: 40, voltage: 220 });
    const lab = keep(await as('operate', { plant: plant.addresses.http }));
    await open(lab, `/l/devices/${idle}`);
    const choice = lab.locator('.il-control li', { hasText: 'factory-reset' });
    await expect(choice).toContainText('2인 승인', soon);
    await expect(choice.locator('button')).toBeEnabled(soon);
    await choice.locator('button').click();
    const form = lab.locator('.il-command-form form');
    const send = form.locator('button').first();
    await expect(send).toBeDisabled();
    await form.locator('input').nth(0).fill('시험 뒤 초기화');
    await form.locator('input').nth(1).fill(idle);
    await send.click();
    const row = (page) => page.locator('tr[data-command=factory-reset]', { hasText: '시험 뒤 초기화' });
    await expect(row(lab)).toHaveAttribute('data-state', 'Requested', soon);

    // Not by who asked; by somebody else.
    await open(lab, '/l/commands');
    await expect(row(lab).first().locator('button')).toHaveCount(0);
    const second = keep(await as('review', { plant: plant.addresses.http }));
    await open(second, '/l/commands');
    await second.locator('[data-part=pending] tr', { hasText: idle }).locator('button').first().click();
    const request = await device.asked();
    expect(request.command).toBe('factory-reset');
    await device.answer(request.commandId, 'done');
    await expect(row(lab.locator('[data-part=recent]'))).toHaveAttribute('data-state', 'Acknowledged', soon);
  });
});

// Devices written for AWS IoT, with AWS's own SDKs as npm has them, against the embedded broker: mutual TLS, shadow and job round trips.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { request as requests } from '@playwright/test';
import { password, signIn } from '../support/accounts.mjs';
import { authority } from '../support/certificates.mjs';
import { startPlant } from '../support/plant.mjs';
import { expect, test } from '../support/journey.mjs';

const scripts = join(dirname(fileURLToPath(import.meta.url)), '../support/aws');

let plant;
let certificates;
let lab;
let things;

test.beforeAll(async () => {
  certificates = authority();
  plant = await startPlant({ 'Ingest:Mqtt:Certificate': certificates.broker, 'Ingest:Mqtt:DeviceAuthorities': certificates.ca });
  lab = await requests.newContext({ baseURL: plant.addresses.http, maxRedirects: 0 });
  expect((await signIn(lab, 'operate', password)).status()).toBe(302);
  const { items } = await (await lab.get('/api/v1/portal/devices?product=prod-a&take=100')).json();
  things = items.map((d) => d.id).filter((id) => !id.startsWith('hub-'));
});

test.afterAll(async () => {
  await lab?.dispose();
  await plant?.stop();
  certificates?.remove();
});

/** Runs a device; `until(step)` gives what it says there. */
function run(script, protocol, thing) {
  const { certificate, key } = certificates.issue(thing);
  const port = plant.addresses.mqtts.split(':').at(-1);
  const child = spawn(process.execPath, [join(scripts, script), protocol, port, thing, certificates.ca, certificate, key], { stdio: ['ignore', 'pipe', 'pipe'] });
  let complaints = '';
  child.stderr.on('data', (text) => { complaints += text; });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ended = once(child, 'exit');
  return {
    async until(step) {
      for (;;) {
        const { value, done } = await lines.next();
        if (done) throw new Error(`the device ended before '${step}': ${complaints}`);
        const said = JSON.parse(value);
        if (said.step === step) return said.detail;
      }
    },
    ended,
    stop: () => child.kill('SIGKILL'),
  };
}

const devices = [
  { name: 'aws-iot-device-sdk-v2 over MQTT 5', script: 'v2.mjs', protocol: 'mqtt5', number: 10 },
  { name: 'aws-iot-device-sdk-v2 over MQTT 3.1.1', script: 'v2.mjs', protocol: 'mqtt311', number: 11 },
  { name: 'aws-iot-device-sdk', script: 'v1.mjs', protocol: '-', number: 12 },
];

for (const { name, script, protocol, number } of devices) {
  test(`${name}: shadow and job round trips with a client certificate`, async () => {
    const thing = things[number];
    const device = run(script, protocol, thing);
    try {
      expect(await device.until('classic')).toEqual({ none: 404, version: 1, reported: { fan: 'off', 이름: '보일러' }, stale: 409 });
      if (protocol !== '-') expect(await device.until('named')).toEqual({ delta: { period: 5 }, gone: 404 });

      await device.until('listening');
      const wish = await lab.post(`/things/${thing}/shadow`, { data: { state: { desired: { fan: 'on' } } } });
      expect((await wish.json()).version).toBe(2);
      expect(await device.until('reported')).toEqual({ fan: 'on' });
      await expect(async () => {
        const { state } = await (await lab.get(`/things/${thing}/shadow`)).json();
        expect(state.reported.fan).toBe('on');
        expect(state.delta).toBeUndefined();
      }).toPass();

      const queued = await lab.put(`/api/v1/portal/devices/${thing}/jobs/job-${number}`, { data: { document: { operation: '점검' }, timeoutMinutes: 5 } });
      expect(queued.status()).toBe(201);
      expect(await device.until('job')).toMatchObject({ jobId: `job-${number}`, document: { operation: '점검' } });
      await device.until('done');
      expect((await device.ended)[0]).toBe(0);
      // It has ended; the first SDK does not wait for the answer to its last word.
      await expect(async () => expect((await lab.get(`/things/${thing}/jobs/job-${number}`)).status()).toBe(410)).toPass();
    } finally {
      device.stop();
    }
  });
}

test('what a device kept in its shadow is there after a crash of the server', async () => {
  const thing = things[13];
  await lab.post(`/things/${thing}/shadow`, { data: { state: { desired: { fan: 'on' } } } });
  await plant.crash();
  plant = await plant.again();
  const { state, version } = await (await lab.get(`/things/${thing}/shadow`)).json();
  expect({ state, version }).toEqual({ state: { desired: { fan: 'on' }, delta: { fan: 'on' } }, version: 1 });
});

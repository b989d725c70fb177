// Starts one IotLink for all journeys: free ports, a private data folder, the demo plant without its simulated devices.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const quiet = 90_000;

/**
 * @typedef {object} Plant
 * @property {Record<string, string>} addresses what listens where: http, mqtt, tcp/prod-a ...
 * @property {() => string} output what it has printed
 * @property {(reader: (text: string) => void) => void} follow tells what it has printed and goes on to print
 * @property {() => Promise<void>} crash ends it without a warning; its data stays
 * @property {() => Promise<Plant>} again starts it where it was, with the same data
 * @property {() => Promise<void>} stop ends it and removes its data
 */

/** @returns {Promise<Plant>} */
export const startPlant = (settings = {}, environment = 'Development') =>
  start(mkdtempSync(join(tmpdir(), 'iotlink-e2e-')), settings, environment);

async function start(folder, settings, environment) {
  const child = run(folder, settings, environment);
  const gone = once(child, 'exit');
  let output = '';
  let tell = () => {};
  const keep = (chunk) => {
    output += chunk;
    tell(chunk);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const addresses = await ready(child, () => output);
  return {
    addresses,
    output: () => output,
    follow(reader) {
      tell = reader;
      tell(output);
    },
    async crash() {
      child.kill('SIGKILL');
      await gone;
    },
    again: () => start(folder, { ...settings, urls: addresses.http }, environment),
    async stop() {
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
      if (child.exitCode === null && child.signalCode === null) await gone;
      clearTimeout(late);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function run(folder, settings, environment) {
  const build = ['Release', 'Debug'].map((c) => join(root, 'IotLink.Portal/bin', c, 'net10.0/IotLink.Portal.dll')).find(existsSync);
  if (!build) throw new Error('Build first: dotnet build -c Release');
  const args = Object.entries({
    urls: 'http://127.0.0.1:0',
    'Storage:Folder': folder,
    'Ingest:Mqtt:Port': 0,
    'Ingest:Mqtt:TlsPort': 0,
    'Ingest:Tcp:Port': 0,
    'Ingest:Tcp:Products:gt06': 0,
    'Demo:Fleet': false,
    'Actions:Automatic': false, // alarms wait for the journeys' people; remote repair has a plant of its own
    ...settings,
  }).map(([key, value]) => `--${key}=${value}`);
  return spawn('dotnet', [build, ...args], {
    cwd: dirname(build),
    env: { ...process.env, ASPNETCORE_ENVIRONMENT: environment, ASPNETCORE_URLS: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Waits for the line that says where everything listens. */
function ready(child, output) {
  return new Promise((resolve, reject) => {
    const end = (settle, value) => {
      clearTimeout(late);
      settle(value);
    };
    const late = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`IotLink did not start in ${quiet / 1000} s:\n${output()}`));
    }, quiet);
    child.stdout.on('data', () => {
      const line = output().match(/IotLink is ready: (.*)\n/);
      if (line) end(resolve, Object.fromEntries(line[1].trim().split(/\s+/).map((pair) => pair.split(/=(.*)/).slice(0, 2))));
    });
    child.on('exit', (code) => end(reject, new Error(`IotLink ended with ${code}:\n${output()}`)));
  });
}

export default async function globalSetup() {
  const plant = await startPlant();
  const log = join(root, 'e2e/test-results/server.log');
  mkdirSync(dirname(log), { recursive: true });
  plant.follow((text) => appendFileSync(log, text));
  const states = mkdtempSync(join(tmpdir(), 'iotlink-e2e-states-'));
  process.env.IOTLINK_URL = plant.addresses.http;
  process.env.IOTLINK_ADDRESSES = JSON.stringify(plant.addresses);
  process.env.IOTLINK_STATES = states;
  process.env.IOTLINK_LOG = log;
  return async () => {
    rmSync(states, { recursive: true, force: true });
    await plant.stop();
  };
}

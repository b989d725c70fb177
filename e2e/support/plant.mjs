// Starts one IotLink for all journeys: free ports, a private data folder, the demo plant without its simulated devices.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** @returns {Promise<{stop: () => Promise<void>, addresses: Record<string, string>}>} */
export async function startPlant(settings = {}, environment = 'Development') {
  const build = ['Release', 'Debug'].map((c) => join(root, 'IotLink.Portal/bin', c, 'net10.0/IotLink.Portal.dll')).find(existsSync);
  if (!build) throw new Error('Build first: dotnet build -c Release');
  const folder = mkdtempSync(join(tmpdir(), 'iotlink-e2e-'));
  const args = Object.entries({
    urls: 'http://127.0.0.1:0',
    'Storage:Folder': folder,
    'Ingest:Mqtt:Port': 0,
    'Ingest:Mqtt:TlsPort': 0,
    'Ingest:Tcp:Port': 0,
    'Ingest:Tcp:Products:gt06': 0,
    'Demo:Fleet': false,
    ...settings,
  }).map(([key, value]) => `--${key}=${value}`);
  const child = spawn('dotnet', [build, ...args], {
    cwd: dirname(build),
    env: { ...process.env, ASPNETCORE_ENVIRONMENT: environment, ASPNETCORE_URLS: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const addresses = await new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`IotLink did not start in 90 s:\n${output}`)), 90_000);
    const read = (chunk) => {
      output += chunk;
      const ready = output.match(/IotLink is ready: (.*)/);
      if (!ready) return;
      clearTimeout(late);
      resolve(Object.fromEntries(ready[1].trim().split(/\s+/).map((pair) => pair.split(/=(.*)/).slice(0, 2))));
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('exit', (code) => reject(new Error(`IotLink ended with ${code}:\n${output}`)));
  });
  return {
    addresses,
    folder,
    output: () => output,
    async stop() {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, 10_000).unref())]);
      child.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export default async function globalSetup() {
  const plant = await startPlant();
  process.env.IOTLINK_URL = plant.addresses.http;
  process.env.IOTLINK_ADDRESSES = JSON.stringify(plant.addresses);
  return () => plant.stop();
}

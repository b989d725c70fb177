import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

const chromium = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);

export default defineConfig({
  testDir: './journeys',
  fullyParallel: false,
  workers: 1, // one plant for all journeys: they share a server, and two cores
  timeout: 60_000,
  expect: { timeout: 15_000 },
  retries: 0,
  globalSetup: './support/plant.mjs',
  use: {
    baseURL: process.env.IOTLINK_URL,
    screenshot: 'only-on-failure',
    trace: process.env.IOTLINK_TRACE ? 'retain-on-failure' : 'off', // worth a second per journey only when something is wrong
    launchOptions: {
      executablePath: chromium,
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--no-first-run'],
    },
  },
});

// After everything: a fault that no reader noticed is still a fault.
import { readFileSync } from 'node:fs';
import { expect, test } from '../support/journey.mjs';

test('the server has written down no fault through all journeys', () => {
  const said = readFileSync(process.env.IOTLINK_LOG, 'utf8');
  expect(said).toContain('IotLink is ready');
  expect(said.match(/^(fail|crit): [\s\S]*?(?=^\w{4}: |(?![\s\S]))/gm) ?? []).toEqual([]);
});

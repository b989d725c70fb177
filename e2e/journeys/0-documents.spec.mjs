// The data contracts that come with the product and with its guide, against the standard's own JSON Schema.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import Ajv from 'ajv/dist/2019.js';
import formats from 'ajv-formats';
import { parse } from 'yaml';

const repository = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const catalogue = join(repository, 'IotLink.Core', 'Products', 'Catalog');
const schemaFile = findUp(repository, join('shared', 'contracts', 'odcs-json-schema-v3.1.0.json'));

/** The schema lies beside the repository, or further up. */
function findUp(folder, file) {
  const candidate = join(folder, file);
  if (existsSync(candidate)) return candidate;
  return dirname(folder) === folder ? null : findUp(dirname(folder), file);
}

const validator = () => formats(new Ajv({ strict: false, allErrors: true })).compile(JSON.parse(readFileSync(schemaFile, 'utf8')));
const faults = (validate, text) => (validate(parse(text)) ? [] : validate.errors.map((e) => `${e.instancePath} ${e.message}`));
const examples = (markdown) => [...markdown.matchAll(/```yaml\n([\s\S]*?)```/g)].map((m) => m[1]);

test.skip(schemaFile === null && !process.env.CI, 'shared/contracts is not beside the repository');

test('every contract of the catalogue is valid by the standard', () => {
  const validate = validator();
  const files = readdirSync(catalogue).filter((f) => f.endsWith('.contract.yaml'));
  expect(files.length).toBeGreaterThan(10);
  for (const file of files) expect.soft(faults(validate, readFileSync(join(catalogue, file), 'utf8')), file).toEqual([]);
});

test('every example of the guide is valid by the standard', () => {
  const guide = examples(readFileSync(join(repository, 'docs', 'guide', 'data-contracts.md'), 'utf8'));
  expect(guide.length).toBeGreaterThan(0);
  for (const example of guide) expect(faults(validator(), example)).toEqual([]);
});

test('the schema does refuse what the standard does not know', () => {
  const text = readFileSync(join(catalogue, 'prod-a.contract.yaml'), 'utf8');
  expect(faults(validator(), text.replace('required:', 'requird:'))).not.toEqual([]);
  expect(faults(validator(), text.replace('engine: iotlink', ''))).not.toEqual([]);
});

// Our own JSON Schemas, as the command line prints them: they take every document of the catalogue and the guide, and no misspelt one.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import Ajv from 'ajv/dist/2020.js';
import { parse } from 'yaml';

const repository = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const catalogue = join(repository, 'IotLink.Core', 'Products', 'Catalog');
const guide = join(repository, 'docs', 'guide');
const iotlink = ['Release', 'Debug'].map((c) => join(repository, 'IotLink.Ingest/bin', c, 'net10.0/iotlink.dll')).find(existsSync);

const kinds = [
  { kind: 'spec', suffix: '.spec.yaml', page: 'spec-language.md', wrong: [['hidden:', 'hiden:'], ['type:', 'typ:']] },
  { kind: 'contract', suffix: '.contract.yaml', page: 'data-contracts.md', wrong: [['required:', 'requird:'], ['logicalType:', 'logicaltype:']] },
  { kind: 'rule', suffix: '.rules.yaml', page: 'rules.md', wrong: [['condition:', 'conditon:'], ['severity: ', 'severity: very-']] },
  { kind: 'formula', suffix: '.formula.yaml', page: 'formulas.md', wrong: [['formula: ', 'formular: ']] },
];

const read = (file) => readFileSync(file, 'utf8');
const validator = (kind) =>
  new Ajv({ strict: false, allErrors: true }).compile(JSON.parse(execFileSync('dotnet', [iotlink, kind, 'schema'], { encoding: 'utf8' })));
const faults = (validate, text) => (validate(parse(text)) ? [] : validate.errors.map((e) => `${e.instancePath} ${e.message}`));
const examples = (markdown) => [...markdown.matchAll(/```yaml\n([\s\S]*?)```/g)].map((m) => m[1]);

for (const { kind, suffix, page, wrong } of kinds) {
  test(`every ${kind} of the catalogue is valid by our schema, and no misspelt one`, () => {
    const validate = validator(kind);
    const files = readdirSync(catalogue).filter((f) => f.endsWith(suffix));
    expect(files.length).toBeGreaterThan(3);
    for (const file of files) expect.soft(faults(validate, read(join(catalogue, file))), file).toEqual([]);

    for (const [right, misspelt] of wrong) {
      const meant = files.map((f) => read(join(catalogue, f))).filter((text) => text.includes(right));
      expect(meant.length, right).toBeGreaterThan(0);
      for (const text of meant) expect.soft(faults(validate, text.replace(right, misspelt)), misspelt).not.toEqual([]);
    }
  });

  test(`every ${kind} of the guide is valid by our schema`, () => {
    const validate = validator(kind);
    const texts = examples(read(join(guide, page)));
    expect(texts.length).toBeGreaterThan(0);
    for (const text of texts) expect.soft(faults(validate, text), text).toEqual([]);
  });
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { trackedFiles } from './tracked-files';

const ROOT = join(__dirname, '..', '..');

/** Classes that become schemas of the OpenAPI document, which knows them by their name alone. */
const SCHEMA = /^export class ([A-Za-z]+(?:Body|Payload|Request))\b/gm;

it('no two bodies have one name: the OpenAPI document would tell one of them for both', () => {
  const places = new Map<string, string[]>();
  for (const file of trackedFiles(ROOT).filter((name) => /^(apps|libs)\/.*(?<!spec)\.ts$/.test(name))) {
    for (const [, name = ''] of readFileSync(join(ROOT, file), 'utf8').matchAll(SCHEMA)) {
      places.set(name, [...(places.get(name) ?? []), file]);
    }
  }
  expect(places.size).toBeGreaterThan(100);
  expect([...places].filter(([, files]) => files.length > 1)).toEqual([]);
});

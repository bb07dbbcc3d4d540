import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { EVENT_FAMILIES } from '@carbon/events';
import { trackedFiles } from './tracked-files';

const ROOT = resolve(__dirname, '../..');
const ACTION = /\baction: ['`]([a-z-]+)\.[a-z$]/g;

/** Acts that stay in the house: on people, their sessions and keys, and on the machinery itself. */
const STAY: ReadonlySet<string> = new Set([
  ...['person', 'user', 'membership', 'members', 'invitation', 'session', 'api-key', 'retention'],
  ...['audit', 'business', 'calendar', 'document', 'export', 'job', 'transfer-settings', 'webhook'],
  ...['workbook', 'resident', 'voucher', 'act', 'challenge', 'act-pass', 'points', 'points-expiry'],
]);

const families = new Set(
  trackedFiles(ROOT)
    .filter((file) => /^libs\/[^/]+\/src\/.*\.ts$/.test(file) && !/\.spec(-support)?\.ts$/.test(file))
    .flatMap((file) =>
      [...readFileSync(join(ROOT, file), 'utf8').matchAll(ACTION)].map(([, family]) => family),
    ),
);

it('the acts of every room can be subscribed to, or are named among those that stay in the house', () => {
  expect(families.size).toBeGreaterThan(50);
  const unheard = [...families].filter(
    (family) => family !== undefined && !(family in EVENT_FAMILIES) && !STAY.has(family),
  );
  expect(unheard).toEqual([]);
});

it('what stays in the house is not offered, and is still something that happens', () => {
  expect([...STAY].filter((family) => family in EVENT_FAMILIES || !families.has(family))).toEqual([]);
});

import { setTimeout as pause } from 'node:timers/promises';
import { filePlants, importMeterMonths } from '@carbon/certificates';
import { parseProvince } from '@carbon/certificates/domain';
import { breaches } from '../support/ledger-invariants';
import { openPlatformFixture, type Person, type PlatformFixture } from '../support/platform-fixture';

const PLANTS = 500;
const EACH = 2_000;
const PROVINCES = ['青海', '甘肃', '新疆', '宁夏', '内蒙古', '河北', '山东', '江苏', '浙江', '广东'] as const;
const CSV_HEAD = 'plant,month,energy_kwh,reported_by,basis';

let platform: PlatformFixture;
let maker: Person;
let checkers: readonly Person[];
const code = (at: number) => `MIL${at}`;

beforeAll(async () => {
  platform = await openPlatformFixture(undefined, { notary: true });
  const { database, ledger, clock } = platform;
  const registry = await platform.holder('REGISTRY', 'registry-operator');
  maker = await platform.person(registry, 'maker');
  checkers = [await platform.person(registry, 'checker'), await platform.person(registry, 'checker')];
  const owner = await platform.holder('OWNER', 'generator');
  const desk = { ledger, clock };
  await database.transaction((tx) =>
    filePlants(
      tx,
      desk,
      Array.from({ length: PLANTS }, (_, at) => ({
        ...{ shortCode: code(at), nameZh: name(at), nameEn: `Synthetic plant ${at}`, holderId: owner },
        ...{ province: parseProvince(PROVINCES[at % PROVINCES.length] ?? '').code, technology: 'solar-pv' },
        ...{ capacityW: BigInt(20 + at) * 1_000_000n, connectedMonth: '2024-01', source: 'synthetic' },
        meters: [`METER-${at}`],
      })),
    ),
  );
  const rows = Array.from(
    { length: PLANTS },
    (_, at) => `${code(at)},2026-01,${EACH * 1000},grid-company,synthetic`,
  );
  await database.transaction((tx) =>
    importMeterMonths(tx, desk, { actor: 'test', input: { csv: [CSV_HEAD, ...rows].join('\n') } }),
  );
});
afterAll(() => platform.close());

/** Names that nobody takes for one another. */
function name(at: number): string {
  const letters = '甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥';
  const pick = (step: number) => letters[(at * step + Math.floor(at / 22) * 7) % 22] ?? '';
  return `${pick(1)}${pick(5)}${pick(9)}${pick(13)}${at}`;
}

interface Job {
  readonly state: string;
  readonly done: string;
  readonly total: string | null;
  readonly result: unknown;
}

const send = (method: string, path: string, who: Person, body?: object) =>
  platform.send(method, path, { ...who.headers, 'idempotency-key': `once-${path}` }, body);

it('GEC-002 a million certificates of 500 plants in one run: proposed, approved by two, watched; one is traced', async () => {
  const proposed = await send('POST', '/v1/tasks', maker, { kind: 'certificate-issue-run', payload: {} });
  expect(proposed.json()).toMatchObject({ state: 'proposed' });
  const task = proposed.json<{ id: string; summary: { en: string } }>();
  expect(task.summary.en).toContain(`${PLANTS} plant-months of ${PLANTS} plants`);
  let approved;
  for (const checker of checkers) {
    approved = await send('POST', `/v1/tasks/${task.id}/approvals`, checker, {});
  }
  const { outcome } = approved?.json<{ outcome: { job: string } }>() ?? {};

  const seen: string[] = [];
  let job: Job;
  do {
    await pause(20);
    job = (await send('GET', `/v1/jobs/${outcome?.job ?? ''}`, maker)).json<Job>();
    if (seen.at(-1) !== job.done) seen.push(job.done);
  } while (job.state === 'queued' || job.state === 'running');
  expect(job).toMatchObject({
    state: 'done',
    total: PLANTS.toString(),
    result: { plantMonths: PLANTS, certificates: (PLANTS * EACH).toString(), heldBackCount: 0 },
  });
  expect(seen.length).toBeGreaterThan(1);

  const actors = await platform.database.query(
    `select distinct actor, approver from ledger.journal where kind = 1`,
  );
  expect(actors).toEqual([{ actor: `user:${maker.userId}`, approver: `user:${checkers[1]?.userId ?? ''}` }]);
  expect(await breaches(platform.database)).toEqual([]);

  const plant = (await send('GET', `/v1/plants/${code(321)}`, maker)).json<{ account: string }>();
  const held = await send('GET', `/v1/certificates?account=${plant.account}&limit=1`, maker);
  const { firstCode } = held.json<{ items: { firstCode: string }[] }>().items[0] ?? { firstCode: '' };
  const trace = await send('GET', `/v1/public/certificates/${firstCode}`, maker);
  expect(trace.statusCode).toBe(200);
  expect(trace.json()).toMatchObject({
    state: 'held',
    productionMonth: '2026-01',
    steps: [{ kind: 'issue' }],
  });
});

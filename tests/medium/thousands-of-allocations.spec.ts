import { setTimeout as pause } from 'node:timers/promises';
import { newId } from '@carbon/kernel';
import { openAccounts } from '@carbon/ledger';
import { recordVerified } from '@carbon/allowances';
import { breaches } from '../support/ledger-invariants';
import { openPlatformFixture, type Person, type PlatformFixture } from '../support/platform-fixture';

const ENTERPRISES = 3_600;
const UNITS = 10_000;
const PROVINCES = ['浙江', '江苏', '山东', '河北', '广东', '内蒙古', '山西', '河南', '安徽', '陕西'] as const;
/** AC-01 in small: 3,000 MWh and 1,000 GJ at 70 % give 2,373 t and 103 t. */
const UNIT = {
  ...{ class: 'I' as const, generationMwh: '3000', heatGj: '1000', loadFactorPercent: '70' },
  verifiedT: 2_400n,
} as const;
const PER_UNIT = 2_476n;

let platform: PlatformFixture;
let maker: Person;
let checkers: [Person, Person];

const unitsOf = (at: number) =>
  Math.floor(((at + 1) * UNITS) / ENTERPRISES) - Math.floor((at * UNITS) / ENTERPRISES);

beforeAll(async () => {
  platform = await openPlatformFixture(new Date('2025-07-01T02:00:00.000Z'), { notary: true });
  const { database, clock } = platform;
  const office = await platform.holder('MEE', 'regulator');
  maker = await platform.person(office, 'maker');
  checkers = [await platform.person(office, 'checker'), await platform.person(office, 'checker')];
  const holders = Array.from({ length: ENTERPRISES }, (_, at) => ({
    ...{ id: newId(), code: `SYN${String(at).padStart(4, '0')}`, province: PROVINCES[at % 10] ?? '' },
    at,
  }));
  await database.transaction(async (tx) => {
    await tx.query(
      `insert into identity.holder (id, code, name_zh, name_en, kind, province, source, created_at)
       select id, code, code || '（示例）', code, 'key-emitter', province, 'synthetic', $2
         from jsonb_to_recordset($1::jsonb) as h (id uuid, code text, province text)`,
      [JSON.stringify(holders), clock.now()],
    );
    await openAccounts(
      tx,
      holders.map(({ id }) => ({ holderId: id, kind: 'holding' as const })),
    );
    await recordVerified(
      tx,
      holders.map(({ id, province, at }) => {
        const units = Array.from({ length: unitsOf(at) }, (_, unit) => ({ ...UNIT, id: `U${unit + 1}` }));
        return {
          ...{ market: 'CN', year: 2024, holderId: id, sector: 'power' as const, province },
          ...{ verifiedT: UNIT.verifiedT * BigInt(units.length), units, lines: [], source: 'import:test' },
        };
      }),
      { now: clock.now(), by: 'test' },
    );
  });
});
afterAll(() => platform.close());

interface Job {
  readonly state: string;
  readonly done: string;
  readonly total: string | null;
  readonly result: unknown;
}

const send = (method: string, path: string, who: Person, body?: object) =>
  platform.send(method, path, who.headers, body);

async function watched(job: string): Promise<{ job: Job; seen: string[]; took: number }> {
  const started = performance.now();
  const seen: string[] = [];
  for (;;) {
    const now = (await send('GET', `/v1/jobs/${job}`, maker)).json<Job>();
    if (seen.at(-1) !== now.done) seen.push(now.done);
    if (now.state !== 'queued' && now.state !== 'running') {
      return { job: now, seen, took: performance.now() - started };
    }
    await pause(20);
  }
}

async function task(kind: string, round: string, approvals: number): Promise<Record<string, string>> {
  const proposed = await send('POST', '/v1/tasks', maker, { kind, payload: { round } });
  const { id } = proposed.json<{ id: string }>();
  let outcome: Record<string, string> = {};
  for (const checker of checkers.slice(0, approvals)) {
    const answer = await send('POST', `/v1/tasks/${id}/approvals`, checker, {});
    outcome = answer.json<{ outcome: Record<string, string> }>().outcome;
  }
  return outcome;
}

it('CYC-05 3,600 enterprises with 10,000 units: calculated in one run, approved, issued in one run with progress', async () => {
  const round = { market: 'CN', year: 2024, phase: 'final', sectors: ['power'] };
  const opened = await send('POST', '/v1/allocation-rounds', maker, round);
  const { number } = opened.json<{ number: string }>();
  const path = `/v1/allocation-rounds/${number}`;
  const asked = await send('POST', `${path}/calculations`, maker, {});
  const calculated = await watched(asked.json<{ job: string }>().job);
  const amountT = (PER_UNIT * BigInt(UNITS)).toString();
  expect(calculated.job).toMatchObject({
    state: 'done',
    result: { lines: ENTERPRISES, units: UNITS, amountT, faults: 0 },
  });
  expect(calculated.seen.length).toBeGreaterThan(1);

  await send('POST', `${path}/publications`, maker, {});
  platform.clock.set(new Date('2025-07-20T02:00:00.000Z'));
  maker = await platform.again(maker);
  checkers = [await platform.again(checkers[0]), await platform.again(checkers[1])];
  await send('POST', `${path}/reviews`, maker, {});
  const approvalBegan = performance.now();
  expect(await task('allocation-approval', number, 1)).toMatchObject({ lines: ENTERPRISES, issueT: amountT });
  const approvalTook = performance.now() - approvalBegan;
  const { job = '' } = await task('allocation-issue', number, 2);
  const issued = await watched(job);
  expect(issued.job).toMatchObject({
    state: 'done',
    total: ENTERPRISES.toString(),
    result: { lines: ENTERPRISES, issuedT: amountT, heldBackCount: 0 },
  });
  expect(issued.seen.length).toBeGreaterThan(1);
  const seconds = (ms: number) => (ms / 1_000).toFixed(1);
  process.stdout.write(
    `calculated in ${seconds(calculated.took)} s, approved in ${seconds(approvalTook)} s, issued in ${seconds(issued.took)} s\n`,
  );

  const held = await platform.database.query(
    `select count(*)::int as accounts, count(distinct b.available)::int as amounts, sum(b.available) as sum
       from ledger.balance b join ledger.instrument i on i.id = b.instrument_id and i.code = 'CEA24'
      where b.account_id >= 1024`,
  );
  expect(held).toEqual([{ accounts: ENTERPRISES, amounts: 2, sum: amountT }]);
  expect(await breaches(platform.database)).toEqual([]);
  const totals = await send('GET', '/v1/public/allocations/CN/2024?limit=3', maker);
  expect(totals.json<{ items: object[] }>().items).toHaveLength(3);
});

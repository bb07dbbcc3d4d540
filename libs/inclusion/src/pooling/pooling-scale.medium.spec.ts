import fc from 'fast-check';
import { splitExactly } from '@carbon/kernel';
import { forgetResident } from '../residents/use-cases/forget-resident';
import { ResidentData } from '../residents/resident-data';
import { findResident } from '../residents/resident';
import { INCLUSION_PARTS, type InclusionParts } from '../parts';
import { cutShares, issueShares } from './persistence/settle-shares';
import { DECEMBER, done, type EndedTask, PoolingWorld } from './pooling.spec-support';

let world: PoolingWorld;
let pool: string;
const CROWD = 100_000;

beforeAll(async () => {
  world = await PoolingWorld.open();
  pool = await world.published();
});
afterAll(async () => {
  await world.close();
});

const sum = (amounts: readonly bigint[]) => amounts.reduce((all, each) => all + each, 0n);

describe('any shares, any figure of a verifier, any number of tonnes', () => {
  const ROUND = 7_000_000n;

  /** Shares of a round straight into the database, gone with the transaction. */
  async function tried<T>(
    amounts: readonly bigint[],
    act: (tx: Parameters<typeof cutShares>[0]) => Promise<T>,
  ): Promise<{ readonly carried: bigint[]; readonly issued: bigint[]; readonly returned: bigint[] }> {
    const rollback = new Error('rollback');
    let result = { carried: [] as bigint[], issued: [] as bigint[], returned: [] as bigint[] };
    await world.platform.database
      .transaction(async (tx) => {
        const rows = amounts.map(
          (ug, n) => `(${1_000_000 + n}, ${ROUND}, ${world.programme.id}, ${ug}, ${ug})`,
        );
        await tx.query(
          `insert into inclusion.resident_month (resident_id, programme_id, month, acts, points, reduced_ug, poolable_ug,
             emitted_ug) select 1000000 + n, $1, '2026-01-01', 1, 0, 4e18, 4e18, 0 from generate_series(0, 50) n`,
          [world.programme.id],
        );
        await tx.query(
          `insert into inclusion.pool_share (resident_id, round_id, programme_id, taken_ug, carried_ug) values ${rows.join()}`,
        );
        await act(tx);
        const found = await tx.query<Record<'carried_ug' | 'issued_ug' | 'returned_ug', string>>(
          'select * from inclusion.pool_share where round_id = $1 order by resident_id',
          [ROUND.toString()],
        );
        result = {
          carried: found.map((row) => BigInt(row.carried_ug)),
          issued: found.map((row) => BigInt(row.issued_ug)),
          returned: found.map((row) => BigInt(row.returned_ug)),
        };
        throw rollback;
      })
      .catch((error: unknown) => {
        if (error !== rollback) throw error;
      });
    return result;
  }

  const amounts = fc.array(fc.bigInt(1n, 3_000_000_000_000n), { minLength: 1, maxLength: 40 });

  it('CNV-001 a cut is shared as splitExactly shares, and what is cut comes back', async () => {
    await fc.assert(
      fc.asyncProperty(amounts, fc.bigInt(0n, 1_000_000n), async (shares, millionths) => {
        const all = sum(shares);
        const kept = (all * millionths) / 1_000_000n;
        const { carried, returned } = await tried(shares, (tx) => cutShares(tx, ROUND, kept, all));
        const key = (n: number) => String(n).padStart(4, '0');
        const parts = splitExactly(
          kept,
          shares.map((weight, n) => ({ key: key(n), weight })),
        );
        expect(carried).toEqual(shares.map((_, n) => parts.get(key(n))));
        expect(sum(carried) + sum(returned)).toBe(all);
      }),
      { numRuns: 40 },
    );
  });

  it('CNV-002 whatever is issued is of the first, to the last microgram, and nothing is lost', async () => {
    await fc.assert(
      fc.asyncProperty(amounts, fc.bigInt(0n, 1_000_000n), async (shares, millionths) => {
        const all = sum(shares);
        const into = (all * millionths) / 1_000_000n;
        const { carried, issued } = await tried(shares, (tx) => issueShares(tx, [ROUND], into, ROUND));
        expect(sum(issued)).toBe(into);
        expect(sum(carried)).toBe(all - into);
        // nobody has anything in units while somebody before has something left
        const boundary = carried.findIndex((left) => left > 0n);
        if (boundary >= 0) expect(issued.slice(boundary + 1).every((part) => part === 0n)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });
});

it('CNV-002 100,000 residents in one round: taken, cut, issued and thanked, set by set', async () => {
  await world.resident(0n + 5n);
  await world.crowd(CROWD, '20000000 + (n % 997) * 1003');
  world.until(DECEMBER);
  const opened = await world.round();
  const [row] = await world.platform.database.query<{ residents: number; taken_ug: string }>(
    'select residents, taken_ug from inclusion.pool_round where ordinal = 1',
  );
  expect(opened).toMatchObject({ state: 'executed', outcome: { residents: CROWD } });
  expect(row?.residents).toBe(CROWD);
  const taken = BigInt(row?.taken_ug ?? 0);
  expect(taken).toBeGreaterThan(2_000_000_000_000n);

  await world.verified(pool, 1, '2000000.5');
  expect(await world.issue(pool, 1)).toMatchObject({
    outcome: { tonnes: '2', remainderMicrograms: '500000' },
  });
  expect(await world.settle()).toBe(1);
  const [sums] = await world.platform.database.query<
    Record<'taken' | 'issued' | 'carried' | 'returned' | 'pooled' | 'units', string>
  >(
    `select sum(taken_ug) as taken, sum(issued_ug) as issued, sum(carried_ug) as carried, sum(returned_ug) as returned,
            (select sum(pooled_ug) from inclusion.pooled) as pooled,
            (select sum(issued_ug) from inclusion.pool_unit) as units from inclusion.pool_share`,
  );
  expect(sums).toEqual({
    ...{ taken: taken.toString(), issued: '2000000000000', carried: '500000' },
    ...{ returned: (taken - 2_000_000_500_000n).toString(), pooled: '2000000500000', units: '2000000000000' },
  });
});

it('PII-005 a round and an erasure at once: one after the other, and the share keeps the number only', async () => {
  const [leaving, staying] = [await world.resident(700n), await world.resident(800n, '2026-11-01')];
  world.until(new Date('2027-01-04T02:00:00.000Z'));
  await world.consents(leaving);
  await world.consents(staying);
  const { app, database, clock } = world.platform;
  const [data, inclusion] = [
    app.get(ResidentData, { strict: false }),
    app.get<InclusionParts>(INCLUSION_PARTS, { strict: false }),
  ];
  const erased = database.transaction(async (tx) => {
    const resident = await findResident(tx, leaving.id);
    if (resident === undefined) throw new Error('nobody');
    await forgetResident(tx, { inclusion, data }, resident, clock.now());
  });
  const [, round] = await Promise.all([erased, world.round('2026-11')]);
  expect(round.state).toBe('executed');
  const [row] = await database.query<{ people: string; state: string; shares: string }>(
    `select count(r.person_id) as people, min(r.state) as state,
            (select count(*) from inclusion.pool_share s join inclusion.pool_round o on o.id = s.round_id
              where s.resident_id = $1 and o.ordinal = 2) as shares
       from inclusion.resident r where r.id = $1`,
    [leaving.id.toString()],
  );
  expect(row).toMatchObject({ people: '0', state: 'left' });
  // first erased: not taken; first taken: the number stays, and the sums with it
  const [sums] = await database.query<{ same: boolean }>(
    `select r.carried_ug = (select sum(carried_ug) from inclusion.pool_share where round_id = r.id) as same
       from inclusion.pool_round r where r.ordinal = 2`,
  );
  expect(sums).toEqual({ same: true });
  expect(await world.pooled(staying.id)).toBe(800_000_000n);
});

it('CNV-001 two rounds of one programme at once: one is taken, the other waits for it', async () => {
  await world.verified(pool, 2, '1');
  await world.issue(pool, 2);
  await world.settle();
  await world.consents(await world.resident(300n, '2026-12-01'));
  world.until(new Date('2027-02-04T02:00:00.000Z'));
  const { checker } = world.programme;
  const proposed = ['2026-12', '2026-12'].map(async (upTo) => {
    const task = done(await world.propose('inclusion-pool-round', { programme: 'SZ', upTo }));
    return task.json<{ id: string }>().id;
  });
  const approvals = (await Promise.all(proposed)).map((id) =>
    world.post(checker, `/v1/tasks/${id}/approvals`),
  );
  const ended = (await Promise.all(approvals)).map((answer) => done(answer).json<EndedTask>());
  expect(ended.map(({ state }) => state).sort()).toEqual(['executed', 'failed']);
  expect(ended.find(({ state }) => state === 'failed')?.failure).toMatchObject({
    code: 'POOLING_ROUND_WAITS',
  });
});

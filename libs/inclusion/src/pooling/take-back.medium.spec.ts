import { breaches } from '../../../../tests/support/ledger-invariants';
import type { TestResident } from '../../../../tests/support/inclusion-world';
import { DECEMBER, done, PoolingWorld } from './pooling.spec-support';

let world: PoolingWorld;
let pool: string;
let [one, two, three]: readonly TestResident[] = [];

const G = 1_000_000n;
const inOrder = (...grams: readonly bigint[]) => grams.map((each) => each * G);

/** What the room of credits was told of a period. */
async function told(period: number) {
  const [row] = await world.platform.database.query<Record<'ug' | 'withdrawn' | 'evidence', string>>(
    `select c.micrograms as ug, c.withdrawn_ug as withdrawn, encode(c.evidence_hash, 'hex') as evidence
       from credits.pool_contribution c join credits.pool_period p on p.id = c.period_id where p.ordinal = $1`,
    [period],
  );
  return row && { grams: BigInt(row.ug) / G, withdrawn: BigInt(row.withdrawn) / G, evidence: row.evidence };
}

const takesBack = (who: TestResident | undefined, round: number) => {
  if (who === undefined) throw new Error('nobody');
  return world.post(who.person, `/v1/me/pooling/SZ/rounds/${round}/withdrawals`);
};
const withdrawsConsent = (who: TestResident | undefined) => {
  if (who === undefined) throw new Error('nobody');
  return world.consents(who, false);
};

beforeAll(async () => {
  world = await PoolingWorld.open();
  pool = await world.published();
  [one, two, three] = [
    await world.resident(700_000n),
    await world.resident(900_000n),
    await world.resident(400_000n),
  ];
  for (const who of [one, two, three]) await world.consents(who);
  world.until(DECEMBER);
  await world.round();
});
afterAll(async () => {
  expect(await breaches(world.platform.database)).toEqual([]);
  await world.close();
});

it('CNV-001 before the verifier: grams come back at once, and the pool is told anew', async () => {
  const before = await told(1);
  expect(before).toMatchObject({ grams: 2_000_000n });
  const answer = done(await takesBack(three, 1));
  expect(answer.json()).toEqual({ returnedGrams: '400000', issuedGrams: '0' });
  const after = await told(1);
  expect(after).toMatchObject({ grams: 1_600_000n, withdrawn: 0n });
  expect(after?.evidence).not.toBe(before?.evidence);
  expect(await world.pooled(three?.id ?? 0n)).toBe(0n);
  const twice = await takesBack(three, 1);
  expect(twice.statusCode).toBe(409);
  expect(twice.json()).toMatchObject({ code: 'POOLING_RETURNED' });
  // shares of others are not there
  const [stranger] = [await world.resident(5n)];
  expect((await takesBack(stranger, 1)).json()).toMatchObject({ code: 'POOLING_SHARE_UNKNOWN', status: 404 });
});

it('CNV-001 PII-001 verified and not issued: a withdrawn consent takes the grams out, fewer are issued', async () => {
  await world.verified(pool, 1, '1600000');
  await withdrawsConsent(one);
  expect(await world.shares(1)).toMatchObject([
    { returned: 700_000n * G, carried: 0n },
    { returned: 0n, carried: 900_000n * G },
    { returned: 400_000n * G },
  ]);
  expect(await told(1)).toMatchObject({ grams: 1_600_000n, withdrawn: 700_000n });
  expect(await world.issue(pool, 1)).toMatchObject({
    outcome: { tonnes: '0', remainderMicrograms: (900_000n * G).toString() },
  });
  await world.settle();
  expect((await world.shares(1)).map(({ carried }) => carried)).toEqual(inOrder(0n, 900_000n, 0n));
});

it('CNV-001 who took something back is in no further round before another consent', async () => {
  await world.consents(one ?? never());
  const twice = done(await world.get(three?.person, '/v1/me/pooling/programmes')).json<{
    programmes: { consented: boolean }[];
  }>();
  expect(twice.programmes).toMatchObject([{ consented: false, claimableGrams: '400000' }]);
  await world.earned(one?.id ?? 0n, 100_000n, '2026-11-01');
  world.until(new Date('2027-01-04T02:00:00.000Z'));
  expect(await world.round('2026-11')).toMatchObject({ outcome: { residents: 1, grams: '800000' } });
  await world.verified(pool, 2, '800000');
  expect(await world.issue(pool, 2)).toMatchObject({ outcome: { tonnes: '1' } });
  await world.settle();
});

it('CNV-001 after the issue it is refused and explained; what was carried over still comes back', async () => {
  const refused = await takesBack(two, 1);
  expect(refused.statusCode).toBe(422);
  expect(refused.json()).toMatchObject({
    ...{ code: 'POOLING_ISSUED', rule: 'CNV-001' },
    messages: { zh: expect.stringContaining('撤回对汇集的同意') as unknown },
  });
  // 900,000 of two were first, 100,000 of one made the tonne: 700,000 wait
  expect(done(await takesBack(one, 2)).json()).toEqual({ returnedGrams: '700000', issuedGrams: '100000' });
  expect(await world.pooled(one?.id ?? 0n)).toBe(100_000n * G);
  // the room of credits hears of it with the next round
  await world.earned(two?.id ?? 0n, 300_000n, '2026-12-01');
  world.until(new Date('2027-02-03T02:00:00.000Z'));
  expect(await world.round('2026-12')).toMatchObject({ outcome: { residents: 1, grams: '300000' } });
  expect(await told(3)).toMatchObject({ grams: 300_000n, withdrawn: 700_000n });
  await world.verified(pool, 3, '300000');
  expect(await world.issue(pool, 3)).toMatchObject({
    outcome: { tonnes: '0', remainderMicrograms: (300_000n * G).toString() },
  });
  expect(await world.settle()).toBe(1);
});

it('CNV-002 a round all of which came back is over, and the next one is told of the same period', async () => {
  await world.earned(two?.id ?? 0n, 200_000n, '2027-01-01');
  world.until(new Date('2027-03-05T02:00:00.000Z'));
  expect(await world.round('2027-01')).toMatchObject({ outcome: { round: 4, period: 4, grams: '200000' } });
  await withdrawsConsent(two);
  expect(await told(4)).toMatchObject({ grams: 0n, withdrawn: 300_000n });
  const rounds = done(await world.get(world.programme.maker, '/v1/programmes/SZ/pooling/rounds')).json<{
    items: { state: string }[];
  }>();
  expect(rounds.items[0]).toMatchObject({ round: 4, state: 'returned', carriedGrams: '0' });
  await world.consents(three ?? never());
  expect(await world.round('2027-01')).toMatchObject({ outcome: { round: 5, period: 4, grams: '400000' } });
  expect(await told(4)).toMatchObject({ grams: 400_000n, withdrawn: 300_000n });
});

it('CNV-001 evidence: whoever has the shares and what came back goes over it', async () => {
  const [row] = await world.platform.database.query<{ same: boolean }>(`
    with recursive
      taken as (
        select sha256(string_agg(int8send(resident_id) || int8send(taken_ug), ''::bytea order by resident_id)) as hash
          from inclusion.pool_share where round_id = 1),
      chain as (
        select 0 as n, hash from taken
        union all
        select n + 1, sha256(hash || int8send(b.resident_id) || int8send(b.returned_ug))
          from chain join inclusion.pool_return b on b.round_id = 1 and b.ordinal = n + 1)
    select (select hash from chain order by n desc limit 1) = r.evidence as same
      from inclusion.pool_round r where r.id = 1`);
  expect(row).toEqual({ same: true });
});

it('PII-001 a consent to the platform counts for every programme, and its end for every round', async () => {
  await world.verified(pool, 4, '400000');
  await world.issue(pool, 4);
  await world.settle();
  const anywhere = await world.resident(50n, '2027-02-01');
  const says = (granted: boolean) =>
    world.post(anywhere.person, '/v1/me/consents', {
      ...{ purpose: 'pooling', source: 'platform', textVersion: '2026.1', granted },
    });
  done(await says(true));
  world.until(new Date('2027-04-05T02:00:00.000Z'));
  expect(await world.round('2027-02')).toMatchObject({ outcome: { round: 6, residents: 1, grams: '50' } });
  done(await says(false));
  expect(await world.pooled(anywhere.id)).toBe(0n);
  expect(await told(5)).toMatchObject({ grams: 0n });
});

function never(): never {
  throw new Error('nobody');
}

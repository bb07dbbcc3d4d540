import { breaches } from '../../../../tests/support/ledger-invariants';
import { done, MEMBER_HEADER, memberLine, PoolsWorld } from './pools.spec-support';

let world: PoolsWorld;
beforeAll(async () => {
  world = await PoolsWorld.open();
});
afterAll(async () => {
  expect(await breaches(world.platform.database)).toEqual([]);
  await world.close();
});

interface Share {
  readonly member: string;
  readonly verifiedGrams: string;
  readonly carriedInGrams: string;
  readonly issuedGrams: string;
  readonly carriedOutGrams: string;
}
interface Line {
  readonly member: string;
  readonly soldGrams: string;
  readonly fen: string;
}

const micrograms = (grams: string) => {
  const [whole = '0', decimals = ''] = grams.split('.');
  return BigInt(whole) * 1_000_000n + BigInt(decimals.padEnd(6, '0'));
};
const sumOf = (amounts: readonly string[]) => amounts.reduce((sum, each) => sum + micrograms(each), 0n);
const range = (count: number) => Array.from({ length: count }, (_, n) => n + 1);
const number = (letter: string, n: number) => `${letter}-${String(n).padStart(4, '0')}`;

it('S22 CNV-002 537 households by energy: whole tonnes, remainder carried exactly, proceeds shared to the fen', async () => {
  const { aggregator: house, registry } = world;
  const pool = await world.pool(house, { basis: 'kwh' });
  await world.publish(pool);
  const members = range(537).map((n) => memberLine(number('H', n), `3201-${String(n).padStart(8, '0')}`));
  const joined = await world.csv(house.maker, `/v1/pools/${pool}/members/imports`, [
    MEMBER_HEADER,
    ...members,
  ]);
  expect(done(joined).json()).toEqual({ joined: 537 });

  // two periods: what is below a tonne after the first is in the second
  const kwh = (n: number) => `${100 + n}.${String(n).padStart(3, '0')}`;
  for (const [period, from, to] of [
    [1, '2026-01-01', '2026-01-31'],
    [2, '2026-02-01', '2026-02-28'],
  ] as const) {
    done(
      await world.post(house.maker, `/v1/pools/${pool}/periods`, {
        ...{ from, to, factor: '0.5703', factorSource: 'synthetic' },
      }),
    );
    const rows = range(537).map((n) => `${number('H', n)},${kwh(n)}`);
    const path = `/v1/pools/${pool}/periods/${period}/contributions/imports`;
    expect(done(await world.csv(house.maker, path, ['member,value', ...rows])).json()).toEqual({
      imported: 537,
    });
  }
  const told = range(537).reduce((sum, n) => sum + BigInt(100_000 + 1_000 * n + n) * 570_300n, 0n);
  const grams = `${told / 1_000_000n}.${(told % 1_000_000n).toString().padStart(6, '0')}`;
  await world.verified(pool, 1, grams);
  await world.verified(pool, 2, grams);

  const tonne = 1_000_000_000_000n;
  const first = await world.issue(house, pool, 1);
  expect(first).toMatchObject({
    state: 'executed',
    outcome: {
      tonnes: (told / tonne).toString(),
      remainderMicrograms: (told % tonne).toString(),
      members: 537,
    },
  });
  const both = 2n * told;
  const second = await world.issue(house, pool, 2);
  expect(second).toMatchObject({
    outcome: {
      tonnes: (((told % tonne) + told) / tonne).toString(),
      remainderMicrograms: (both % tonne).toString(),
      instrument: `PHER-SIP-${pool}-20260201-20260228`,
    },
  });

  const [one, two] = [
    await world.all<Share>(house.maker, `/v1/pools/${pool}/periods/1/contributions`),
    await world.all<Share>(house.maker, `/v1/pools/${pool}/periods/2/contributions`),
  ];
  expect(sumOf(one.map(({ verifiedGrams }) => verifiedGrams))).toBe(told);
  expect(two.map(({ carriedInGrams }) => carriedInGrams)).toEqual(one.map((share) => share.carriedOutGrams));
  expect(sumOf([...one, ...two].map(({ issuedGrams }) => issuedGrams)) / tonne).toBe(both / tonne);
  expect(sumOf([...one, ...two].map(({ issuedGrams }) => issuedGrams)) % tonne).toBe(0n);
  expect(sumOf(two.map(({ carriedOutGrams }) => carriedOutGrams))).toBe(both % tonne);

  // sold in two sales
  const tonnes = Number(told / tonne);
  for (const [sale, sold, proceeds] of [
    ['SALE-1', 7, 31_501n],
    ['SALE-2', tonnes - 7, 999_999n],
  ] as const) {
    const settled = await world.agreed(house.maker, [house.checker], 'pool-settlement', {
      ...{ pool, period: 1, sale, tonnes: String(sold), proceedsFen: proceeds.toString() },
    });
    expect(settled).toMatchObject({
      state: 'executed',
      outcome: { feeFen: ((proceeds * 500n) / 10_000n).toString() },
    });
    const lines = await world.all<Line>(
      house.maker,
      `/v1/pools/${pool}/settlements/${String(settled.outcome?.['settlement'])}/lines`,
    );
    const fen = lines.reduce((sum, line) => sum + BigInt(line.fen), 0n);
    expect(fen + (proceeds * 500n) / 10_000n).toBe(proceeds);
    expect(sumOf(lines.map(({ soldGrams }) => soldGrams))).toBe(BigInt(sold) * tonne);
  }
  const over = await world.propose(house.maker, 'pool-settlement', {
    ...{ pool, period: 1, sale: 'SALE-3', tonnes: '1', proceedsFen: '1' },
  });
  expect(over.json()).toMatchObject({ code: 'POOL_MORE_THAN_ISSUED', rule: 'CNV-002' });
  const again = await world.propose(house.maker, 'pool-settlement', {
    ...{ pool, period: 2, sale: 'SALE-1', tonnes: '1', proceedsFen: '1' },
  });
  expect(again.json()).toMatchObject({ code: 'POOL_SALE_SETTLED' });
  // in the end each member has sold exactly what was issued of it
  const [statement] = await world.all<{ soldGrams: string; issuedGrams: string }>(
    house.maker,
    `/v1/pools/${pool}/members/H-0537/statement`,
  );
  expect(statement?.soldGrams).toBe(statement?.issuedGrams);
  expect((await world.get(registry.maker, `/v1/pools/${pool}/members/H-0537/statement`)).statusCode).toBe(
    200,
  );
});

it('S22 PHI-003 2,500 tea farmers by mu: one issue stands on 2,501 sources', async () => {
  const { aggregator: house } = world;
  const pool = await world.pool(house, { basis: 'weight', weightUnit: 'mu', methodology: 'TEA-01' });
  await world.publish(pool);
  const mu = (n: number) => `${(n % 37) + 1}.${n % 10}`;
  const members = range(2_500).map((n) => memberLine(number('T', n), `PARCEL${n}`, { weight: mu(n) }));
  done(await world.csv(house.maker, `/v1/pools/${pool}/members/imports`, [MEMBER_HEADER, ...members]));
  done(await world.post(house.maker, `/v1/pools/${pool}/periods`, { from: '2026-01-01', to: '2026-03-31' }));
  await world.verified(pool, 1, '1234567890.5');
  const { outcome } = await world.issue(house, pool, 1);
  expect(outcome).toMatchObject({ tonnes: '1234', remainderMicrograms: '567890500000', members: 2_500 });
  const [row] = await world.platform.database.query<{ ranges: string }>(
    `select count(*) as ranges from ledger.source_range where issuance_id = $1`,
    [outcome?.['transaction']],
  );
  expect(row?.ranges).toBe('2501');
  const shares = await world.all<Share>(house.maker, `/v1/pools/${pool}/periods/1/contributions`);
  expect(sumOf(shares.map(({ verifiedGrams }) => verifiedGrams))).toBe(1_234_567_890_500_000n);
  expect(sumOf(shares.map(({ issuedGrams }) => issuedGrams))).toBe(1_234_000_000_000_000n);
});

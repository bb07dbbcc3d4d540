import { Refusal } from '@carbon/kernel';
import { blockAccounts, readBalance, setAccountState } from '@carbon/ledger';
import { breaches } from '../../../../tests/support/ledger-invariants';
import {
  BUYER,
  CAUSE,
  codeOf,
  energy,
  openSourcesFixture,
  PLANT,
  type SourcesFixture,
} from '../sources.spec-support';
import { cancelUntraded, freezeUntraded, thawUntraded } from './exclusivity';
import { reserveEnergy } from './reserve-energy';
import { freeRanges, sourcedUnits } from './sourced-units';

let f: SourcesFixture;
beforeEach(async () => {
  f = await openSourcesFixture();
});
afterEach(async () => {
  expect(await breaches(f.database)).toEqual([]);
  await f.close();
});

const MONTH = '2026-05';
const GEC = codeOf(PLANT, MONTH);
const whole = (to = 10) => energy(PLANT, MONTH, 0, to);
const serials = (first: number, last: number) => ({ first: BigInt(first), last: BigInt(last) });

const freeze = (ranges = [whole()]) => f.tx((tx) => freezeUntraded(tx, f.ledger, ranges, CAUSE));
const thaw = (ranges = [whole()]) => f.tx((tx) => thawUntraded(tx, f.ledger, ranges, CAUSE));
const cancel = (ranges = [whole()]) => f.tx((tx) => cancelUntraded(tx, f.ledger, ranges, CAUSE));
const sell = (first: number, last: number, to = f.accounts[2] ?? '') =>
  f.submit({
    kind: 'transfer',
    instrument: GEC,
    quantity: BigInt(last - first + 1),
    from: f.accounts[0] ?? '',
    to,
    serials: [serials(first, last)],
  });
const parts = async () => (await readBalance(f.database, f.accounts[0] ?? '', GEC))?.parts;

async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  const error: unknown = await work.then(
    () => new Error('nothing was refused'),
    (reason: unknown) => reason,
  );
  if (error instanceof Refusal) return error;
  throw error;
}

describe('exclusivity of certificates and credits, by source', () => {
  it('AC-88 untraded certificates freeze at the registration, end at that of the reductions, sold ones stay', async () => {
    await f.issue(PLANT, MONTH, [0, 10]);
    await sell(3, 4);

    const frozen = await freeze();
    expect(frozen.units).toEqual([
      { instrument: GEC, account: f.accounts[0], serials: serials(1, 2) },
      { instrument: GEC, account: f.accounts[0], serials: serials(5, 10) },
    ]);
    expect(frozen.traded).toEqual([energy(PLANT, MONTH, 2, 4)]);
    expect(await parts()).toMatchObject({ available: 0n, locked: 8n });

    const cancelled = await cancel();
    expect(cancelled.units).toEqual(frozen.units);
    expect(cancelled.traded).toEqual([energy(PLANT, MONTH, 2, 4)]);
    expect(await f.tx((tx) => freeRanges(tx, whole()))).toEqual([
      energy(PLANT, MONTH, 0, 2),
      energy(PLANT, MONTH, 4, 10),
    ]);
    expect(await f.tx((tx) => sourcedUnits(tx, [whole()]))).toEqual([
      {
        instrument: GEC,
        scheme: 'CN-GEC',
        issuance: 1n,
        source: energy(PLANT, MONTH, 2, 4),
        held: [
          {
            account: f.accounts[2],
            holderId: BUYER,
            part: 'available',
            serials: serials(3, 4),
            untraded: false,
          },
        ],
        ended: [],
      },
    ]);
  });

  it('EXC-003 freezing again changes nothing, and thawing undoes it', async () => {
    await f.issue(PLANT, MONTH, [0, 10]);
    expect((await freeze()).transactionId).not.toBeNull();
    expect(await freeze()).toEqual({ transactionId: null, units: [], traded: [] });
    expect((await thaw()).units).toEqual([
      { instrument: GEC, account: f.accounts[0], serials: serials(1, 10) },
    ]);
    expect(await parts()).toMatchObject({ available: 10n, locked: 0n });
    expect((await thaw()).transactionId).toBeNull();
  });

  it('EXC-003 thawing leaves a unit locked that holds a Wh of a month of another project', async () => {
    const { asset } = await f.file(`plant:${PLANT}`, { names: ['虚构风电场'] });
    await f.issue(PLANT, MONTH, [0, 1]);
    await f.submit({
      ...{
        kind: 'issue',
        instrument: GEC,
        quantity: 2n,
        to: f.accounts[0] ?? '',
        sourceKey: 'test:two months',
      },
      sources: [
        { key: whole().key, from: 1_000_000n, to: 2_999_999n },
        { ...energy(PLANT, '2026-06', 0, 1), to: 1n },
      ],
    });
    await freeze();
    const june = { project: 'PJ-JUNE', assetId: asset.id, from: '2026-06', to: '2026-06' } as const;
    await f.tx((tx) => reserveEnergy(tx, { ...june, now: f.clock.now() }));
    expect((await thaw()).units).toEqual([
      { instrument: GEC, account: f.accounts[0], serials: serials(1, 2) },
    ]);
    expect(await parts()).toMatchObject({ available: 2n, locked: 1n });
  });

  it('EXC-002 what was retired has been used', async () => {
    await f.issue(PLANT, MONTH, [0, 10]);
    await f.submit({
      kind: 'retire',
      instrument: GEC,
      quantity: 1n,
      from: f.accounts[0] ?? '',
      serials: [serials(10, 10)],
    });
    expect((await freeze()).traded).toEqual([energy(PLANT, MONTH, 9, 10)]);
    await cancel();
    expect(await f.tx((tx) => freeRanges(tx, whole()))).toEqual([energy(PLANT, MONTH, 0, 9)]);
  });

  it('EXC-003 units in an order, a pledge or a judicial freeze are named and refused', async () => {
    await f.issue(PLANT, MONTH, [0, 10]);
    const account = f.accounts[0] ?? '';
    await f.submit({ kind: 'freeze', instrument: GEC, quantity: 1n, account, serials: [serials(2, 2)] });
    await f.submit({ kind: 'pledge', instrument: GEC, quantity: 1n, account, serials: [serials(4, 4)] });
    await f.submit({
      kind: 'freeze',
      instrument: GEC,
      quantity: 1n,
      account,
      part: 'judicial',
      serials: [serials(6, 6)],
    });
    for (const work of [freeze, cancel]) {
      const refusal = await refusalOf(work());
      expect(refusal.code).toBe('SOURCE_UNITS_BUSY');
      expect(refusal.status).toBe(409);
      expect(refusal.details['units']).toBe(
        `${GEC} 2-2 @ ${account} (frozen); ${GEC} 4-4 @ ${account} (pledged); ${GEC} 6-6 @ ${account} (judicial)`,
      );
    }
    expect(await parts()).toMatchObject({ available: 7n, locked: 0n });
  });

  it('EXC-003 only what stands for the range is touched, a unit across its border included', async () => {
    await f.issue(PLANT, MONTH, [0, 10]);
    const range = { ...whole(), from: 2_500_000n, to: 4_000_001n };
    expect((await freeze([range])).units).toEqual([
      { instrument: GEC, account: f.accounts[0], serials: serials(3, 5) },
    ]);
    expect((await cancel([range])).units).toHaveLength(1);
    expect(await f.tx((tx) => freeRanges(tx, whole()))).toEqual([energy(PLANT, MONTH, 2, 5)]);
  });

  it('EXC-004 many months end in one transaction, each unit once', async () => {
    const months = ['2026-01', '2026-02', '2026-03'] as const;
    for (const month of months) await f.issue(PLANT, month, [0, 4]);
    const ranges = months.map((month) => energy(PLANT, month, 0, 4));
    const done = await cancel([...ranges, ...ranges]);
    expect(done.units).toHaveLength(3);
    for (const range of ranges) expect(await f.tx((tx) => freeRanges(tx, range))).toEqual([range]);
    expect((await cancel(ranges)).transactionId).toBeNull();
  });

  it('REG-004 a suspended account and REG-013 a blocked one refuse, and nothing happens', async () => {
    await f.issue(PLANT, MONTH, [0, 10]);
    const number = f.accounts[0] ?? '';
    const why = { reason: 'test', actor: 'maker', approver: 'checker', documentHash: Buffer.alloc(32, 1) };
    await f.tx((tx) => setAccountState(tx, { ...why, number, state: 'suspended' }, f.clock.now()));
    expect((await refusalOf(freeze())).code).toBe('LEDGER_ACCOUNT_STATE');
    expect((await refusalOf(cancel())).code).toBe('LEDGER_ACCOUNT_STATE');
    await f.tx((tx) => setAccountState(tx, { ...why, number, state: 'open' }, f.clock.now()));
    await f.tx((tx) =>
      blockAccounts(tx, { numbers: [number] }, { reason: 'test', actor: 'test' }, f.clock.now()),
    );
    expect((await refusalOf(freeze())).code).toBe('LEDGER_ACCOUNT_BLOCKED');
    expect(await parts()).toMatchObject({ available: 10n });
  });
});

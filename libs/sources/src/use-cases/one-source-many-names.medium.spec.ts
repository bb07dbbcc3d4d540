import { sqlState } from '@carbon/database';
import { defineInstrument } from '@carbon/ledger';
import { Refusal } from '@carbon/kernel';
import {
  CAUSE,
  codeOf as instrumentOf,
  energy,
  MWH,
  openSourcesFixture,
  OTHER_PLANT,
  PLANT,
  type SourcesFixture,
} from '../sources.spec-support';
import { dayNumber, reductionKey } from '../domain/source-keys';
import { MatchObjections } from '../match-objections';
import { decideMatch } from './decide-match';

const MONTH = '2026-05';

let f: SourcesFixture;
beforeEach(async () => {
  f = await openSourcesFixture();
});
afterEach(() => f.close());

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'nothing',
    (error: unknown) => (error instanceof Refusal ? error.code : (sqlState(error) ?? String(error))),
  );

/** Two files of one plant, which nobody has found out yet. */
async function filedTwice() {
  const first = await f.file(`plant:${PLANT}`, { names: ['平海湾海上风电场（示例）'] });
  const later = await f.file(`plant:${OTHER_PLANT}`, { names: ['平海湾海上项目'] });
  const [suspicion] = later.suspicions;
  if (suspicion === undefined) throw new Error('nothing was suspected');
  return { first: first.asset.id, later: later.asset.id, suspicion: suspicion.id };
}

const same = (suspicion: string) =>
  f.tx((tx) =>
    decideMatch(
      tx,
      {
        ...{ suspicion, verdict: 'same', reason: '示例', by: 'maker', approver: 'checker' },
        ...{ documentHash: '0a'.repeat(32), now: f.clock.now() },
      },
      new MatchObjections(),
    ),
  );

const reductions = (asset: string, from: `${number}-${number}-${number}`) =>
  f.submit({
    kind: 'issue',
    instrument: 'CCER-1',
    quantity: 1n,
    to: f.accounts[0] ?? '',
    sourceKey: `test:${asset}:${from}`,
    sources: [{ key: reductionKey(asset), from: dayNumber(from), to: dayNumber(from) + 31n }],
  });

describe('INV-04 one source under two names backs one issuance', () => {
  it('energy under the second plant code is refused for what was issued under the first, and only for that', async () => {
    const { suspicion } = await filedTwice();
    await f.issue(PLANT, MONTH, [0, 10]);
    await same(suspicion);
    expect(await codeOf(f.issue(OTHER_PLANT, MONTH, [9, 12]))).toBe('LEDGER_SOURCE_USED');
    expect(await codeOf(f.issue(OTHER_PLANT, MONTH, [10, 12]))).toBe('nothing');
    expect(await codeOf(f.issue(OTHER_PLANT, '2026-06', [0, 12]))).toBe('nothing');
    expect(await codeOf(f.issue(PLANT, '2026-06', [11, 13]))).toBe('LEDGER_SOURCE_USED');
  });

  it('days under the asset it was counted as before are refused under the one it counts as now', async () => {
    const { first, later, suspicion } = await filedTwice();
    await f.tx((tx) =>
      defineInstrument(tx, { code: 'CCER-1', kind: 'credit', unit: 't', scheme: 'CCER', serialised: true }),
    );
    await reductions(later, '2026-01-01');
    await same(suspicion);
    expect(await codeOf(reductions(first, '2026-01-15'))).toBe('LEDGER_SOURCE_USED');
    expect(await codeOf(reductions(first, '2026-02-01'))).toBe('nothing');
  });

  it('of two in one batch the second is refused, and the first stands', async () => {
    const { suspicion } = await filedTwice();
    await same(suspicion);
    const plants = [PLANT, OTHER_PLANT];
    const outcomes = await f.tx(async (tx) => {
      for (const plant of plants) {
        await defineInstrument(tx, {
          ...{ code: instrumentOf(plant, MONTH), kind: 'green-certificate', unit: 'certificate' },
          ...{ scheme: 'CN-GEC', period: MONTH, serialised: true, sourcePerUnit: MWH },
        });
      }
      return f.ledger.submit(
        tx,
        plants.map((plant) => ({
          ...{ kind: 'issue', instrument: instrumentOf(plant, MONTH), quantity: 5n, to: f.accounts[0] ?? '' },
          ...{ sourceKey: `test:${plant}`, sources: [energy(plant, MONTH, 0, 5)], cause: CAUSE },
        })),
      );
    });
    expect(outcomes.map(({ status }) => status)).toEqual(['done', 'refused']);
  });

  it('the database refuses it whatever the application believes', async () => {
    const { suspicion } = await filedTwice();
    const issuance = await f.issue(PLANT, MONTH, [0, 10]);
    await same(suspicion);
    const { key } = energy(OTHER_PLANT, MONTH, 0, 1);
    const insert = `insert into ledger.source_range (issuance_id, ordinal, source_key, from_unit, to_unit) values ($1, 1, $2, 0, 1)`;
    expect(await codeOf(f.database.query(insert, [issuance.toString(), key]))).toBe('CL024');
  });

  it('a match waits for an issue under way and then sees it', async () => {
    const { suspicion } = await filedTwice();
    await f.issue(PLANT, MONTH, [0, 10]);
    let match: Promise<string> | undefined;
    await f.tx(async (tx) => {
      const instrument = instrumentOf(OTHER_PLANT, MONTH);
      await defineInstrument(tx, {
        ...{ code: instrument, kind: 'green-certificate', unit: 'certificate', scheme: 'CN-GEC' },
        ...{ period: MONTH, serialised: true, sourcePerUnit: MWH },
      });
      await f.ledger.submit(tx, [
        {
          ...{ kind: 'issue', instrument, quantity: 5n, to: f.accounts[0] ?? '', sourceKey: 'test:late' },
          ...{ sources: [energy(OTHER_PLANT, MONTH, 0, 5)], cause: CAUSE },
        },
      ]);
      match = codeOf(same(suspicion));
      // until somebody waits for names, or the match is through
      const waits = `select 1 from pg_locks where locktype = 'advisory' and not granted`;
      const through = match.then(() => true);
      while ((await f.database.query(waits)).length === 0) {
        if (await Promise.race([through, new Promise<false>((go) => setImmediate(() => go(false)))])) break;
      }
    });
    expect(await match).toBe('SOURCE_BOTH_ISSUED');
  });
});

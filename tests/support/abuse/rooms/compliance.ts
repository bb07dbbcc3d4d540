import { defineInstrument } from '@carbon/ledger';
import { JobFixture } from '../../job-fixture';
import type { PlatformFixture } from '../../platform-fixture';
import { done, type Estate, OWNER, task } from '../estate';
import { type AllocationRoom, DATA_YEAR } from './allocation';
import type { Authority } from './emitters';

/** What the owner of the estate did with its allowances, and what became of its obligation. */
export interface ComplianceRoom {
  /** A vintage that it holds. */
  readonly instrument: string;
  /** It meets the obligation. */
  readonly surrender: string;
  readonly penalty: string;
  readonly notice: string;
  readonly certificate: string;
  readonly application: string;
  readonly cancellation: string;
}

const VINTAGE = 'CEA24';
/** Positions of this day decide on carry-over. */
const LAST_YEAR = new Date('2025-12-20T02:00:00.000Z');

/** Issues allowances of a vintage, on a day of last year. */
async function issue(platform: PlatformFixture, to: string, quantity: bigint): Promise<void> {
  const { clock, database, ledger } = platform;
  const now = clock.now();
  clock.set(LAST_YEAR);
  await database.transaction(async (tx) => {
    await defineInstrument(tx, {
      ...{ code: VINTAGE, kind: 'allowance', unit: 't', scheme: 'ETS-CN', serialised: true },
    });
    const issued = {
      kind: 'issue',
      instrument: VINTAGE,
      quantity,
      to,
      sourceKey: 'estate:allowances',
    } as const;
    const [outcome] = await ledger.submit(tx, [{ ...issued, cause: { actor: 'test' } }]);
    if (outcome?.status !== 'done') throw new Error('nothing was issued');
  });
  clock.set(now);
}

export async function openComplianceRoom(
  platform: PlatformFixture,
  { owner, registry, accounts: { first: account } }: Estate,
  authority: Authority,
  { dueT }: AllocationRoom,
): Promise<ComplianceRoom> {
  await issue(platform, account, 2_000n);
  const items = async (url: string) =>
    done(await platform.send('GET', url, owner.maker.headers)).json<{ items: Record<string, string>[] }>()
      .items;
  const year = { market: 'CN', year: DATA_YEAR };

  const penalty = {
    ...{ ...year, holder: OWNER, rule: 'PEN-008', fineFen: '2000000', inspectors: 2 },
    ...{ payBy: '2026-06-30', reason: '拒绝现场检查（示例）' },
  };
  await task(platform, { kind: 'penalty-decision', payload: penalty }, authority.maker, authority.checker);
  const [decision] = await items('/v1/penalties');

  const owed = { ...year, holder: OWNER, decision: 'owe', quantity: '1', reason: '示例' };
  await task(platform, { kind: 'owed-adjustment', payload: owed }, authority.maker, authority.checker);

  const jobs = new JobFixture(platform);
  const noticed = await jobs.run(owner.maker, 'compliance-notices', year);
  if (noticed.state !== 'done') throw new Error(JSON.stringify(noticed));
  const [notice] = await items('/v1/compliance-notices');

  const row = { holder: OWNER, soldT: '50', boughtT: '0', missedYears: [] };
  const totals = { market: 'CN', source: '交易机构汇总（示例）', rows: [row] };
  const entered = { kind: 'carry-over-trade-totals', payload: totals };
  await task(platform, entered, registry.maker, registry.checker);
  const lots = (quantity: bigint) => [{ instrument: VINTAGE, quantity: quantity.toString() }];
  const carryOver = { market: 'CN', account, lots: lots(10n) };
  await task(platform, { kind: 'allowance-carry-over', payload: carryOver }, owner.maker);
  const [application] = await items('/v1/carry-over/CN/applications');

  const offered = { ...year, account, allowances: lots(dueT) };
  const surrendered = { kind: 'allowance-surrender', payload: offered };
  const surrender = await task(platform, surrendered, owner.maker, authority.checker);
  const [certificate] = await items('/v1/compliance-certificates');

  const cancelled = { account, lots: lots(3n), remark: '自愿减少全国配额总量（示例）' };
  const ending = { kind: 'allowance-cancellation', payload: cancelled };
  await task(platform, ending, owner.maker, owner.checker);
  const [cancellation] = await items('/v1/allowance-cancellations');
  return {
    ...{ instrument: VINTAGE, surrender, penalty: decision?.['id'] ?? '' },
    notice: notice?.['number'] ?? '',
    certificate: certificate?.['number'] ?? '',
    application: application?.['id'] ?? '',
    cancellation: cancellation?.['receiptNumber'] ?? '',
  };
}

import type { Reader } from '@carbon/database';
import type { Text } from '@carbon/kernel';
import type { DryRun, DryRunFindings, DryRunJob, DryRunLine, DryRunRules } from '@carbon/rulebook';
import type { PackSource } from '@carbon/rules';
import { allocationPacks, allocationRules } from '../domain/allocation/index';
import { type VerifiedRow, type VerifiedYear, verifiedYearOf } from '../verified/verified-records';
import { adjustFigures } from './domain/adjust-figures';
import { calculateLine } from './domain/calculate-line';
import type { InputAdjustment } from './domain/line-document';
import type { RoundPhase } from './domain/round-state';
import { rulesMarketOf } from './domain/rules-market';
import type { SectorBasis } from './persistence/calculations';

const BATCH = 500;
const STEP: Text = {
  zh: '按拟议规则重新核算已核定配额',
  en: 'calculating approved allocations by the proposed rules',
};

/** What approved allocations would come to by a proposed version: every line is calculated by both, and tells a difference. */
export const allocationDryRun: DryRun = {
  id: 'allocation',
  title: { zh: '已核定的配额', en: 'Allocations that were approved' },
  families: (id) => Object.values(allocationPacks).some((packs) => packs.id === id),
  run: compareLines,
};

async function compareLines(
  { database, progress }: DryRunJob,
  { inForce, proposed, proposal }: DryRunRules,
): Promise<DryRunFindings> {
  const markets = Object.entries(allocationPacks).flatMap(([market, { id }]) =>
    id === proposal.id ? [market] : [],
  );
  const lines: DryRunLine[] = [];
  let [checked, before, after] = [0, 0n, 0n];
  let last: readonly [string, string] = ['', '00000000-0000-0000-0000-000000000000'];
  for (;;) {
    await progress(STEP, checked);
    const records = await readApproved(database, last, BATCH);
    for (const one of records) {
      if (!markets.includes(rulesMarketOf(one.figures.market))) continue;
      const [old, young] = [inForce, proposed].map((packs) => amountBy(packs, proposal.effectiveFrom, one));
      checked++;
      before += old?.amountT ?? 0n;
      after += young?.amountT ?? 0n;
      if (wordsOf(old) !== wordsOf(young)) lines.push(told(one, wordsOf(old), wordsOf(young)));
    }
    const end = records.at(-1);
    if (end === undefined || records.length < BATCH) break;
    last = [end.round, end.figures.holderId];
  }
  const title = { zh: '配额合计（吨）', en: 'Allowances in all, t' };
  return { checked, lines, totals: [{ title, before: before.toString(), after: after.toString() }] };
}

interface ApprovedLine {
  readonly round: string;
  readonly year: number;
  readonly phase: RoundPhase;
  readonly holder: string;
  readonly figures: VerifiedYear;
  readonly adjustments: readonly InputAdjustment[];
  readonly sectors: readonly SectorBasis[];
}

type Amount = ReturnType<typeof calculateLine> | undefined;

function amountBy(
  packs: PackSource,
  asOf: DryRunRules['proposal']['effectiveFrom'],
  one: ApprovedLine,
): Amount {
  const { figures, phase, year, sectors } = one;
  const scope = { market: rulesMarketOf(figures.market), sector: figures.sector, year };
  const rules = allocationRules(packs, scope, asOf);
  const balance = sectors.find(({ sector }) => sector === figures.sector)?.balance?.value;
  return calculateLine(rules, { phase, balance }, adjustFigures(figures, one.adjustments));
}

const wordsOf = (amount: Amount): string =>
  amount?.fault === undefined ? `${amount?.amountT.toString() ?? '—'} t` : amount.fault.code;

function told({ holder, year, phase }: ApprovedLine, before: string, after: string): DryRunLine {
  const [zh, en] = phase === 'pre' ? ['预分配', 'pre-allocation'] : ['核定配额', 'allocation'];
  return {
    subject: { zh: `${holder} ${year} 年度${zh}`, en: `${en} of ${holder} for ${year}` },
    holderCode: holder,
    before,
    after,
  };
}

type Row = VerifiedRow & {
  readonly round: string;
  readonly round_year: number;
  readonly phase: RoundPhase;
  readonly holder: string;
  readonly adjustments: readonly InputAdjustment[];
  readonly sectors: readonly SectorBasis[];
};

/** Lines that stand approved, by round and holder, with the figures they were calculated from. */
async function readApproved(
  reader: Reader,
  after: readonly [string, string],
  limit: number,
): Promise<ApprovedLine[]> {
  const rows = await reader.query<Row>(
    `select v.*, r.number as round, r.year as round_year, r.phase, h.code as holder, l.adjustments, c.sectors
       from allowances.allocation_claim k
       join allowances.allocation_round r on r.id = k.round_id
       join allowances.allocation_line_now l on l.round_id = k.round_id and l.holder_id = k.holder_id
       join allowances.allocation_calculation c on c.round_id = r.id and c.version = l.calculation
       join allowances.verified_year v on v.id = l.verified_id
       join identity.holder h on h.id = k.holder_id
      where (r.number, k.holder_id) > ($1, $2::uuid) order by r.number, k.holder_id limit $3`,
    [...after, limit],
  );
  return rows.map((row) => ({
    ...{ round: row.round, year: row.round_year, phase: row.phase, holder: row.holder },
    ...{ figures: verifiedYearOf(row), adjustments: row.adjustments, sectors: row.sectors },
  }));
}

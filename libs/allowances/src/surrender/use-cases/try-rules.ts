import type { Reader } from '@carbon/database';
import { chinaDate, startOfChinaDay } from '@carbon/kernel';
import type { DryRun, DryRunLine, DryRunRules } from '@carbon/rulebook';
import {
  compliancePacks,
  complianceRules,
  judgeSurrender,
  type SurrenderJudgement,
} from '../../domain/index';
import { offeredOf, type Surrender } from '../domain/surrender';
import { holderCodes, readAppliedSince } from '../persistence/read-applied-since';
import { readObligationYears } from '../persistence/read-obligation-years';
import { readLots } from '../persistence/read-surrenders';
import type { AllocatedSource } from './desk';

/**
 * What a new version of a market's compliance pack would make of this year's surrenders: those under review and those that
 * count, applied for since the beginning of the year in which it would begin.
 */
export function surrenderDryRun(allocated: AllocatedSource): DryRun {
  return {
    id: 'surrenders',
    title: { zh: '本年清缴重新判定', en: "This year's surrenders judged again" },
    families: (id) => marketOf(id) !== undefined,
    async run({ database, progress }, rules) {
      const market = marketOf(rules.proposal.id) ?? '';
      const january = `${rules.proposal.effectiveFrom.slice(0, 4)}-01-01` as const;
      const since = startOfChinaDay(january as `${number}-${number}-${number}`);
      const applied = await readAppliedSince(database, market, since);
      const obligations = byObligation(applied);
      const judge = await judgeOf(database, market, applied, allocated);
      const codes = await holderCodes(database, [...new Set(applied.map(({ holderId }) => holderId))]);
      const lines: DryRunLine[] = [];
      const totals = { before: { credits: 0n, short: 0n }, after: { credits: 0n, short: 0n } };
      for (const surrenders of obligations.values()) {
        const [before, after] = judge(surrenders, rules);
        add(totals.before, before);
        add(totals.after, after);
        const [first] = surrenders;
        if (first === undefined || told(before) === told(after)) continue;
        const code = codes.get(first.holderId) ?? '';
        const subject = {
          zh: `${code} ${first.year} 年度清缴`,
          en: `Surrenders of ${code} for ${first.year}`,
        };
        lines.push({ subject, holderCode: code, before: told(before), after: told(after) });
      }
      await progress({ zh: '清缴', en: 'Surrenders' }, obligations.size, obligations.size);
      return {
        checked: obligations.size,
        lines,
        totals: [
          {
            title: { zh: '可计入的减排量（吨）', en: 'Credits that count, in tonnes' },
            before: totals.before.credits.toString(),
            after: totals.after.credits.toString(),
          },
          {
            title: { zh: '缺口（吨）', en: 'Missing, in tonnes' },
            before: totals.before.short.toString(),
            after: totals.after.short.toString(),
          },
        ],
      };
    },
  };
}

const marketOf = (family: string): string | undefined =>
  Object.keys(compliancePacks).find(
    (market) => compliancePacks[market as keyof typeof compliancePacks].id === family,
  );

function byObligation(surrenders: readonly Surrender[]): ReadonlyMap<string, readonly Surrender[]> {
  const groups = new Map<string, Surrender[]>();
  for (const one of surrenders) {
    const key = `${one.holderId}/${one.year}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return groups;
}

type Judge = (
  surrenders: readonly Surrender[],
  rules: DryRunRules,
) => readonly [before: SurrenderJudgement, after: SurrenderJudgement];

/** Everything is read before anything is judged: one statement a kind of record, however many holders there are. */
async function judgeOf(
  reader: Reader,
  market: string,
  applied: readonly Surrender[],
  allocated: AllocatedSource,
): Promise<Judge> {
  const holderIds = [...new Set(applied.map(({ holderId }) => holderId))];
  const years = [...new Set(applied.map(({ year }) => year))];
  const lots = await readLots(
    reader,
    applied.map(({ id }) => id),
  );
  const due = new Map<string, bigint>();
  const allocations = new Map<string, bigint>();
  for (const year of years) {
    for (const one of await readObligationYears(reader, { market, from: year, to: year, holderIds }))
      due.set(`${one.holderId}/${year}`, one.dueT);
    for (const [id, quantity] of await allocated(reader, { market, year, holderIds }))
      allocations.set(`${id}/${year}`, quantity);
  }
  return (surrenders, { inForce, proposed, proposal }) => {
    const [first] = surrenders;
    if (first === undefined) throw new RangeError('an obligation without surrenders');
    const key = `${first.holderId}/${first.year}`;
    const dueT = due.get(key) ?? 0n;
    const allocationT = allocations.get(key);
    const last = surrenders.at(-1) ?? first;
    const offer = {
      ...{ obligationYear: first.year, dueT, arrears: last.arrears, on: chinaDate(last.appliedAt) },
      offered: surrenders.flatMap(({ id }) => (lots.get(id) ?? []).map(offeredOf)),
      allocationT: allocationT ?? 0n,
      shortfallT: allocationT === undefined || allocationT > dueT ? 0n : dueT - allocationT,
    };
    const under = (packs: typeof inForce) =>
      judgeSurrender(complianceRules(packs, market, proposal.effectiveFrom), offer);
    return [under(inForce), under(proposed)];
  };
}

const told = ({ acceptedT, creditsT, shortfallT }: SurrenderJudgement): string =>
  `计入 ${acceptedT.toString()} t（减排量 ${creditsT.toString()} t），缺口 ${shortfallT.toString()} t / ` +
  `${acceptedT.toString()} t count (credits ${creditsT.toString()} t), ${shortfallT.toString()} t missing`;

function add(total: { credits: bigint; short: bigint }, { creditsT, shortfallT }: SurrenderJudgement): void {
  total.credits += creditsT;
  total.short += shortfallT;
}

import type { Transaction } from '@carbon/database';
import { type ChinaDate, chinaDate, fault, malformed } from '@carbon/kernel';
import { readInstrument } from '@carbon/ledger';
import { complianceRules, fineRange, type FineRange, type OfferedUnits } from '../../domain/index';
import { type ApplicationJudgement, judgeApplication } from '../domain/judge-application';
import { type MoneyOfOffer, moneyOfOffer, type UnitPrices } from '../domain/money-at-risk';
import { obligorOf } from '../persistence/obligations';
import { knownDeadline } from './deadlines';
import type { SurrenderDesk } from './desk';
import { judgeStanding } from './judge-standing';
import { factsOfCredit } from './offered-units';

/** Units as somebody imagines them; what is told of them counts where no scheme tells. */
export type ImaginedUnits = OfferedUnits;

export interface WhatIf {
  readonly market: string;
  readonly year: number;
  /** Whose obligation as it stands; an imagined one of `dueT` when absent. */
  readonly holderId?: string | undefined;
  readonly dueT?: bigint | undefined;
  readonly allocationT?: bigint | undefined;
  readonly offered: readonly ImaginedUnits[];
  /** On which day it would be applied for. */
  readonly on?: ChinaDate | undefined;
  readonly prices?: (UnitPrices & { readonly average?: string | undefined }) | undefined;
}

export interface WhatIfAnswer {
  readonly judged: ApplicationJudgement;
  readonly dueT: bigint;
  readonly deadline: ChinaDate | undefined;
  readonly arrears: boolean;
  readonly money?: MoneyOfOffer;
  /** PEN-001, for what would be missing, at the average price of the month before the deadline. */
  readonly fine?: FineRange;
}

/** What an offer would come to; books nothing. @throws Refusal INPUT_MALFORMED, SURRENDER_…, ALLOWANCES_NO_RULES */
export async function whatIf(
  tx: Transaction,
  desk: SurrenderDesk,
  asked: WhatIf,
  now: Date,
): Promise<WhatIfAnswer> {
  const { market, year, prices, on = chinaDate(now) } = asked;
  const rules = complianceRules(await desk.rulebook.packs(tx), market, chinaDate(now));
  const offered: OfferedUnits[] = [];
  for (const units of asked.offered) offered.push(await withKnownFacts(tx, desk, market, units));
  const standing =
    asked.holderId === undefined
      ? imagined(asked)
      : await judgeStanding(
          tx,
          desk,
          { market, year, holderId: await obligorOf(tx, asked.holderId) },
          { offered, on },
          now,
        );
  const deadline = 'deadline' in standing ? standing.deadline : knownDeadline(rules, { sector: null, year });
  const arrears = deadline !== undefined && on > deadline;
  const judged =
    'judgement' in standing ? standing : judgeApplication(rules, standing, { offered, arrears, on });
  const { shortfallT } = judged;
  const creditsT = accepted(judged, offered, true);
  const allowancesT = accepted(judged, offered, false);
  return {
    ...{ judged, dueT: standing.dueT, deadline, arrears },
    ...(prices && { money: moneyOfOffer({ shortfallT, creditsT, allowancesT }, prices) }),
    ...(prices?.average === undefined
      ? {}
      : { fine: fineRange(rules, { missingT: shortfallT, averagePrice: prices.average }) }),
  };
}

function imagined({ year, dueT, allocationT }: WhatIf) {
  if (dueT !== undefined) return { year, dueT, allocationT, earlier: [] };
  throw malformed([fault('due', 'required', 'is required without a holder', '未指定单位时必填')]);
}

/** What the scheme of credits tells of them stands before what is imagined of them. */
async function withKnownFacts(
  tx: Transaction,
  desk: SurrenderDesk,
  market: string,
  units: ImaginedUnits,
): Promise<OfferedUnits> {
  if (units.kind !== 'credit' || (await readInstrument(tx, units.instrument)) === undefined) return units;
  return { ...units, ...(await factsOfCredit(tx, desk.transfers, market, units.instrument)) };
}

function accepted(
  { outcomes }: ApplicationJudgement,
  offered: readonly OfferedUnits[],
  credits: boolean,
): bigint {
  return outcomes.reduce(
    (total, { acceptedT }, at) => ((offered[at]?.kind === 'credit') === credits ? total + acceptedT : total),
    0n,
  );
}

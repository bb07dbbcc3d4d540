import type { Reader } from '@carbon/database';
import { chinaDate } from '@carbon/kernel';
import { complianceRules, type ComplianceRules } from '../../domain/index';
import { type CarryOverScheme, carryOverScheme, positionMoment } from '../domain/figures';
import { type CarryOverFacts, type CarryOverLimit, limitOf } from '../domain/limit';
import { NO_STOCK, readStockOf } from '../persistence/read-stock';
import { readTradesOf } from '../persistence/read-trades';
import { readTradeTotals } from '../persistence/trade-totals';
import type { CarryOverDesk } from './desk';
import { missedYearsOf } from './missed-years';

export interface CarryOverMarket {
  readonly market: string;
  readonly rules: ComplianceRules;
  readonly scheme: CarryOverScheme;
  /** When the position counts: the end of the day of the rule, or now until then. */
  readonly positionAt: Date;
}

/** @throws Refusal ALLOWANCES_NO_RULES, ALLOWANCES_NO_CARRY_OVER */
export async function carryOverMarket(
  reader: Reader,
  { rulebook }: Pick<CarryOverDesk, 'rulebook'>,
  market: string,
  now: Date,
): Promise<CarryOverMarket> {
  const rules = complianceRules(await rulebook.packs(reader), market, chinaDate(now));
  const scheme = carryOverScheme(rules);
  return { market, rules, scheme, positionAt: positionMoment(scheme, now) };
}

/**
 * CAR-001, CAR-002: the facts of holders, from the ledger point in time and from what the exchange told; of all that
 * hold or traded the vintages when none is named. Set-based, in order of holder ids.
 */
export async function readFacts(
  reader: Reader,
  { market, rules, scheme, positionAt }: CarryOverMarket,
  holderIds?: readonly string[],
): Promise<CarryOverFacts[]> {
  const instruments = scheme.sources;
  const stocks = await readStockOf(reader, { instruments, at: positionAt, holderIds });
  const trades = await readTradesOf(reader, { instruments, ...scheme.trades, holderIds });
  const totals = await readTradeTotals(reader, market, holderIds);
  const ids = holderIds ?? [...new Set([...stocks.keys(), ...trades.keys(), ...totals.keys()])].sort();
  const missed = await missedYearsOf(reader, { market, rules, years: scheme.onTimeYears, holderIds: ids });
  return ids.map((holderId) => {
    const told = totals.get(holderId);
    return {
      holderId,
      ledger: trades.get(holderId) ?? NOTHING,
      declared: told === undefined ? NOTHING : { soldT: told.soldT, boughtT: told.boughtT },
      declaredVersion: told?.version ?? 0,
      stock: stocks.get(holderId) ?? NO_STOCK,
      missedYears: told?.missedYears ?? missed.get(holderId) ?? [],
    };
  });
}

const NOTHING = { soldT: 0n, boughtT: 0n } as const;

/** @throws Refusal ALLOWANCES_NO_RULES */
export async function computeLimits(
  reader: Reader,
  of: CarryOverMarket,
  holderIds?: readonly string[],
): Promise<CarryOverLimit[]> {
  return (await readFacts(reader, of, holderIds)).map((facts) => limitOf(of.rules, facts));
}

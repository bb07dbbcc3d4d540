import type { Transaction } from '@carbon/database';
import { type ChinaDate, Refusal } from '@carbon/kernel';
import { isTradingMarket, type PackSource } from '@carbon/rules/domain';
import { surveillanceRules, tradingRules } from '../../domain/trading/index';
import type { Detector, LookingBy } from '../detectors';
import type { Span } from '../domain/finding';
import { type Recorded, recordFindings } from '../persistence/record-findings';

/** What a look found, told before or not. */
export interface Looked extends Recorded {
  readonly found: number;
}

/** Has a detector look at a span by the rules of its day, and keeps what it finds. */
export async function lookAtSpan(
  tx: Transaction,
  detector: Detector,
  span: Span,
  { packs, live, now }: { readonly packs: PackSource; readonly live: boolean; readonly now: Date },
): Promise<Looked> {
  const rules = surveillanceRules(packs, span.day);
  const findings = await detector.look(tx, span, { rules, live, trading: tradingBy(packs, span.market) });
  return { found: findings.length, ...(await recordFindings(tx, span.market, findings, rules, now)) };
}

/** The trading rules of a market by day; nothing where none are in force. */
function tradingBy(packs: PackSource, market: string): LookingBy['trading'] {
  return (day: ChinaDate) => {
    if (!isTradingMarket(market)) return undefined;
    try {
      return tradingRules(packs, market, day);
    } catch (error) {
      if (error instanceof Refusal && error.code === 'RULES_NO_PACK') return undefined;
      throw error;
    }
  };
}

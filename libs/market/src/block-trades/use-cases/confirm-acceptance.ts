import { auditTask, causeOf, type Task } from '@carbon/approvals';
import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import type { Json } from '@carbon/kernel';
import { PARTY_ROLES } from '../../domain/negotiation';
import { sentenceOf } from '../domain/negotiation';
import { anotherQuoteCounts, ownQuote } from '../domain/refusals';
import type { BlockParts } from '../parts';
import { noteSettled } from '../persistence/write-negotiations';
import type { Acceptance } from './accept-quote';
import { checkDeal } from './check-deal';
import { liveNegotiation } from './live-negotiation';
import { seatsOf } from './seats';
import { settleLegs } from './settle-legs';
import { requireOldUnits, requireStakes } from './stakes';

/**
 * TRD-004: the second person of the accepting side agrees, and both have their part in the same moment. The negotiation is
 * locked first, so that of all who confirm, take back or answer at once exactly one is first; the rules are asked again.
 * @throws Refusal
 */
export async function confirmAcceptance(
  tx: Transaction,
  parts: BlockParts,
  task: Task & { readonly payload: Acceptance },
  { approver, now }: { readonly approver: Caller; readonly now: Date },
): Promise<Json> {
  const { negotiation: id, round } = task.payload;
  const { negotiation, quote, turn } = await liveNegotiation(tx, id, now);
  if (quote.round !== round) throw anotherQuoteCounts(id, round, negotiation.rounds);
  const { goods, parties } = negotiation;
  // accounts may have gone to another holder since
  if (parties[turn].holderId !== task.holderId) throw ownQuote(id);
  const seats = await seatsOf(tx, parties);
  const { terms, fees } = quote;
  const legs = await checkDeal(tx, parts, { goods, terms, seats, fees }, now);
  await requireStakes(tx, legs, turn);
  const trades = await settleLegs(tx, parts, {
    ...{ negotiation: id, legs, quotedBy: quote.by, cause: causeOf(task, approver), now },
  });
  await requireOldUnits(tx, legs, turn);
  const numbers = trades.map((trade) => trade.id);
  await noteSettled(tx, id, { trades: numbers, by: turn, now });
  for (const role of PARTY_ROLES) {
    const entry = {
      action: 'block-trade.settled',
      subject: { kind: 'block-trade', id },
      holderId: parties[role].holderId,
      after: { round, terms: sentenceOf(goods, terms).en, trades: numbers.map(String) },
    };
    await auditTask(tx, task, approver, entry, now);
  }
  return { negotiation: id, trades: numbers.map(String) };
}

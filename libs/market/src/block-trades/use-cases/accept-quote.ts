import type { Prepared } from '@carbon/approvals';
import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { sentenceOf } from '../domain/negotiation';
import type { BlockParts } from '../parts';
import { checkDeal } from './check-deal';
import { liveNegotiation, requireTurn } from './live-negotiation';
import { type Proposing, requireOwnPeople } from './quote';
import { seatsOf } from './seats';
import { requireStakes } from './stakes';

export interface Acceptance {
  readonly negotiation: string;
  /** Round of the quote that it says yes to. */
  readonly round: number;
}

/**
 * A maker says yes to the other side's quote; a checker of its own house makes the trade of it. Nothing is set apart in
 * between: what the quoting side gives is, and this side needs to have its part when it is settled.
 * @throws Refusal
 */
export async function acceptQuote(
  tx: Transaction,
  parts: BlockParts,
  { negotiation: id, round }: Acceptance,
  { taskId, caller, now }: Proposing,
): Promise<Prepared> {
  const live = await liveNegotiation(tx, id, now, caller);
  const { negotiation, quote, turn } = live;
  requireTurn(live, round, caller);
  const { goods, parties } = negotiation;
  const seats = await seatsOf(tx, parties);
  await requireOwnPeople(tx, seats, turn, caller);
  const { terms, fees } = quote;
  const checked = await checkDeal(tx, parts, { goods, terms, seats, fees }, now);
  await requireStakes(tx, checked, turn);
  const said = sentenceOf(goods, terms);
  const { holderId } = parties[turn];
  const entry = {
    action: 'block-trade.acceptance-proposed',
    subject: { kind: 'block-trade', id },
    holderId,
    after: { task: taskId, round, terms: said.en },
  };
  await recordAudit(tx, entry, now);
  const verb = turn === 'giver' ? { zh: '出让', en: 'Give' } : { zh: '受让', en: 'Receive' };
  const from = parties[quote.by].account;
  return {
    holderId,
    subject: { kind: 'block-trade', id },
    quantity: terms.quantity,
    summary: {
      zh: `接受 ${from} 的第 ${round} 轮报价，${verb.zh} ${said.zh}`,
      en: `Accept the quote of ${from} (round ${round}): ${verb.en} ${said.en}`,
    },
  };
}

import type { Prepared } from '@carbon/approvals';
import type { Transaction } from '@carbon/database';
import type { ChinaDate } from '@carbon/kernel';
import type { Terms } from '../../domain/negotiation';
import { negotiatedAsAnother, roundsUsed } from '../domain/refusals';
import type { BlockParts } from '../parts';
import { liveNegotiation, requireTurn } from './live-negotiation';
import { proposeQuote, type Proposing, rulesOf } from './quote';
import { seatsOf } from './seats';

export interface AskedCounter {
  readonly negotiation: string;
  /** Round of the quote that it answers. */
  readonly round: number;
  readonly terms: Terms;
  readonly validUntil: ChinaDate;
}

/**
 * Answers the quote that counts with another one. The other's stands until this one is released.
 * @throws Refusal
 */
export async function counterQuote(
  tx: Transaction,
  parts: BlockParts,
  { negotiation: id, round, terms, validUntil }: AskedCounter,
  proposing: Proposing,
): Promise<Prepared> {
  const live = await liveNegotiation(tx, id, proposing.now, proposing.caller);
  const { negotiation, turn } = live;
  if (negotiation.kind !== terms.kind) throw negotiatedAsAnother(id, negotiation.kind);
  requireTurn(live, round, proposing.caller);
  const { mostRounds } = await rulesOf(tx, parts, proposing.now);
  if (negotiation.rounds >= mostRounds) throw roundsUsed(id, mostRounds);
  const { goods } = negotiation;
  const seats = await seatsOf(tx, negotiation.parties);
  const asked = { negotiationId: id, by: turn, answers: round, goods, terms, seats, validUntil };
  return proposeQuote(tx, parts, asked, proposing);
}

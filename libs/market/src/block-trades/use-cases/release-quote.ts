import { auditTask, causeOf, type Ending, type Task } from '@carbon/approvals';
import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { chinaTimestamp, type Json } from '@carbon/kernel';
import { PARTY_ROLES, type PartyRole } from '../../domain/negotiation';
import { submitOne } from '../../submit-one';
import { legsOfQuote, type Negotiation, type Quote, sentenceOf } from '../domain/negotiation';
import { anotherQuoteCounts, negotiationNotOpen, quoteExpired } from '../domain/refusals';
import type { BlockParts } from '../parts';
import { lockNegotiation } from '../persistence/negotiation';
import { findWaitingQuote, noteDropped, noteReleased } from '../persistence/write-negotiations';
import { checkDeal } from './check-deal';
import { liveNegotiation } from './live-negotiation';
import { seatsOf } from './seats';
import { moveStakes } from './stakes';

/**
 * A second person of the house lets its quote go out: from now on it is the one that counts, and what the other side had set
 * apart for its own is given back in the same moment.
 * @throws Refusal
 */
export async function releaseQuote(
  tx: Transaction,
  parts: BlockParts,
  task: Task,
  { approver, now }: { readonly approver: Caller; readonly now: Date },
): Promise<Json> {
  const { negotiation, quote } = await waitingOf(tx, task.id);
  const { id, goods } = negotiation;
  if (quote.expiresAt <= now) throw quoteExpired(id, chinaTimestamp(quote.expiresAt));
  const seats = await seatsOf(tx, negotiation.parties);
  await checkDeal(tx, parts, { goods, terms: quote.terms, seats, fees: quote.fees }, now);
  if (quote.answers === 0) {
    if (negotiation.state !== 'proposed') throw negotiationNotOpen(id, negotiation.state);
  } else {
    const { quote: live } = await liveNegotiation(tx, id, now);
    if (live.round !== quote.answers) throw anotherQuoteCounts(id, quote.answers, negotiation.rounds);
    const cause = { ...causeOf(task, approver), reference: live.id, reason: 'answered' };
    const legs = legsOfQuote(negotiation, live);
    await submitOne(tx, parts.ledger, moveStakes('release', { goods, legs, seats, party: live.by }, cause));
  }
  await noteReleased(tx, quote, { by: approver.id, now });
  for (const role of PARTY_ROLES)
    await auditTask(tx, task, approver, entryOf(negotiation, quote, role, 'block-trade.quoted'), now);
  return { negotiation: id, round: quote.answers + 1 };
}

/** Nothing comes of a quote: what was set apart for it is given back. */
export async function dropQuote(
  tx: Transaction,
  parts: BlockParts,
  task: Pick<Task, 'id'>,
  { how, now, by, reason }: Ending,
): Promise<void> {
  const { negotiation, quote } = await waitingOf(tx, task.id);
  const seats = await seatsOf(tx, negotiation.parties);
  const cause = { actor: by, reference: quote.id, reason: how };
  const legs = legsOfQuote(negotiation, quote);
  const { goods } = negotiation;
  await submitOne(tx, parts.ledger, moveStakes('release', { goods, legs, seats, party: quote.by }, cause));
  await noteDropped(tx, quote, now);
  const entry = {
    ...entryOf(negotiation, quote, quote.by, 'block-trade.quote-dropped'),
    reason: reason ?? how,
  };
  await recordAudit(tx, entry, now, { actor: by });
}

/** The quote of a task and what it is about, the latter locked first as everybody does. */
async function waitingOf(
  tx: Transaction,
  taskId: string,
): Promise<{ readonly negotiation: Negotiation; readonly quote: Quote }> {
  const [row] = await tx.query<{ negotiation_id: string }>(
    'select negotiation_id from market.block_quote where id = $1',
    [taskId],
  );
  const negotiation = row && (await lockNegotiation(tx, row.negotiation_id));
  const quote = await findWaitingQuote(tx, taskId);
  if (negotiation === undefined || quote === undefined)
    throw new Error(`the quote ${taskId} does not wait for its release`);
  return { negotiation, quote };
}

const entryOf = ({ id, goods, parties }: Negotiation, quote: Quote, role: PartyRole, action: string) => ({
  action,
  subject: { kind: 'block-trade', id },
  holderId: parties[role].holderId,
  after: { round: quote.answers + 1, by: quote.by, terms: sentenceOf(goods, quote.terms).en },
});

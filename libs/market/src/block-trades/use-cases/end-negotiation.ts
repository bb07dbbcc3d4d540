import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { type Caller, reaches } from '@carbon/http';
import type { Ledger } from '@carbon/ledger';
import { PARTY_ROLES, type PartyRole } from '../../domain/negotiation';
import { submitOne } from '../../submit-one';
import { legsOfQuote, type Negotiation, type WithoutTrade } from '../domain/negotiation';
import { negotiationNotOpen, negotiationUnknown, ownQuote, quoteOfTheOther } from '../domain/refusals';
import { lockNegotiation } from '../persistence/negotiation';
import { noteEnded } from '../persistence/write-negotiations';
import { isParty } from './live-negotiation';
import { seatsOf } from './seats';
import { moveStakes } from './stakes';

export interface End {
  readonly how: WithoutTrade;
  readonly by: PartyRole | 'system';
  readonly actor: string;
  readonly because?: string | undefined;
  readonly now: Date;
}

/** Ends a locked, open negotiation: what the quote that counted had set apart is given back, and both are told. */
export async function endNegotiation(
  tx: Transaction,
  ledger: Ledger,
  negotiation: Negotiation,
  end: End,
): Promise<void> {
  const { id, goods, parties, last } = negotiation;
  const { how, by, actor, because, now } = end;
  if (last === undefined) throw new Error(`the negotiation ${id} is open without a quote`);
  const seats = await seatsOf(tx, parties);
  const legs = legsOfQuote(negotiation, last);
  const stakes = { goods, legs, seats, party: last.by };
  await submitOne(tx, ledger, moveStakes('release', stakes, { actor, reference: last.id, reason: how }));
  await noteEnded(tx, id, { how, by, because, now });
  for (const role of PARTY_ROLES) {
    const entry = {
      action: `block-trade.${how}`,
      subject: { kind: 'block-trade', id },
      holderId: parties[role].holderId,
      after: { state: how, by },
      ...(because === undefined ? {} : { reason: because }),
    };
    await recordAudit(tx, entry, now, { actor });
  }
}

interface Stop {
  readonly caller: Caller;
  readonly reason: string;
  readonly now: Date;
}

/**
 * The side that made the quote that counts takes it back; one of its people suffices, it binds nobody any more.
 * @throws Refusal BLOCK_UNKNOWN, BLOCK_NOT_OPEN, BLOCK_QUOTE_OF_THE_OTHER
 */
export function withdrawQuote(tx: Transaction, ledger: Ledger, id: string, stop: Stop): Promise<Negotiation> {
  return stopIt(tx, ledger, id, 'withdrawn', stop);
}

/**
 * The other side says no to it; one of its people suffices.
 * @throws Refusal BLOCK_UNKNOWN, BLOCK_NOT_OPEN, BLOCK_OWN_QUOTE
 */
export function declineQuote(tx: Transaction, ledger: Ledger, id: string, stop: Stop): Promise<Negotiation> {
  return stopIt(tx, ledger, id, 'declined', stop);
}

async function stopIt(
  tx: Transaction,
  ledger: Ledger,
  id: string,
  how: 'withdrawn' | 'declined',
  { caller, reason, now }: Stop,
): Promise<Negotiation> {
  const negotiation = await lockNegotiation(tx, id);
  if (negotiation === undefined || !isParty(negotiation, caller)) throw negotiationUnknown(id);
  const { last, state, parties } = negotiation;
  if (state !== 'open' || last === undefined) throw negotiationNotOpen(id, state);
  const other = last.by === 'giver' ? 'receiver' : 'giver';
  const by = how === 'withdrawn' ? last.by : other;
  if (!reaches(caller.reach, parties[by].holderId))
    throw how === 'withdrawn' ? quoteOfTheOther(id) : ownQuote(id);
  await endNegotiation(tx, ledger, negotiation, { how, by, actor: caller.id, because: reason, now });
  const ended = await lockNegotiation(tx, id);
  if (ended === undefined) throw negotiationUnknown(id);
  return ended;
}

import type { Transaction } from '@carbon/database';
import { type Caller, reaches } from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import { otherRole, type PartyRole } from '../../domain/negotiation';
import type { Negotiation, Quote } from '../domain/negotiation';
import {
  anotherQuoteCounts,
  negotiationNotOpen,
  negotiationUnknown,
  ownQuote,
  quoteExpired,
} from '../domain/refusals';
import { lockNegotiation } from '../persistence/negotiation';

/** An open negotiation with the quote that counts, locked. */
export interface Live {
  readonly negotiation: Negotiation;
  readonly quote: Quote;
  /** Whose turn it is. */
  readonly turn: PartyRole;
}

/**
 * An open negotiation, locked.
 * @throws Refusal BLOCK_UNKNOWN for one that is not there, or not the caller's; BLOCK_NOT_OPEN, BLOCK_QUOTE_EXPIRED
 */
export async function liveNegotiation(
  tx: Transaction,
  id: string,
  now: Date,
  caller?: Pick<Caller, 'reach'>,
): Promise<Live> {
  const negotiation = await lockNegotiation(tx, id);
  const quote = negotiation?.last;
  if (negotiation === undefined) throw negotiationUnknown(id);
  if (caller !== undefined && !isParty(negotiation, caller)) throw negotiationUnknown(id);
  if (negotiation.state !== 'open' || quote === undefined) throw negotiationNotOpen(id, negotiation.state);
  if (quote.expiresAt <= now) throw quoteExpired(id, chinaTimestamp(quote.expiresAt));
  return { negotiation, quote, turn: otherRole(quote.by) };
}

/** Whether somebody of a party asks, and of one that may know of it already. */
export function isParty(
  { parties, openedBy, openedAt }: Negotiation,
  { reach }: Pick<Caller, 'reach'>,
): boolean {
  const seen = (role: PartyRole) =>
    (openedAt !== undefined || openedBy === role) && reaches(reach, parties[role].holderId);
  return seen('giver') || seen('receiver');
}

/**
 * The quote that somebody saw and answers, whose turn it is.
 * @throws Refusal BLOCK_ANOTHER_QUOTE_COUNTS, BLOCK_OWN_QUOTE
 */
export function requireTurn(
  { negotiation, quote, turn }: Live,
  round: number,
  caller: Pick<Caller, 'reach'>,
): void {
  const { id, parties, rounds } = negotiation;
  if (!reaches(caller.reach, parties[turn].holderId)) throw ownQuote(id);
  if (quote.round !== round) throw anotherQuoteCounts(id, round, rounds);
}

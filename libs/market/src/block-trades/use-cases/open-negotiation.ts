import type { Prepared } from '@carbon/approvals';
import type { Transaction } from '@carbon/database';
import type { ChinaDate } from '@carbon/kernel';
import { type Goods, type PartyRole, type Terms } from '../../domain/negotiation';
import {
  findTradable,
  findTradingAccount,
  readTradingAccounts,
  type Tradable,
  type TradingAccount,
} from '../../instruments';
import { counterpartyNotThere, sameInstrument, tradingAccountUnknown, withOneself } from '../domain/refusals';
import { notAdmitted } from '../domain/refusals-of-rules';
import type { BlockParts } from '../parts';
import { insertNegotiation } from '../persistence/write-negotiations';
import { proposeQuote, type Proposing } from './quote';
import { accountOfHolderIn, type Seat, type Seats } from './seats';

export interface AskedOpening {
  /** Own trading account. */
  readonly account: string;
  /** Trading account of the party that is asked, in the same market. */
  readonly counterparty: string;
  readonly role: PartyRole;
  readonly instrument: string;
  /** Of a swap: what goes back. */
  readonly returnInstrument: string | undefined;
  readonly terms: Terms;
  readonly validUntil: ChinaDate;
}

/**
 * Opens a negotiation with its first quote. The other party hears of it when a checker of the own house released it.
 * @throws Refusal
 */
export async function openNegotiation(
  tx: Transaction,
  parts: BlockParts,
  asked: AskedOpening,
  proposing: Proposing,
): Promise<Prepared> {
  const { role, terms } = asked;
  const own = await findTradingAccount(tx, asked.account, proposing.caller.reach);
  if (own === undefined) throw tradingAccountUnknown(asked.account);
  const goods = await goodsOf(tx, asked);
  if (goods.market !== own.market) throw notAdmitted(asked.instrument);
  const other = await counterparty(tx, asked.counterparty, own);
  const seats: Seats =
    role === 'giver'
      ? { giver: await seat(tx, own, goods), receiver: await seat(tx, other, goods) }
      : { giver: await seat(tx, other, goods), receiver: await seat(tx, own, goods) };
  const party = ({ account, back }: Seat) => ({ account: account.number, returnAccount: back?.number });
  await insertNegotiation(tx, {
    ...{ id: proposing.taskId, kind: terms.kind, goods, openedBy: role, proposedAt: proposing.now },
    parties: { giver: party(seats.giver), receiver: party(seats.receiver) },
  });
  const { validUntil } = asked;
  const quote = { negotiationId: proposing.taskId, by: role, answers: 0, goods, terms, seats, validUntil };
  return proposeQuote(tx, parts, quote, proposing);
}

async function goodsOf(
  tx: Transaction,
  { instrument, returnInstrument }: Pick<AskedOpening, 'instrument' | 'returnInstrument'>,
): Promise<Goods> {
  if (instrument === returnInstrument) throw sameInstrument(instrument);
  const first = await traded(tx, instrument);
  const second = returnInstrument === undefined ? undefined : await traded(tx, returnInstrument);
  return {
    ...{ market: first.market, instrument },
    back: second && { market: second.market, instrument: second.instrument },
  };
}

async function traded(tx: Transaction, instrument: string): Promise<Tradable> {
  const tradable = await findTradable(tx, instrument);
  if (tradable === undefined) throw notAdmitted(instrument);
  return tradable;
}

/** @throws Refusal BLOCK_COUNTERPARTY_UNKNOWN, BLOCK_WITH_ONESELF */
async function counterparty(tx: Transaction, number: string, own: TradingAccount): Promise<TradingAccount> {
  const other = (await readTradingAccounts(tx, [number])).get(number);
  if (other === undefined || other.market !== own.market || other.state !== 'open')
    throw counterpartyNotThere(number);
  if (other.holderId === own.holderId) throw withOneself(number);
  return other;
}

async function seat(tx: Transaction, account: TradingAccount, { back }: Goods): Promise<Seat> {
  return {
    account,
    back: back === undefined ? undefined : await accountOfHolderIn(tx, account, back.market),
  };
}

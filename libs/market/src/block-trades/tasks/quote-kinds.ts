import type { TaskKind } from '@carbon/approvals';
import { parseChinaDate } from '@carbon/kernel';
import { negotiationNotOpen } from '../domain/refusals';
import type { BlockParts } from '../parts';
import { findNegotiationOfQuote } from '../persistence/negotiation';
import { requireSession } from '../use-cases/check-deal';
import { counterQuote } from '../use-cases/counter-quote';
import { marketDays } from '../use-cases/market-days';
import { openNegotiation } from '../use-cases/open-negotiation';
import { dropQuote, releaseQuote } from '../use-cases/release-quote';
import { BlockCounterPayload, BlockOpeningPayload, SwapCounterPayload, SwapOpeningPayload } from './payloads';
import { blockTerms, swapTerms } from './terms-of-payload';

const until = (payload: { readonly validUntil: string }) =>
  parseChinaDate(payload.validUntil, 'payload.validUntil');

/** What every quote has in common: a checker of its own house lets it go out (REG-001). */
const released = (parts: BlockParts) =>
  ({
    propose: 'block-trades.propose',
    approve: 'block-trades.approve',

    // TRD-012: too early is no reason to begin anew
    async mayApprove(tx, task, { now }) {
      const negotiation = await findNegotiationOfQuote(tx, task.id);
      if (negotiation === undefined) throw negotiationNotOpen(task.id, 'gone');
      requireSession(await marketDays(tx, parts, negotiation.kind, negotiation.goods, now));
    },
    execute: (tx, task, approval) => releaseQuote(tx, parts, task, approval),
    abandon: (tx, task, ending) => dropQuote(tx, parts, task, ending),
  }) satisfies Partial<TaskKind>;

/** TRD-004: opens a negotiation of a block with a first quote. */
export const blockOpeningKind = (parts: BlockParts): TaskKind<BlockOpeningPayload> => ({
  kind: 'block-opening',
  title: { zh: '大宗协议报价', en: 'First quote of a block trade' },
  payload: BlockOpeningPayload,
  ...released(parts),
  prepare: (tx, { payload, ...proposing }) =>
    openNegotiation(
      tx,
      parts,
      {
        ...{ account: payload.tradingAccount, counterparty: payload.counterparty },
        role: payload.side === 'sell' ? 'giver' : 'receiver',
        ...{ instrument: payload.instrument, returnInstrument: undefined },
        ...{ terms: blockTerms(payload), validUntil: until(payload) },
      },
      proposing,
    ),
});

/** Answers the quote of a block with another one. */
export const blockCounterKind = (parts: BlockParts): TaskKind<BlockCounterPayload> => ({
  kind: 'block-counter',
  title: { zh: '大宗协议还价', en: 'Counter-quote of a block trade' },
  payload: BlockCounterPayload,
  ...released(parts),
  prepare: (tx, { payload, ...proposing }) => {
    const { negotiation, round } = payload;
    const asked = { negotiation, round, terms: blockTerms(payload), validUntil: until(payload) };
    return counterQuote(tx, parts, asked, proposing);
  },
});

/** S33: opens a negotiation of a swap, e.g. allowances for credits. */
export const swapOpeningKind = (parts: BlockParts): TaskKind<SwapOpeningPayload> => ({
  kind: 'swap-opening',
  title: { zh: '置换报价', en: 'First quote of a swap' },
  payload: SwapOpeningPayload,
  ...released(parts),
  prepare: (tx, { payload, ...proposing }) =>
    openNegotiation(
      tx,
      parts,
      {
        ...{ account: payload.tradingAccount, counterparty: payload.counterparty, role: 'giver' },
        ...{ instrument: payload.instrument, returnInstrument: payload.returnInstrument },
        ...{ terms: swapTerms(payload), validUntil: until(payload) },
      },
      proposing,
    ),
});

/** Answers the quote of a swap with another one. */
export const swapCounterKind = (parts: BlockParts): TaskKind<SwapCounterPayload> => ({
  kind: 'swap-counter',
  title: { zh: '置换还价', en: 'Counter-quote of a swap' },
  payload: SwapCounterPayload,
  ...released(parts),
  prepare: (tx, { payload, ...proposing }) => {
    const { negotiation, round } = payload;
    const asked = { negotiation, round, terms: swapTerms(payload), validUntil: until(payload) };
    return counterQuote(tx, parts, asked, proposing);
  },
});

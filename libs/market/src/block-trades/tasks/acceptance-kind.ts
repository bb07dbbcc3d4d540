import type { TaskKind } from '@carbon/approvals';
import { EVERYTHING } from '@carbon/http';
import type { BlockParts } from '../parts';
import { findNegotiation } from '../persistence/read-negotiations';
import { acceptQuote } from '../use-cases/accept-quote';
import { requireSession } from '../use-cases/check-deal';
import { confirmAcceptance } from '../use-cases/confirm-acceptance';
import { marketDays } from '../use-cases/market-days';
import { BlockAcceptancePayload } from './payloads';

const EVERYBODY = { reach: EVERYTHING, onlySettled: false };

/** TRD-004: a maker accepts the other side's quote, and a checker of the same house confirms: the trade. */
export const blockAcceptanceKind = (parts: BlockParts): TaskKind<BlockAcceptancePayload> => ({
  kind: 'block-acceptance',
  title: { zh: '大宗协议成交确认', en: 'Confirmation of a negotiated trade' },
  payload: BlockAcceptancePayload,
  propose: 'block-trades.propose',
  approve: 'block-trades.approve',
  prepare: (tx, { payload, ...proposing }) => acceptQuote(tx, parts, payload, proposing),

  // TRD-012: too early is no reason to begin anew
  async mayApprove(tx, { payload }, { now }) {
    const negotiation = await findNegotiation(tx, payload.negotiation, EVERYBODY);
    // of one that has ended the task ends too
    if (negotiation?.state !== 'open') return;
    requireSession(await marketDays(tx, parts, negotiation.kind, negotiation.goods, now));
  },
  execute: (tx, task, approval) => confirmAcceptance(tx, parts, task, approval),
});

import type { Prepared } from '@carbon/approvals';
import { recordAudit } from '@carbon/audit';
import { requireHolderMayAct } from '@carbon/custody';
import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { addDays, type ChinaDate, chinaDate, startOfChinaDay } from '@carbon/kernel';
import { readAccount } from '@carbon/ledger';
import { type NegotiationRules, negotiationRules, type PartyRole } from '../../domain/negotiation';
import { submitOne } from '../../submit-one';
import { sentenceOf } from '../domain/negotiation';
import { validityOutside } from '../domain/refusals';
import type { BlockParts } from '../parts';
import { insertQuote } from '../persistence/write-negotiations';
import { checkDeal, type Deal } from './check-deal';
import type { Seats } from './seats';
import { moveStakes, requireOldUnits, requireStakes } from './stakes';

/** Who proposes, when, by which task. */
export interface Proposing {
  readonly taskId: string;
  readonly caller: Caller;
  readonly now: Date;
}

export interface AskedQuote extends Deal {
  readonly negotiationId: string;
  readonly by: PartyRole;
  readonly answers: number;
  /** Valid through this day. */
  readonly validUntil: ChinaDate;
}

/**
 * A maker's quote: looked at by every rule, what it offers set apart, and kept back until its own house has looked at it too.
 * @throws Refusal
 */
export async function proposeQuote(
  tx: Transaction,
  parts: BlockParts,
  asked: AskedQuote,
  { taskId, caller, now }: Proposing,
): Promise<Prepared> {
  const { negotiationId, by, answers, goods, terms, seats } = asked;
  const own = seats[by].account;
  await requireOwnPeople(tx, seats, by, caller);
  const rules = await rulesOf(tx, parts, now);
  const expiresAt = endOf(asked.validUntil, rules.validityDays, now);
  const checked = await checkDeal(tx, parts, asked, now);
  await requireStakes(tx, checked, by);
  const legs = checked.map(({ leg }) => leg);
  const cause = { actor: caller.id, reference: taskId, reason: `market:${terms.kind}` };
  await submitOne(tx, parts.ledger, moveStakes('freeze', { goods, legs, seats, party: by }, cause));
  await requireOldUnits(tx, checked, by);
  const [first] = checked;
  if (first === undefined) throw new Error('a quote without a leg');
  await insertQuote(tx, {
    ...{ id: taskId, negotiationId, by, answers, terms, fees: first.leg.fees, expiresAt },
    ...{ rulePack: first.market.rules.pack, proposedBy: caller.id, proposedAt: now },
  });
  const said = sentenceOf(goods, terms);
  const entry = {
    action: 'block-trade.quote-proposed',
    subject: { kind: 'block-trade', id: negotiationId },
    holderId: own.holderId,
    after: { quote: taskId, answers, terms: said.en },
  };
  await recordAudit(tx, entry, now);
  const other = seats[by === 'giver' ? 'receiver' : 'giver'].account.number;
  const verb = by === 'giver' ? { zh: '出让', en: 'Offer to give' } : { zh: '受让', en: 'Offer to receive' };
  return {
    holderId: own.holderId,
    subject: { kind: 'block-trade', id: negotiationId },
    quantity: terms.quantity,
    summary: {
      zh: `向 ${other} 报价，${verb.zh} ${said.zh}，有效期至 ${asked.validUntil}`,
      en: `${verb.en} ${said.en}, to ${other}, until ${asked.validUntil}`,
    },
  };
}

/** REG-004: in some states of the account only the registry acts. @throws Refusal ACCOUNT_HOLDER_MAY_NOT_ACT */
export async function requireOwnPeople(
  tx: Transaction,
  seats: Seats,
  party: PartyRole,
  caller: Caller,
): Promise<void> {
  const account = await readAccount(tx, seats[party].account.unitsAccount);
  if (account !== undefined) requireHolderMayAct(account, caller);
}

export async function rulesOf(
  tx: Transaction,
  { rulebook }: BlockParts,
  now: Date,
): Promise<NegotiationRules> {
  return negotiationRules(chinaDate(now), await rulebook.packs(tx));
}

/** @throws Refusal BLOCK_VALIDITY_OUTSIDE */
function endOf(validUntil: ChinaDate, longest: number, now: Date): Date {
  const today = chinaDate(now);
  if (validUntil < today || validUntil >= addDays(today, longest)) throw validityOutside(validUntil, longest);
  return startOfChinaDay(addDays(validUntil, 1));
}

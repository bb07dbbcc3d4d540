import type { OrderedTransfer, SchemeTransferRules } from '@carbon/custody';
import type { Transaction } from '@carbon/database';
import { chinaDate } from '@carbon/kernel';
import { readTransaction } from '@carbon/ledger';
import { readInstrumentCode } from '../domain/instrument-code';
import { certificateUnknown } from '../domain/refusals';
import { gecPackAt } from '../domain/rules/gec';
import { isFinal, type TransferTerms } from '../domain/transfer-ground';
import { CertificateTransferDetails, transferTermsOf } from '../http/transfer-bodies';
import { issueEntity } from '../persistence/issue.entity';
import { lotsOfIssues } from '../persistence/read-lots';
import { movedSerials, takeBackSale } from '../persistence/sold-ranges';
import type { Lot } from '../use-cases/choose-certificates';
import { refuseExpired } from '../use-cases/judge-lots';
import { lockChoosing } from '../use-cases/locks';
import {
  keepTrade,
  refuseAssignedSelfUse,
  refuseTerms,
  requireFiledProof,
} from '../use-cases/judge-transfer';
import { pickFitting, refuseUnfit } from '../use-cases/salable';

type Order = OrderedTransfer<CertificateTransferDetails>;

/**
 * Transfers of certificates that people propose and approve: the same rules as `transferCertificates`, asked at the
 * proposal and again on the day of execution, and the sale written down when it has happened.
 */
export const certificateTransferRules: SchemeTransferRules<CertificateTransferDetails> = {
  details: CertificateTransferDetails,

  async check(tx, order) {
    const lot = await lotOf(tx, order);
    const terms = termsOf(order);
    const today = chinaDate(order.now);
    refuseExpired([lot], today, gecPackAt(today));
    await refuseTerms(tx, order, terms);
    await requireFiledProof(tx, order, terms, 'giver');
    refuseAssignedSelfUse([lot], terms);
    await refuseUnfit(tx, lot, terms.ground);
  },

  async choose(tx, order) {
    const { ground } = termsOf(order);
    if (!isFinal(ground)) return undefined;
    await lockChoosing(tx, order.from);
    return (await pickFitting(tx, order.from, await lotOf(tx, order), ground)).serials;
  },

  async completed(tx, order, transactionId) {
    const moved = movedSerials(await readTransaction(tx, transactionId));
    await keepTrade(tx, order, termsOf(order), { transactionId, moved, at: order.now });
  },

  async reversed(tx, order, transactionId) {
    if (isFinal(termsOf(order).ground)) await takeBackSale(tx, transactionId);
  },
};

/** An order that says nothing, which none should, is held to the stricter rule. */
const termsOf = ({ details }: Order): TransferTerms =>
  details === undefined ? { ground: 'sale' } : transferTermsOf(details);

/** @throws Refusal GEC_CERTIFICATE_UNKNOWN */
async function lotOf(tx: Transaction, { instrument, quantity, serials }: Order): Promise<Lot> {
  const plantCode = readInstrumentCode(instrument)?.plant;
  const issue = await tx.manager.findOneBy(issueEntity, { instrument });
  if (plantCode === undefined || issue === null) throw certificateUnknown(instrument);
  const lots = (await lotsOfIssues(tx.manager, [issue])).get(issue.id) ?? [];
  return { plantCode, issue, lots, quantity, ...(serials && { serials }) };
}

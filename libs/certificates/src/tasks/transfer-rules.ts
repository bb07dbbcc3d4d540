import type { OrderedTransfer, SchemeTransferRules } from '@carbon/custody';
import type { Transaction } from '@carbon/database';
import { chinaDate } from '@carbon/kernel';
import { readTransaction } from '@carbon/ledger';
import { readInstrumentCode } from '../domain/instrument-code';
import { certificateUnknown } from '../domain/refusals';
import { gecPackAt } from '../domain/rules/gec';
import { CertificateTransferDetails } from '../http/transfer-bodies';
import { issueEntity } from '../persistence/issue.entity';
import { recordSale, takeBackSale } from '../persistence/sold-ranges';
import type { Lot } from '../use-cases/choose-certificates';
import { refuseExpired } from '../use-cases/judge-lots';
import { lockChoosing } from '../use-cases/locks';
import { isSale, pickUnsold, refuseUnsalable } from '../use-cases/salable';

type Order = OrderedTransfer<CertificateTransferDetails>;

/**
 * Transfers of certificates that people propose and approve: the same rules as `transferCertificates`, asked at the
 * proposal and again on the day of execution, and the sale written down when it has happened.
 */
export const certificateTransferRules: SchemeTransferRules<CertificateTransferDetails> = {
  details: CertificateTransferDetails,

  async check(tx, order) {
    const lot = await lotOf(tx, order);
    const today = chinaDate(order.now);
    refuseExpired([lot], today, gecPackAt(today));
    if (isSaleOrder(order)) await refuseUnsalable(tx, lot);
  },

  async choose(tx, order) {
    if (!isSaleOrder(order)) return undefined;
    await lockChoosing(tx, order.from);
    return (await pickUnsold(tx, order.from, await lotOf(tx, order))).serials;
  },

  async completed(tx, order, transactionId) {
    if (!isSaleOrder(order)) return;
    await recordSale(tx, transactionId, await readTransaction(tx, transactionId));
  },

  async reversed(tx, order, transactionId) {
    if (isSaleOrder(order)) await takeBackSale(tx, transactionId);
  },
};

/** An order that says nothing, which none should, is held to the stricter rule. */
const isSaleOrder = ({ details }: Order) => isSale(details?.ground ?? 'sale');

/** @throws Refusal GEC_CERTIFICATE_UNKNOWN */
async function lotOf(tx: Transaction, { instrument, quantity, serials }: Order): Promise<Lot> {
  const plantCode = readInstrumentCode(instrument)?.plant;
  const issue = await tx.manager.findOneBy(issueEntity, { instrument });
  if (plantCode === undefined || issue === null) throw certificateUnknown(instrument);
  return { plantCode, issue, quantity, ...(serials && { serials }) };
}

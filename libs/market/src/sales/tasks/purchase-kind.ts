import type { TaskKind } from '@carbon/approvals';
import type { MarketParts } from '../../parts';
import { abandonPurchase } from '../use-cases/abandon-purchase';
import { proposePurchase } from '../use-cases/propose-purchase';
import { settlePurchase } from '../use-cases/settle-purchase';
import { SalePurchasePayload } from './payloads';

/** A purchase spends money: a maker of the buyer proposes it, its checker settles it. */
export const salePurchaseKind = (parts: MarketParts): TaskKind<SalePurchasePayload> => ({
  kind: 'sale-purchase',
  title: { zh: '购买', en: 'Purchase' },
  payload: SalePurchasePayload,
  propose: 'sales.propose',
  approve: 'sales.approve',

  async prepare(tx, { payload, ...proposal }) {
    const { offer, account, fundsAccount, quantity, unitPriceFen } = payload;
    const asked = {
      ...{ offer, account, fundsAccount, quantity: BigInt(quantity) },
      unitPriceFen: unitPriceFen === undefined ? undefined : BigInt(unitPriceFen),
    };
    const pinned = await proposePurchase(tx, parts, asked, proposal);
    return {
      ...{ holderId: pinned.holderId, subject: pinned.subject, quantity: asked.quantity },
      summary: pinned.summary,
      payload: Object.assign(new SalePurchasePayload(), payload, {
        unitPriceFen: pinned.unitPriceFen.toString(),
        fundsAccount: pinned.fundsAccount,
      }),
    };
  },

  async execute(tx, task, approval) {
    const sale = await settlePurchase(tx, parts, task, approval);
    return {
      sale: sale.id,
      amountFen: sale.amountFen.toString(),
      transaction: sale.transactionId.toString(),
    };
  },

  abandon: (tx, task, ending) => abandonPurchase(tx, parts, task, ending),
});

import { controllerAt, tiesOf } from '../controllers';
import { evidence, type Finding, type Span, within } from '../finding';
import type { SurveillanceFigures } from '../../../domain/trading/surveillance-rules';
import { type GroupTie, makesPrice, type TradeRow } from '../rows';
import { yuan } from '../words';

/**
 * Trades whose two sides belonged to one group when they traded. Where the trade makes the day's price it is severe; a block
 * or an auction within a group is told, for it may be an honest move between sister companies.
 */
export function groupWash(
  { trades, ties }: { readonly trades: readonly TradeRow[]; readonly ties: readonly GroupTie[] },
  span: Span,
  { groupWash: { minQuantity } }: Pick<SurveillanceFigures, 'groupWash'>,
): Finding[] {
  const byMember = tiesOf(ties);
  return trades.flatMap((trade) => {
    if (!within(span, trade.at) || trade.quantity < minQuantity) return [];
    const head = controllerAt(byMember, trade.seller.holderId, trade.at);
    if (head !== controllerAt(byMember, trade.buyer.holderId, trade.at)) return [];
    return [found(trade, head, minQuantity)];
  });
}

function found(trade: TradeRow, head: string, minQuantity: bigint): Finding {
  const { id, instrument, quantity, priceFen, seller, buyer, day, at, method } = trade;
  const accounts = [seller.account, buyer.account].sort();
  const [trades, units, price] = [id.toString(), quantity.toString(), yuan(priceFen)];
  return {
    ...{ kind: 'group-wash', severity: makesPrice(trade) ? 'severe' : 'notable' },
    ...{ instrument, day, at, subject: accounts.join(' '), parties: [seller, buyer], key: `trade:${trades}` },
    facts: { method, quantity: units, priceFen: priceFen.toString(), controller: head },
    told: {
      seen: {
        zh: `成交 ${trades}：${seller.account} 卖给 ${buyer.account} ${units}，单价 ${price} 元；成交时双方属同一集团`,
        en: `Trade ${trades}: ${seller.account} sold ${units} to ${buyer.account} at ${price} yuan; both belonged to one group at that moment`,
      },
      computed: {
        zh: `按成交时有效的集团关系逐级上溯至同一主体；数量不少于 ${minQuantity.toString()} 时提示；形成价格的方式（挂牌、连续）为严重`,
        en: `Both holders lead up to the same head through the group ties of that moment; told from ${minQuantity.toString()} units on; severe where the method makes prices (listed, continuous)`,
      },
    },
    evidence: evidence('trade', [id]),
  };
}

import { instrumentLimits, withinLimits } from '@carbon/custody';
import { inReach, type Reach, reachValues } from '@carbon/http';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { Reader } from '@carbon/ledger';
import type { Sale, SaleType } from './sale';

interface Row {
  id: string;
  seq: string;
  type: SaleType;
  offer_id: string | null;
  purchase_id: string | null;
  auction_id: string | null;
  bid_id: string | null;
  seller_account: string;
  seller_funds_account: string;
  seller_id: string;
  buyer_account: string;
  buyer_funds_account: string;
  buyer_id: string;
  instrument: string;
  instrument_kind: string;
  unit: string;
  scheme: string;
  period: string | null;
  province: string | null;
  subsidy_class: string | null;
  quantity: string;
  serials: string[] | null;
  unit_price_fen: string;
  amount_fen: string;
  seller_fee_fen: string;
  buyer_fee_fen: string;
  rule_pack: string;
  contract: string | null;
  initiator: string;
  approver: string;
  transaction_id: string;
  settled_at: Date;
}

const SELECT = `
  select s.* from market.sale s
    join ledger.account a on a.number = s.seller_account
    join ledger.account b on b.number = s.buyer_account`;

const sideSeen = (holder: string) => `(${inReach(1, { holder, moment: 's.settled_at' })}
  and ${withinLimits(4, { holder, instrument: 's.instrument' })})`;

/** Sales are their two sides' own, also after their accounts went to another holder. */
const SEEN = `(${sideSeen('a.holder_id')} or ${sideSeen('b.holder_id')})`;

const seenBy = (reach: Reach) => [...reachValues(reach), ...instrumentLimits(reach)];

export async function findSale(reader: Reader, id: string, reach: Reach): Promise<Sale | undefined> {
  const [row] = await reader.query<Row>(`${SELECT} where ${SEEN} and s.id = $6`, [...seenBy(reach), id]);
  return row === undefined ? undefined : toSale(row);
}

export interface SaleFilter {
  /** Units or money went to or from it. */
  readonly account?: string | undefined;
  readonly instrument?: string | undefined;
}

/** Sales that a caller may see, the latest first. */
export async function readSales(
  reader: Reader,
  reach: Reach,
  page: PageRequest,
  { account, instrument }: SaleFilter,
): Promise<Page<Sale>> {
  const rows = await reader.query<Row>(
    `${SELECT} where ${SEEN}
        and ($6::text is null
             or $6 in (s.seller_account, s.buyer_account, s.seller_funds_account, s.buyer_funds_account))
        and ($7::text is null or s.instrument = $7)
        and s.seq < coalesce($8::bigint, 9223372036854775807)
      order by s.seq desc limit $9`,
    [...seenBy(reach), account ?? null, instrument ?? null, page.after?.[0] ?? null, page.limit + 1],
  );
  const found = toPage(rows, page.limit, ({ seq }) => [seq]);
  return { ...found, items: found.items.map(toSale) };
}

const toSale = (row: Row): Sale => ({
  id: row.id,
  type: row.type,
  offerId: row.offer_id,
  purchaseId: row.purchase_id,
  auctionId: row.auction_id,
  bidId: row.bid_id,
  sellerAccount: row.seller_account,
  sellerFundsAccount: row.seller_funds_account,
  sellerId: row.seller_id,
  buyerAccount: row.buyer_account,
  buyerFundsAccount: row.buyer_funds_account,
  buyerId: row.buyer_id,
  instrument: row.instrument,
  instrumentKind: row.instrument_kind,
  unit: row.unit,
  scheme: row.scheme,
  period: row.period,
  province: row.province,
  subsidyClass: row.subsidy_class,
  quantity: BigInt(row.quantity),
  serials: row.serials,
  unitPriceFen: BigInt(row.unit_price_fen),
  amountFen: BigInt(row.amount_fen),
  sellerFeeFen: BigInt(row.seller_fee_fen),
  buyerFeeFen: BigInt(row.buyer_fee_fen),
  rulePack: row.rule_pack,
  contract: row.contract,
  initiator: row.initiator,
  approver: row.approver,
  transactionId: BigInt(row.transaction_id),
  settledAt: row.settled_at,
});

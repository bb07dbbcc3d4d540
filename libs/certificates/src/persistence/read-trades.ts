import { type ChinaMonth, type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { Reader } from '@carbon/ledger';
import type { PlantCode } from '../domain/plant-code';
import type { ProvinceCode } from '../domain/provinces';
import type { Ground, TradeForm } from '../domain/transfer-ground';
import type { SeenAccounts } from './in-reach';
import type { SubsidyClass } from './plant.entity';

/** A change of hands as GEC-019 tells it. */
export interface TradeView {
  readonly id: string;
  readonly transaction: string;
  readonly tradedAt: Date;
  readonly ground: Ground;
  readonly form: TradeForm | null;
  readonly from: string;
  readonly to: string;
  /** Of the buyer's holder, as entered. */
  readonly buyerProvince: string | null;
  readonly plant: PlantCode;
  readonly plantProvince: ProvinceCode;
  readonly subsidyClass: SubsidyClass;
  readonly month: ChinaMonth;
  readonly instrument: string;
  readonly first: string;
  readonly last: string;
  readonly priceFen: string | null;
  readonly reference: string | null;
  /** The ledger undid it. */
  readonly reversed: boolean;
}

/** Trades of accounts that may be seen, oldest first; of all when undefined. */
export async function readTrades(
  reader: Reader,
  page: PageRequest,
  accounts: readonly SeenAccounts[] | undefined,
  month?: ChinaMonth,
): Promise<Page<TradeView>> {
  const seen = (accounts ?? []).flatMap(({ numbers, seen: each }) =>
    numbers.map((number) => ({ number, ...each })),
  );
  const rows = await reader.query<TradeView & { readonly tradedAt: Date }>(
    `select t.id, t.transaction_id as transaction, t.traded_at as "tradedAt", t.ground, t.form,
            t.from_account as "from", t.to_account as "to", h.province as "buyerProvince", p.code as plant,
            p.province as "plantProvince", p.subsidy_class as "subsidyClass", i.month, t.instrument,
            t.first_serial as first, t.last_serial as last, t.price_fen as "priceFen", t.reference,
            exists (select from ledger.reversal r where r.reversed_id = t.transaction_id) as reversed
       from certificates.trade t
       join certificates.issue i on i.instrument = t.instrument
       join certificates.plant p on p.id = i.plant_id
       join ledger.account a on a.number = t.to_account
       left join identity.holder h on h.id = a.holder_id
      where t.id > $1 and ($2::text is null or i.month = $2)
        and ($3::boolean or exists (
          select from unnest($4::text[], $5::timestamptz[], $6::timestamptz[], $7::text[]) as s(number, since, until, codes)
           where s.number in (t.from_account, t.to_account)
             and t.traded_at >= coalesce(s.since, '-infinity') and t.traded_at < coalesce(s.until, 'infinity')
             and (s.codes is null or t.instrument = any(string_to_array(s.codes, ' ')))))
      order by t.id limit $8`,
    [
      page.after?.[0] ?? '0',
      month ?? null,
      accounts === undefined,
      seen.map(({ number }) => number),
      seen.map(({ from }) => from ?? null),
      seen.map(({ until }) => until ?? null),
      seen.map(({ instruments }) => instruments?.join(' ') ?? null),
      page.limit + 1,
    ],
  );
  return toPage(rows, page.limit, ({ id }) => [id]);
}

import { inReach, type Reach, reachValues } from '@carbon/http';
import { instrumentLimits, withinLimits } from '@carbon/custody';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import { type Part, PARTS, type Reader } from '@carbon/ledger';
import { CNY } from '../domain/cny';

/** A funds account and the money in it, in fen. */
export interface CashBalance {
  readonly account: string;
  readonly holder: string;
  readonly parts: Readonly<Record<Part, bigint>>;
  readonly total: bigint;
}

type Row = { id: number; number: string; code: string } & Record<Part, string | null>;

/**
 * Funds accounts within reach and what is in them now, in the order of their opening. An engagement whose days do not
 * include today sees none: its past balances stand on the accounts themselves.
 */
export async function readCash(
  reader: Reader,
  reach: Reach,
  page: PageRequest,
  now: Date,
): Promise<Page<CashBalance>> {
  const rows = await reader.query<Row>(
    `select a.id, a.number, h.code, b.available, b.frozen, b.locked, b.pledged, b.judicial, b.pending
       from ledger.account a
       join identity.holder h on h.id = a.holder_id
       join ledger.instrument i on i.code = $6
       left join ledger.balance b on b.account_id = a.id and b.instrument_id = i.id
      where a.kind = 'funds' and ${inReach(1, { holder: 'a.holder_id', moment: '$7::timestamptz' })}
        and ${withinLimits(4, { holder: 'a.holder_id', instrument: '$6::text' })}
        and a.id > $8::bigint
      order by a.id limit $9`,
    [...reachValues(reach), ...instrumentLimits(reach), CNY, now, page.after?.[0] ?? '0', page.limit + 1],
  );
  const found = toPage(rows, page.limit, ({ id }) => [id.toString()]);
  return { ...found, items: found.items.map(toBalance) };
}

function toBalance(row: Row): CashBalance {
  const parts = Object.fromEntries(PARTS.map((part) => [part, BigInt(row[part] ?? 0)])) as Record<
    Part,
    bigint
  >;
  const total = Object.values(parts).reduce((sum, fen) => sum + fen, 0n);
  return { account: row.number, holder: row.code, parts, total };
}

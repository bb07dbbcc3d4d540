import type { Reader } from '@carbon/database';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { RewardKind } from '../domain/reward';
import type { StatedRules, Voucher, VoucherState } from '../domain/voucher';

interface Row {
  id: string;
  number: string;
  programme: string;
  reward: string;
  kind: RewardKind;
  name_zh: string;
  name_en: string;
  merchant_id: string;
  kwh: number | null;
  points: string;
  state: VoucherState;
  taken_at: Date;
  issued_at: Date | null;
  ends_at: Date | null;
  ended_at: Date | null;
  ended_because: string | null;
  rules: StatedRules;
  sealed_code: Buffer | null;
}

const SELECT = `
  select v.id, v.number, p.code as programme, w.code as reward, w.kind, w.name_zh, w.name_en, v.merchant_id, w.kwh,
         v.points, v.state, v.taken_at, v.issued_at, v.ends_at, v.ended_at, v.ended_because, v.rules, v.sealed_code
    from inclusion.voucher v
    join inclusion.reward w on w.id = v.reward_id
    join inclusion.programme p on p.id = v.programme_id`;

const toVoucher = (row: Row): Voucher => ({
  ...{ id: row.id, number: BigInt(row.number), programme: row.programme, reward: row.reward, kind: row.kind },
  ...{ name: { zh: row.name_zh, en: row.name_en }, merchantId: row.merchant_id, kwh: row.kwh },
  ...{ points: BigInt(row.points), state: row.state, takenAt: row.taken_at, issuedAt: row.issued_at },
  ...{ endsAt: row.ends_at, endedAt: row.ended_at, endedBecause: row.ended_because, rules: row.rules },
});

const paged = (rows: readonly Row[], limit: number): Page<Voucher> => {
  const found = toPage(rows, limit, ({ number }) => [number]);
  return { ...found, items: found.items.map(toVoucher) };
};

/** A resident's vouchers and gifts, the latest first. */
export async function readVouchersOf(
  reader: Pick<Reader, 'query'>,
  resident: bigint,
  page: PageRequest,
  { state }: { readonly state?: VoucherState | undefined } = {},
): Promise<Page<Voucher>> {
  const rows = await reader.query<Row>(
    `${SELECT} where v.resident_id = $1 and ($2::text is null or v.state = $2)
        and v.number < coalesce($3::bigint, 9223372036854775807) order by v.number desc limit $4`,
    [resident.toString(), state ?? null, page.after?.[0] ?? null, page.limit + 1],
  );
  return paged(rows, page.limit);
}

/** One of a resident's, with its code as it is sealed; null for a gift. */
export async function findVoucherOf(
  reader: Pick<Reader, 'query'>,
  resident: bigint,
  id: string,
): Promise<{ readonly voucher: Voucher; readonly sealed: Buffer | null } | undefined> {
  const [row] = await reader.query<Row>(`${SELECT} where v.id = $1 and v.resident_id = $2`, [
    id,
    resident.toString(),
  ]);
  return row && { voucher: toVoucher(row), sealed: row.sealed_code };
}

/** Vouchers that merchants in reach are to give, or gave, the latest first. @param merchants null for all */
export async function readVouchersAt(
  reader: Pick<Reader, 'query'>,
  merchants: readonly string[] | null,
  page: PageRequest,
  { state }: { readonly state?: VoucherState | undefined },
): Promise<Page<Voucher>> {
  // one merchant is what a till asks for: only then its index gives the order, too
  const [one, ...others] = merchants ?? [];
  const single = one !== undefined && others.length === 0;
  const whose = single ? 'v.merchant_id = $1::uuid' : '($1::uuid[] is null or v.merchant_id = any($1))';
  const rows = await reader.query<Row>(
    `${SELECT} where ${whose} and v.state <> 'given'
        and ($2::text is null or v.state = $2) and v.number < coalesce($3::bigint, 9223372036854775807)
      order by v.number desc limit $4`,
    [single ? one : merchants, state ?? null, page.after?.[0] ?? null, page.limit + 1],
  );
  return paged(rows, page.limit);
}

/** One of them. */
export async function findVoucherAt(reader: Pick<Reader, 'query'>, id: string): Promise<Voucher | undefined> {
  const [row] = await reader.query<Row>(`${SELECT} where v.id = $1`, [id]);
  return row && toVoucher(row);
}

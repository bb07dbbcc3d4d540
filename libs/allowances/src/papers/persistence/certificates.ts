import type { Reader, Transaction } from '@carbon/database';
import { inReach, type Reach, reachValues } from '@carbon/http';
import { type ChinaDate, type Page, type PageRequest, toPage } from '@carbon/kernel';
import { receiptNumber } from '@carbon/receipts';
import type { CertificateFacts } from '../domain/certificate-facts';
import type { PaperFilter } from './notices';

/** The letters of the numbers of certificates. */
export const CERTIFICATE_PREFIX = 'CC';

export interface Certificate {
  readonly number: string;
  readonly market: string;
  readonly year: number;
  readonly holderId: string;
  readonly facts: CertificateFacts;
  readonly factsHash: Buffer;
  /** The surrender with which the obligation was met. */
  readonly completingId: string;
  /** All that it rests on. */
  readonly surrenderIds: readonly string[];
  readonly issuedAt: Date;
  /** The first of its surrenders that was undone; null while it stands. */
  readonly voided: { readonly at: Date; readonly transactionId: bigint } | null;
}

type Row = Omit<Certificate, 'voided'> & {
  readonly voidAt: Date | null;
  readonly voidTransaction: string | null;
};

const SELECT = `
  select c.number, c.market, c.year, c.holder_id as "holderId", c.facts, c.facts_hash as "factsHash",
    c.completing_id as "completingId", c.issued_at as "issuedAt",
    (select array_agg(s.surrender_id order by s.surrender_id) from allowances.compliance_certificate_surrender s
      where s.certificate = c.number) as "surrenderIds", v.ended_at as "voidAt", v.reversal_id as "voidTransaction"
  from allowances.compliance_certificate c
  left join lateral (select u.ended_at, u.reversal_id from allowances.compliance_certificate_surrender s
    join allowances.surrender u on u.id = s.surrender_id and u.state = 'reversed'
    where s.certificate = c.number order by u.ended_at limit 1) v on true`;

const toCertificate = ({ voidAt, voidTransaction, ...row }: Row): Certificate => ({
  ...row,
  voided: voidAt === null ? null : { at: voidAt, transactionId: BigInt(voidTransaction ?? 0) },
});

export async function findCertificate(reader: Reader, number: string): Promise<Certificate | undefined> {
  const [row] = await reader.query<Row>(`${SELECT} where c.number = $1`, [number]);
  return row === undefined ? undefined : toCertificate(row);
}

/** Certificates within reach, the latest first. */
export async function readCertificates(
  reader: Reader,
  reach: Reach,
  { market, year }: PaperFilter,
  page: PageRequest,
): Promise<Page<Certificate>> {
  const rows = await reader.query<Row>(
    `${SELECT} where ($1::text is null or c.number < $1) and ($3::text is null or c.market = $3)
        and ($4::int is null or c.year = $4) and ${inReach(5, { holder: 'c.holder_id', moment: 'c.issued_at' })}
      order by c.number desc limit $2`,
    [page.after?.[0] ?? null, page.limit + 1, market ?? null, year ?? null, ...reachValues(reach)],
  );
  return toPage(rows.map(toCertificate), page.limit, ({ number }) => [number]);
}

/** Holders that have a certificate of a market's year that stands. */
export async function certifiedHolders(
  reader: Reader,
  {
    market,
    year,
    holderIds,
  }: { readonly market: string; readonly year: number; readonly holderIds: readonly string[] },
): Promise<ReadonlySet<string>> {
  const rows = await reader.query<Row>(
    `${SELECT} where c.market = $1 and c.year = $2 and c.holder_id = any($3) and v.reversal_id is null`,
    [market, year, holderIds],
  );
  return new Set(rows.map(({ holderId }) => holderId));
}

/** Numbers of certificates that rest on a surrender. */
export async function certificatesOn(reader: Reader, surrenderId: string): Promise<Certificate[]> {
  const rows = await reader.query<Row>(
    `${SELECT} where exists (select from allowances.compliance_certificate_surrender s
        where s.certificate = c.number and s.surrender_id = $1) order by c.number`,
    [surrenderId],
  );
  return rows.map(toCertificate);
}

export type NewCertificate = Omit<Certificate, 'number' | 'voided' | 'issuedAt'>;

/** Writes certificates down; set-based. @returns their numbers, in order */
export async function insertCertificates(
  tx: Transaction,
  certificates: readonly NewCertificate[],
  { day, now, by }: { readonly day: ChinaDate; readonly now: Date; readonly by: string },
): Promise<string[]> {
  const serials = await tx.query<{ serial: string }>(
    `select nextval('allowances.compliance_certificate_number')::text as serial from generate_series(1, $1)`,
    [certificates.length],
  );
  const numbers = serials.map(({ serial }) => receiptNumber(CERTIFICATE_PREFIX, day, BigInt(serial)));
  const rows = certificates.map((one, at) => ({
    ...{ number: numbers[at], market: one.market, year: one.year, holder_id: one.holderId, facts: one.facts },
    ...{ hash: one.factsHash.toString('hex'), completing_id: one.completingId, surrenders: one.surrenderIds },
  }));
  await tx.query(
    `with given as (
       select * from jsonb_to_recordset($1::jsonb) as g (number text, market text, year int, holder_id uuid, facts jsonb,
         hash text, completing_id uuid, surrenders jsonb)
     ), kept as (
       insert into allowances.compliance_certificate (number, market, year, holder_id, facts, facts_hash, completing_id,
         issued_at, issued_by)
       select number, market, year, holder_id, facts, decode(hash, 'hex'), completing_id, $2, $3 from given
       returning number
     )
     insert into allowances.compliance_certificate_surrender (certificate, surrender_id)
     select g.number, s.id::uuid from given g join kept using (number)
       cross join lateral jsonb_array_elements_text(g.surrenders) as s (id)`,
    [JSON.stringify(rows), now, by],
  );
  return numbers;
}

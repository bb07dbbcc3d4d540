import type { Reader } from '@carbon/database';
import { inReach, type Reach, reachValues } from '@carbon/http';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { RegisterQuery } from '@carbon/receipts';
import type { Retirement, RetirementLot } from './retirement';

type Row = Omit<Retirement, 'transactionId' | 'quantity' | 'voided'> & {
  readonly transactionId: string;
  readonly quantity: string;
  readonly voidAt: Date | null;
  readonly voidBy: string;
  readonly voidApprover: string | null;
  readonly noteZh: string;
  readonly noteEn: string;
  readonly voidTransactionId: string;
};

const SELECT = `
  select r.id, r.receipt_number as "receiptNumber", r.account_number as "accountNumber", r.holder_id as "holderId",
    r.scheme, r.transaction_id as "transactionId", r.quantity, r.unit, r.purpose,
    r.period_start::text as "periodStart", r.period_end::text as "periodEnd", r.beneficiary_kind as "beneficiaryKind",
    r.beneficiary_person_id as "beneficiaryPersonId", r.salt, r.document, r.sealed, r.document_hash as "documentHash",
    r.reversible_until as "reversibleUntil", r.retired_by as "retiredBy", r.approved_by as "approvedBy",
    r.retired_at as "retiredAt", v.at as "voidAt", v.by_whom as "voidBy", v.approver as "voidApprover",
    v.note_zh as "noteZh", v.note_en as "noteEn", v.transaction_id as "voidTransactionId"
  from credits.retirement r left join credits.retirement_void v on v.retirement_id = r.id`;

function toRetirement(row: Row): Retirement {
  const { voidAt, voidBy, voidApprover, noteZh, noteEn, voidTransactionId, ...rest } = row;
  return {
    ...rest,
    transactionId: BigInt(row.transactionId),
    quantity: BigInt(row.quantity),
    voided:
      voidAt === null
        ? null
        : {
            ...{ at: voidAt, by: voidBy, approver: voidApprover, noteZh, noteEn },
            transactionId: BigInt(voidTransactionId),
          },
  };
}

export async function findRetirement(reader: Reader, number: string): Promise<Retirement | undefined> {
  const [row] = await reader.query<Row>(`${SELECT} where r.receipt_number = $1`, [number]);
  return row === undefined ? undefined : toRetirement(row);
}

/** The same, kept from other reversals until the transaction ends. */
export async function lockRetirement(reader: Reader, number: string): Promise<Retirement | undefined> {
  await reader.query('select from credits.retirement where receipt_number = $1 for update', [number]);
  return findRetirement(reader, number);
}

export async function lotsOf(reader: Reader, id: string): Promise<RetirementLot[]> {
  const rows = await reader.query<{ instrument: string; first: string; last: string }>(
    `select instrument, first_serial as first, last_serial as last from credits.retirement_lot
      where retirement_id = $1 order by ordinal`,
    [id],
  );
  return rows.map(({ instrument, first, last }) => ({
    instrument,
    first: BigInt(first),
    last: BigInt(last),
  }));
}

/** Retirements within reach, newest first. */
export async function readRetirements(
  reader: Reader,
  reach: Reach,
  page: PageRequest,
): Promise<Page<Retirement>> {
  const rows = await reader.query<Row>(
    `${SELECT} where ($1::text is null or r.receipt_number < $1)
        and ${inReach(3, { holder: 'r.holder_id', moment: 'r.retired_at' })}
      order by r.receipt_number desc limit $2`,
    [page.after?.[0] ?? null, page.limit + 1, ...reachValues(reach)],
  );
  return toPage(rows.map(toRetirement), page.limit, ({ receiptNumber }) => [receiptNumber]);
}

/** For the public register, newest number first. */
export async function readRegister(reader: Reader, query: RegisterQuery): Promise<Retirement[]> {
  const { before = null, from = null, purpose = null, scheme = null, limit } = query;
  const rows = await reader.query<Row>(
    `${SELECT} where ($1::text is null or r.receipt_number < $1) and ($2::text is null or r.receipt_number >= $2)
        and ($3::text is null or r.purpose = $3) and ($4::text is null or r.scheme = $4)
      order by r.receipt_number desc limit $5`,
    [before, from, purpose, scheme, limit],
  );
  return rows.map(toRetirement);
}

/** What is kept of a person, oldest first. */
export async function retirementsOfPerson(reader: Reader, personId: string): Promise<Retirement[]> {
  const rows = await reader.query<Row>(
    `${SELECT} where r.beneficiary_person_id = $1 order by r.receipt_number`,
    [personId],
  );
  return rows.map(toRetirement);
}

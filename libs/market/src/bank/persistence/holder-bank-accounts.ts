import type { Reader, Transaction } from '@carbon/database';
import { sqlState } from '@carbon/database';
import { type Reach, reachIds } from '@carbon/http';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { KnownBankAccount } from '../domain/match-deposit';
import { bankAccountTaken } from '../domain/refusals';

const UNIQUE_VIOLATION = '23505';

/** A bank account that money of a holder comes from and goes to. */
export interface HolderBankAccount extends KnownBankAccount {
  readonly id: string;
  readonly seq: string;
  readonly holderCode: string;
  readonly bank: string;
  readonly registeredAt: Date;
  readonly endedAt: Date | null;
}

const SELECT = `select b.id, b.seq, b.holder_id as "holderId", h.code as "holderCode", b.name, b.number, b.bank,
    b.registered_at as "registeredAt", b.ended_at as "endedAt"
  from market.holder_bank_account b join identity.holder h on h.id = b.holder_id`;

/** An active one, if the caller may see its holder. */
export async function findBankAccount(
  reader: Pick<Reader, 'query'>,
  id: string,
  reach: Reach,
): Promise<HolderBankAccount | undefined> {
  const [row] = await reader.query<HolderBankAccount>(
    `${SELECT} where b.id = $1 and b.ended_at is null and ($2::uuid[] is null or b.holder_id = any($2::uuid[]))`,
    [id, reachIds(reach)],
  );
  return row;
}

/** The active registrations of bank account numbers, by number as it is compared. */
export async function activeByNumber(
  reader: Pick<Reader, 'query'>,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, HolderBankAccount>> {
  if (numbers.length === 0) return new Map();
  const rows = await reader.query<HolderBankAccount>(
    `${SELECT} where b.number = any($1::text[]) and b.ended_at is null`,
    [numbers],
  );
  return new Map(rows.map((row) => [row.number, row]));
}

/** In the order of their registration, ended ones too. */
export async function readBankAccounts(
  reader: Pick<Reader, 'query'>,
  page: PageRequest,
  reach: Reach,
): Promise<Page<HolderBankAccount>> {
  const rows = await reader.query<HolderBankAccount>(
    `${SELECT} where ($1::uuid[] is null or b.holder_id = any($1::uuid[])) and b.seq > $2::bigint
      order by b.seq limit $3`,
    [reachIds(reach), page.after?.[0] ?? '0', page.limit + 1],
  );
  return toPage(rows, page.limit, ({ seq }) => [seq]);
}

export interface NewBankAccount {
  readonly id: string;
  readonly holderId: string;
  readonly name: string;
  readonly number: string;
  readonly bank: string;
}

/** @throws Refusal BANK_ACCOUNT_TAKEN */
export async function insertBankAccount(
  tx: Transaction,
  { id, holderId, name, number, bank }: NewBankAccount,
  by: { readonly actor: string; readonly approver: string; readonly now: Date },
): Promise<void> {
  try {
    await tx.query(
      `insert into market.holder_bank_account (id, holder_id, name, number, bank, registered_by, approved_by, registered_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, holderId, name, number, bank, by.actor, by.approver, by.now],
    );
  } catch (error) {
    if (sqlState(error) === UNIQUE_VIOLATION) throw bankAccountTaken();
    throw error;
  }
}

/** Ends registrations; gives how many were active. */
export async function endBankAccounts(
  tx: Transaction,
  which: { readonly id: string } | { readonly holderId: string },
  { because, now }: { readonly because: string; readonly now: Date },
): Promise<number> {
  const [column, value] = 'id' in which ? ['id', which.id] : ['holder_id', which.holderId];
  const ended = await tx.query(
    `update market.holder_bank_account set ended_at = $2, ended_because = $3
      where ${column} = $1 and ended_at is null returning id`,
    [value, now, because],
  );
  return ended.length;
}

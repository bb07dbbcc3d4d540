import type { Reader } from '@carbon/database';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { AccountState } from '../domain/account-states';
import type { AccountKind, InstrumentKind } from '../domain/vocabulary';
import { SYSTEM_ACCOUNTS } from '../domain/vocabulary';

export interface AccountView {
  readonly number: string;
  readonly holderId: string;
  readonly kind: AccountKind;
  readonly state: AccountState;
  readonly stateReason: string | null;
  readonly stateSince: Date;
  /** By a reconciliation: nothing happens on it, whatever its state. */
  readonly blocked: boolean;
  readonly blockedReason: string | null;
  readonly openedAt: Date;
}

interface AccountRow {
  id: number;
  number: string;
  holder_id: string;
  kind: AccountKind;
  state: AccountState;
  state_reason: string | null;
  state_since: Date;
  blocked: boolean;
  blocked_reason: string | null;
  opened_at: Date;
}

const ACCOUNT = `
  select id, number, holder_id, kind, state, state_reason, state_since, blocked, blocked_reason, opened_at
    from ledger.account`;

const toAccount = (row: AccountRow): AccountView => ({
  number: row.number,
  holderId: row.holder_id,
  kind: row.kind,
  state: row.state,
  stateReason: row.state_reason,
  stateSince: row.state_since,
  blocked: row.blocked,
  blockedReason: row.blocked_reason,
  openedAt: row.opened_at,
});

/** The account with a number; system accounts are none of these. */
export async function readAccount(reader: Reader, number: string): Promise<AccountView | undefined> {
  const [row] = await reader.query<AccountRow>(`${ACCOUNT} where number = $1 and holder_id is not null`, [
    number,
  ]);
  return row === undefined ? undefined : toAccount(row);
}

/** The accounts of a holder, oldest first. */
export async function readAccountsOf(
  reader: Reader,
  holderId: string,
  page: PageRequest,
): Promise<Page<AccountView>> {
  const rows = await reader.query<AccountRow>(
    `${ACCOUNT} where holder_id = $1 and id > $2::bigint order by id limit $3`,
    [holderId, page.after?.[0] ?? '0', page.limit + 1],
  );
  const found = toPage(rows, page.limit, (row) => [row.id.toString()]);
  return { ...found, items: found.items.map(toAccount) };
}

export interface InstrumentView {
  readonly code: string;
  readonly kind: InstrumentKind;
  readonly unit: string;
  readonly scheme: string;
  readonly period: string | null;
  readonly serialised: boolean;
  readonly sourcePerUnit: bigint | null;
  readonly cap: bigint | null;
}

interface InstrumentRow {
  code: string;
  kind: InstrumentKind;
  unit: string;
  scheme: string;
  period: string | null;
  serialised: boolean;
  source_per_unit: string | null;
  cap: string | null;
}

const INSTRUMENT = `select code, kind, unit, scheme, period, serialised, source_per_unit, cap from ledger.instrument`;

const toInstrument = (row: InstrumentRow): InstrumentView => ({
  code: row.code,
  kind: row.kind,
  unit: row.unit,
  scheme: row.scheme,
  period: row.period,
  serialised: row.serialised,
  sourcePerUnit: row.source_per_unit === null ? null : BigInt(row.source_per_unit),
  cap: row.cap === null ? null : BigInt(row.cap),
});

export async function readInstrument(reader: Reader, code: string): Promise<InstrumentView | undefined> {
  const [row] = await reader.query<InstrumentRow>(`${INSTRUMENT} where code = $1`, [code]);
  return row === undefined ? undefined : toInstrument(row);
}

/** Instruments in the order of their codes. */
export async function readInstruments(reader: Reader, page: PageRequest): Promise<Page<InstrumentView>> {
  const rows = await reader.query<InstrumentRow>(`${INSTRUMENT} where code > $1 order by code limit $2`, [
    page.after?.[0] ?? '',
    page.limit + 1,
  ]);
  return toPage(rows.map(toInstrument), page.limit, (instrument) => [instrument.code]);
}

/** Where the units of an instrument are. All but `held` are balances of system accounts; see `readSupply`. */
export interface Supply {
  readonly issued: bigint;
  readonly held: bigint;
  readonly retired: bigint;
  readonly surrendered: bigint;
  readonly cancelled: bigint;
  readonly expired: bigint;
  readonly converted: bigint;
}

/**
 * The supply of an instrument, from the six system balances: what is held is what was issued and has not ended
 * (INV-01), so that the answer costs the same however many accounts hold it.
 */
export async function readSupply(reader: Reader, code: string): Promise<Supply> {
  const rows = await reader.query<{ account_id: number; available: string }>(
    `select b.account_id, b.available from ledger.balance b
      where b.instrument_id = (select id from ledger.instrument where code = $1) and b.account_id < 1024`,
    [code],
  );
  const of = (account: number) => BigInt(rows.find((row) => row.account_id === account)?.available ?? 0);
  const issued = -of(SYSTEM_ACCOUNTS.issuance);
  const ended = {
    retired: of(SYSTEM_ACCOUNTS.retirement),
    surrendered: of(SYSTEM_ACCOUNTS.surrender),
    cancelled: of(SYSTEM_ACCOUNTS.cancellation),
    expired: of(SYSTEM_ACCOUNTS.expiry),
    converted: of(SYSTEM_ACCOUNTS.conversion),
  };
  return { issued, held: Object.values(ended).reduce((rest, units) => rest - units, issued), ...ended };
}

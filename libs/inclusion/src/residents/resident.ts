import type { Reader } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { Refusal } from '@carbon/kernel';

/** A natural person with an account of acts and points; everything of it hangs on `id`, which says nothing of the person. */
export interface Resident {
  readonly id: bigint;
  readonly personId: string;
  readonly holderId: string;
  /** The ledger's account of its points. */
  readonly accountNumber: string;
  readonly state: 'active' | 'restricted';
}

export interface ResidentRow {
  id: string;
  person_id: string;
  holder_id: string;
  account_number: string;
  state: 'active' | 'restricted';
}

const COLUMNS = 'id, person_id, holder_id, account_number, state';

export function toResident(row: ResidentRow): Resident {
  return {
    id: BigInt(row.id),
    personId: row.person_id,
    holderId: row.holder_id,
    accountNumber: row.account_number,
    state: row.state,
  };
}

/** The resident a caller is. @throws Refusal RESIDENT_UNKNOWN (404) for who has no such account, or whose account is closed */
export async function residentOf(reader: Pick<Reader, 'query'>, caller: Caller): Promise<Resident> {
  const [row] =
    caller.personId === undefined
      ? []
      : await reader.query<ResidentRow>(
          `select ${COLUMNS} from inclusion.resident where person_id = $1 and state <> 'left'`,
          [caller.personId],
        );
  if (row === undefined) throw residentUnknown();
  return toResident(row);
}

/** By number; undefined for nobody, and for who left. */
export async function findResident(reader: Pick<Reader, 'query'>, id: bigint): Promise<Resident | undefined> {
  const [row] = await reader.query<ResidentRow>(
    `select ${COLUMNS} from inclusion.resident where id = $1 and state <> 'left'`,
    [id.toString()],
  );
  return row && toResident(row);
}

export function residentUnknown(): Refusal {
  return new Refusal('RESIDENT_UNKNOWN', 404, {
    zh: '没有此居民账户',
    en: 'There is no such resident account',
  });
}

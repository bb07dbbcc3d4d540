import type { Reader, Transaction } from '@carbon/database';
import { type Resident, type ResidentRow, residentUnknown, toResident } from '../resident';

type Queries = Pick<Reader, 'query'>;

export interface NewResident {
  readonly personId: string;
  readonly holderId: string;
  readonly accountNumber: string;
}

/** @returns its number; undefined when the person has an account already */
export async function insertResident(
  tx: Transaction,
  { personId, holderId, accountNumber }: NewResident,
  now: Date,
): Promise<bigint | undefined> {
  const [row] = await tx.query<{ id: string }>(
    `insert into inclusion.resident (person_id, holder_id, account_number, joined_at) values ($1, $2, $3, $4)
     on conflict (person_id) do nothing returning id`,
    [personId, holderId, accountNumber, now],
  );
  return row === undefined ? undefined : BigInt(row.id);
}

export async function findResidentOfPerson(reader: Queries, personId: string): Promise<Resident | undefined> {
  const [row] = await reader.query<ResidentRow>(
    `select id, person_id, holder_id, account_number, state from inclusion.resident
      where person_id = $1 and state <> 'left'`,
    [personId],
  );
  return row && toResident(row);
}

/**
 * Keeps an account from being left until the transaction ends: for acts that write of it. Whoever locks the person, too, does
 * so before.
 * @throws Refusal RESIDENT_UNKNOWN when it was left meanwhile, or is restricted
 */
export async function keepResident(tx: Transaction, { id }: Pick<Resident, 'id'>): Promise<void> {
  const rows = await tx.query(
    `select from inclusion.resident where id = $1 and state = 'active' for key share`,
    [id.toString()],
  );
  if (rows.length === 0) throw residentUnknown();
}

/** As it is told to the resident. */
export interface ResidentView {
  readonly number: string;
  readonly code: string;
  readonly account: string;
  readonly state: string;
  readonly joinedAt: Date;
  readonly largeType: boolean;
  readonly language: 'zh' | 'en';
  readonly inChallenges: boolean;
}

export async function readResident(reader: Queries, id: bigint): Promise<ResidentView> {
  const [row] = await reader.query<ResidentView>(
    `select r.id::text as number, h.code, r.account_number as account, r.state, r.joined_at as "joinedAt",
            coalesce(p.large_type, false) as "largeType", coalesce(p.language, 'zh') as language,
            coalesce(p.in_challenges, true) as "inChallenges"
       from inclusion.resident r
       join identity.holder h on h.id = r.holder_id
       left join inclusion.preference p on p.resident_id = r.id
      where r.id = $1`,
    [id.toString()],
  );
  if (row === undefined) throw new Error(`there is no resident ${id}`);
  return row;
}

export interface Preferences {
  readonly largeType?: boolean | undefined;
  readonly language?: 'zh' | 'en' | undefined;
  readonly inChallenges?: boolean | undefined;
}

/** Changes what is given; the rest stays as it was, or as it is for everybody. */
export async function writePreferences(
  tx: Transaction,
  id: bigint,
  { largeType, language, inChallenges }: Preferences,
  now: Date,
): Promise<void> {
  await tx.query(
    `insert into inclusion.preference as p (resident_id, large_type, language, in_challenges, changed_at)
     values ($1, coalesce($2, false), coalesce($3, 'zh'), coalesce($4, true), $5)
     on conflict (resident_id) do update set large_type = coalesce($2, p.large_type),
       language = coalesce($3, p.language), in_challenges = coalesce($4, p.in_challenges), changed_at = $5`,
    [id.toString(), largeType ?? null, language ?? null, inChallenges ?? null, now],
  );
}

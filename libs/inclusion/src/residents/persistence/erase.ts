import type { Transaction } from '@carbon/database';

/**
 * Adds the months of a resident to those of the departed, so that the sums of a programme stay what they were. What waits
 * was moved into the months before.
 */
export async function addToDeparted(tx: Transaction, residentId: bigint): Promise<void> {
  await tx.query(
    `insert into inclusion.departed_month as d
       (programme_id, month, residents, acts, points, reduced_ug, emitted_ug)
     select programme_id, month, (acts > 0)::int, acts, points, reduced_ug, emitted_ug
       from inclusion.resident_month where resident_id = $1 order by programme_id, month
     on conflict (programme_id, month) do update set
       residents = d.residents + excluded.residents, acts = d.acts + excluded.acts,
       points = d.points + excluded.points, reduced_ug = d.reduced_ug + excluded.reduced_ug,
       emitted_ug = d.emitted_ug + excluded.emitted_ug`,
    [residentId.toString()],
  );
}

/** What hangs on the number of a resident alone. Salts go with their acts (PII-005). */
const OWN = [
  'act_place',
  'act_correction',
  'act',
  'verdict',
  'unfolded',
  'resident_month',
  'points_lot',
  'points_debt',
  'link_code',
  'link',
  'membership',
  'family_code',
  'preference',
] as const;

/** Deletes every row of a resident; the number itself stays, and is nobody's. */
export async function deleteRows(tx: Transaction, residentId: bigint): Promise<void> {
  const id = residentId.toString();
  for (const table of OWN) await tx.query(`delete from inclusion.${table} where resident_id = $1`, [id]);
  await tx.query('delete from inclusion.relative where resident_id = $1 or relative_id = $1', [id]);
  await tx.query(`delete from inclusion.wrong_code where kind = 'resident' and guesser_id = $1`, [id]);
}

/** @returns false when it was left already */
export async function lockForLeaving(tx: Transaction, residentId: bigint): Promise<boolean> {
  const rows = await tx.query(`select from inclusion.resident where id = $1 and state <> 'left' for update`, [
    residentId.toString(),
  ]);
  return rows.length > 0;
}

export async function markLeft(tx: Transaction, residentId: bigint, now: Date): Promise<void> {
  await tx.query(
    `update inclusion.resident set state = 'left', left_at = greatest($2, joined_at), person_id = null where id = $1`,
    [residentId.toString(), now],
  );
}

export async function markRestricted(tx: Transaction, residentId: bigint): Promise<void> {
  await tx.query(`update inclusion.resident set state = 'restricted' where id = $1 and state = 'active'`, [
    residentId.toString(),
  ]);
}

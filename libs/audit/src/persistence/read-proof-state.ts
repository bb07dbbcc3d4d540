import type { Reader } from '@carbon/database';

/** How far a record is on its way into the log. */
export type AuditProofState =
  | { readonly state: 'waiting' }
  | {
      readonly state: 'sealed';
      readonly sealId: bigint;
      /** Its place in the group, from 0, and the size of the group. */
      readonly ordinal: number;
      readonly count: number;
      /** The leaf of the group in the log. */
      readonly logPosition: bigint;
      readonly sealedAt: Date;
    };

export async function readProofState(reader: Reader, recordId: bigint): Promise<AuditProofState> {
  const [row] = await reader.query<{
    seal_id: string;
    ordinal: number;
    count: number;
    log_position: string;
    sealed_at: Date;
  }>(
    `select m.seal_id, m.ordinal, s.count, s.log_position, s.sealed_at
       from audit.sealed_record m join audit.seal s on s.id = m.seal_id where m.record_id = $1`,
    [recordId.toString()],
  );
  if (row === undefined) return { state: 'waiting' };
  return {
    state: 'sealed',
    sealId: BigInt(row.seal_id),
    ordinal: row.ordinal,
    count: row.count,
    logPosition: BigInt(row.log_position),
    sealedAt: row.sealed_at,
  };
}

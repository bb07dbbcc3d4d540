import type { Transaction } from '@carbon/database';
import type { PinnedPack } from '@carbon/rules';

/** Whoever writes versions, or looks whether one may be, does so alone. Held until the transaction ends. */
export async function takeTurn(tx: Transaction): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('rules.pack_version', 0))`);
}

/** Keeps versions that were released with the program; those that stand already are left as they are. */
export async function insertReleased(
  tx: Transaction,
  packs: readonly PinnedPack[],
  now: Date,
): Promise<void> {
  await tx.query(
    `insert into rules.pack_version
       (family, version, hash, content, title_zh, title_en, effective_from, effective_to, origin, recorded_at)
     select p.family, p.version, p.hash, p.content, p.content #>> '{title,zh}', p.content #>> '{title,en}',
            (p.content ->> 'effectiveFrom')::date, (p.content ->> 'effectiveTo')::date, 'released', $2
       from jsonb_to_recordset($1::jsonb) as p (family text, version text, hash text, content jsonb)
     on conflict (family, version) do nothing`,
    [
      JSON.stringify(
        packs.map(({ id, version, hash, file }) => ({ family: id, version, hash, content: file })),
      ),
      now,
    ],
  );
}

export interface ApprovedVersion {
  readonly pack: PinnedPack;
  readonly taskId: string;
  readonly proposedBy: string;
  readonly approvedBy: string;
  readonly reason: string;
  readonly now: Date;
}

/** Keeps a version that two people agreed on; the database looks at their task itself. */
export async function insertApproved(tx: Transaction, version: ApprovedVersion): Promise<void> {
  const { pack, taskId, proposedBy, approvedBy, reason, now } = version;
  await tx.query(
    `insert into rules.pack_version
       (family, version, hash, content, title_zh, title_en, effective_from, origin, task_id, proposed_by, approved_by,
        reason, recorded_at)
     values ($1, $2, $3, $4::jsonb, $5, $6, $7, 'approved', $8, $9, $10, $11, $12)`,
    [
      ...[pack.id, pack.version, pack.hash, JSON.stringify(pack.file), pack.title.zh, pack.title.en],
      ...[pack.effectiveFrom, taskId, proposedBy, approvedBy, reason, now],
    ],
  );
}

export async function insertWithdrawal(
  tx: Transaction,
  withdrawal: {
    readonly rowId: string;
    readonly taskId: string;
    readonly withdrawnBy: string;
    readonly approvedBy: string;
    readonly reason: string;
    readonly now: Date;
  },
): Promise<void> {
  const { rowId, taskId, withdrawnBy, approvedBy, reason, now } = withdrawal;
  await tx.query(
    `insert into rules.pack_withdrawal (version_id, task_id, withdrawn_by, approved_by, reason, withdrawn_at)
     values ($1, $2, $3, $4, $5, $6)`,
    [rowId, taskId, withdrawnBy, approvedBy, reason, now],
  );
}

import { recordAudit } from '@carbon/audit';
import type { Reader, Transaction } from '@carbon/database';
import { type GroupMember, lockHolders } from '@carbon/identity';
import { newId } from '@carbon/kernel';
import { splitTarget, type TargetNode } from '../../domain/groups/split-target';
import { targetNotSplit, targetOfStrangers } from '../domain/refusals';

export interface PlannedTarget {
  readonly headId: string;
  readonly year: number;
  readonly targetT: bigint;
  readonly leaves: readonly TargetNode[];
}

/**
 * The shares of a target, by path. Each path begins with the code of a company of the group.
 * @throws Refusal GROUPS_NOT_A_MEMBER, GROUPS_TARGET_NOT_SPLIT
 */
export function sharesOf(
  { targetT, leaves }: Pick<PlannedTarget, 'targetT' | 'leaves'>,
  members: readonly Pick<GroupMember, 'code'>[],
): ReadonlyMap<string, bigint> {
  const codes = new Set(members.map(({ code }) => code));
  for (const { path } of leaves) {
    const code = path.split('/')[0] ?? '';
    if (!codes.has(code)) throw targetOfStrangers(code);
  }
  try {
    return splitTarget(targetT, leaves);
  } catch (error) {
    if (error instanceof RangeError) throw targetNotSplit(error.message);
    throw error;
  }
}

/** Writes a target and its shares down as the next version of the group's year. @throws Refusal as `sharesOf` */
export async function planTarget(
  tx: Transaction,
  target: PlannedTarget,
  members: readonly Pick<GroupMember, 'id' | 'code'>[],
  by: { readonly actor: string; readonly approver?: string },
  now: Date,
): Promise<{ readonly version: number; readonly parts: number }> {
  const shares = sharesOf(target, members);
  const holders = new Map(members.map(({ id, code }) => [code, id]));
  const planId = newId();
  // the head's row orders two plans of one year
  await lockHolders(tx, [target.headId]);
  const [plan] = await tx.query<{ version: number }>(
    `insert into allowances.target_plan (id, head_id, year, version, target_t, made_at, made_by, approved_by)
     select $1, $2, $3, coalesce(max(version), 0) + 1, $4, $5, $6, $7
       from allowances.target_plan where head_id = $2 and year = $3
     returning version`,
    [planId, target.headId, target.year, target.targetT, now, by.actor, by.approver ?? null],
  );
  const version = plan?.version ?? 0;
  const rows = [...shares].map(([path, share]) => ({
    path,
    holder_id: holders.get(path.split('/')[0] ?? ''),
    share_t: share.toString(),
  }));
  await tx.query(
    `insert into allowances.target_share (plan_id, path, holder_id, share_t)
     select $1, r.path, r.holder_id, r.share_t
       from jsonb_to_recordset($2::jsonb) as r (path text, holder_id uuid, share_t bigint)`,
    [planId, JSON.stringify(rows)],
  );
  const entry = {
    action: 'emissions.target-set',
    subject: { kind: 'holder', id: target.headId },
    holderId: target.headId,
    after: { year: target.year, version, targetT: target.targetT.toString(), parts: shares.size },
    ...(by.approver === undefined ? {} : { approver: by.approver }),
  };
  await recordAudit(tx, entry, now, { actor: by.actor });
  return { version, parts: shares.size };
}

export interface TargetShare {
  readonly path: string;
  readonly shareT: bigint;
  /** Measured below this path in the year so far, decimal tonnes. */
  readonly measuredT: string;
}

/** The target that counts now, with what was measured against each share; undefined where none was set. */
export async function readTarget(
  reader: Reader,
  headId: string,
  year: number,
): Promise<
  { readonly version: number; readonly targetT: bigint; readonly shares: readonly TargetShare[] } | undefined
> {
  const [plan] = await reader.query<{ id: string; version: number; target_t: string }>(
    `select id, version, target_t from allowances.target_plan
      where head_id = $1 and year = $2 order by version desc limit 1`,
    [headId, year],
  );
  if (plan === undefined) return undefined;
  const rows = await reader.query<{ path: string; share_t: string; measured: string }>(
    `select s.path, s.share_t, coalesce(sum(m.tonnes), 0)::text as measured
       from allowances.target_share s
       left join allowances.measured_now m on m.holder_id = s.holder_id and m.month like $2 || '-%'
        and (position('/' in s.path) = 0 or m.part = substr(s.path, position('/' in s.path) + 1)
             or starts_with(m.part, substr(s.path, position('/' in s.path) + 1) || '/'))
      where s.plan_id = $1 group by s.path, s.share_t order by s.path`,
    [plan.id, String(year)],
  );
  return {
    version: plan.version,
    targetT: BigInt(plan.target_t),
    shares: rows.map((row) => ({ path: row.path, shareT: BigInt(row.share_t), measuredT: row.measured })),
  };
}

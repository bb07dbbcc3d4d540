import { recordAudit } from '@carbon/audit';
import type { Reader, Transaction } from '@carbon/database';
import { type Caller, inReach, reachValues } from '@carbon/http';
import { fault, type Json, malformed, newId, type Page, type PageRequest, toPage } from '@carbon/kernel';
import { assetInReach } from '@carbon/sources';
import { planUnknown } from '../domain/refusals';
import { devicesFor } from '../persistence/devices';

export const PLAN_SUBJECTS = ['asset', 'project'] as const;
export const DATA_SOURCES = ['measured', 'default', 'settlement-voucher', 'other'] as const;

/** How one parameter is monitored (002 L2158-2167). */
export interface MonitoredParameter {
  readonly parameter: string;
  readonly unit: string;
  readonly source: (typeof DATA_SOURCES)[number];
  readonly meters: readonly string[];
  readonly location: string;
  readonly measuredEvery: string;
  readonly accuracy: string;
  readonly calibratedEvery: string;
  readonly recordedEvery: string;
  readonly missingData: string;
  /** A role, never a name. */
  readonly responsibleRole: string;
  readonly archiving: string;
}

/** A data-quality control plan (数据质量控制计划) of an asset or a project; a change is a new version. */
export interface QualityPlan {
  readonly id: string;
  readonly subjectKind: (typeof PLAN_SUBJECTS)[number];
  readonly subjectId: string;
  readonly version: number;
  readonly holderId: string;
  readonly parameters: readonly MonitoredParameter[];
  readonly filedAt: Date;
}

/**
 * Files the next version of a plan; earlier ones stay.
 * @throws Refusal SOURCE_ASSET_UNKNOWN; INPUT_MALFORMED naming meters that are not there
 */
export async function fileQualityPlan(
  tx: Transaction,
  { subjectKind, subjectId, parameters }: Pick<QualityPlan, 'subjectKind' | 'subjectId' | 'parameters'>,
  caller: Caller,
  now: Date,
): Promise<QualityPlan> {
  const holderId =
    subjectKind === 'asset' ? (await assetInReach(tx, subjectId, caller.reach)).holderId : caller.holder?.id;
  if (holderId === undefined) {
    throw malformed([fault('subjectId', 'holder', 'is filed by its holder', '应由持有人提交')]);
  }
  await refuseUnknownMeters(tx, parameters, caller);
  await tx.query(`select pg_advisory_xact_lock(hashtextextended($1, 0))`, [
    `intake.plan ${holderId} ${subjectKind} ${subjectId}`,
  ]);
  const [filed] = await tx.query<{ id: string; version: number }>(
    `insert into intake.quality_plan (id, subject_kind, subject_id, version, holder_id, content, filed_by, filed_at)
     select $1, $2, $3, coalesce(max(version), 0) + 1, $4, $5, $6, $7
       from intake.quality_plan where holder_id = $4 and subject_kind = $2 and subject_id = $3
     returning id, version`,
    [newId(), subjectKind, subjectId, holderId, JSON.stringify({ parameters }), caller.id, now],
  );
  if (filed === undefined) throw new Error('a plan was not filed');
  await recordAudit(
    tx,
    {
      action: 'intake.plan-filed',
      subject: { kind: 'data-quality-plan', id: filed.id },
      holderId,
      after: { subjectKind, subjectId, version: filed.version, parameters: parameters as unknown as Json },
    },
    now,
  );
  return { ...filed, subjectKind, subjectId, holderId, parameters, filedAt: now };
}

async function refuseUnknownMeters(
  tx: Transaction,
  parameters: readonly MonitoredParameter[],
  caller: Caller,
): Promise<void> {
  const known = await devicesFor(
    tx,
    parameters.flatMap(({ meters }) => meters),
    caller,
  );
  const faults = parameters.flatMap(({ meters }, at) =>
    meters.flatMap((meter, place) =>
      known.has(meter)
        ? []
        : [
            fault(
              `parameters[${at}].meters[${place}]`,
              'unknown',
              'there is no such device',
              '没有此计量设备',
            ),
          ],
    ),
  );
  if (faults.length > 0) throw malformed(faults);
}

const COLUMNS = `p.id, p.subject_kind as "subjectKind", p.subject_id as "subjectId", p.version,
  p.holder_id as "holderId", p.content -> 'parameters' as parameters, p.filed_at as "filedAt"`;
const REACHED = { holder: 'p.holder_id', moment: 'p.filed_at' };

/** Versions of plans, the newest first. */
export async function readQualityPlans(
  reader: Reader,
  { limit, after }: PageRequest,
  { reach }: Pick<Caller, 'reach'>,
  subjectId?: string,
): Promise<Page<QualityPlan>> {
  const rows = await reader.query<QualityPlan>(
    `select ${COLUMNS} from intake.quality_plan p
      where ($1::uuid is null or p.id < $1) and ($2::text is null or p.subject_id = $2) and ${inReach(4, REACHED)}
      order by p.id desc limit $3`,
    [after?.[0] ?? null, subjectId ?? null, limit + 1, ...reachValues(reach)],
  );
  return toPage(rows, limit, ({ id }) => [id]);
}

/** @throws Refusal INTAKE_PLAN_UNKNOWN */
export async function qualityPlan(
  reader: Reader,
  id: string,
  { reach }: Pick<Caller, 'reach'>,
): Promise<QualityPlan> {
  const [plan] = await reader.query<QualityPlan>(
    `select ${COLUMNS} from intake.quality_plan p where p.id = $1 and ${inReach(2, REACHED)}`,
    [id, ...reachValues(reach)],
  );
  if (plan === undefined) throw planUnknown(id);
  return plan;
}

import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { type Caller, EVERYTHING, type Reach } from '@carbon/http';
import { holderInReach } from '@carbon/identity';
import { chinaDate, fault, type FieldFault, malformed } from '@carbon/kernel';
import { complianceRules } from '../../domain/compliance/index';
import type { EmitterDesk } from '../desk';
import { daysLate, planDue } from '../domain/cycle-days';
import type { PlanState, QualityPlanContent } from '../domain/quality-plan';
import { planNotInState, planSuperseded, planUnknown } from '../domain/refusals';
import { whereKnown } from '../domain/where-known';
import {
  findPlan,
  insertPlan,
  insertPlanEvent,
  lockPlans,
  type QualityPlan,
} from '../persistence/quality-plans';
import { requireListed } from './is-listed';

/** Who did what was approved. */
export interface PlanActing {
  readonly by: string;
  readonly approver: string | null;
  readonly documentHash: string | null;
  readonly now: Date;
}

/** Writes the next version of a plan down; earlier ones stay. @throws Refusal HOLDER_UNKNOWN, INPUT_MALFORMED */
export async function writePlan(
  tx: Transaction,
  {
    holder: name,
    market,
    year,
    content,
  }: {
    readonly holder: string;
    readonly market: string;
    readonly year: number;
    readonly content: QualityPlanContent;
  },
  caller: Caller,
  now: Date,
): Promise<QualityPlan> {
  const holder = await holderInReach(tx.manager, name, caller.reach);
  await refuseUnknownUnits(tx, holder.id, content);
  await lockPlans(tx, { market, year, holderId: holder.id });
  const id = await insertPlan(tx, { market, year, holderId: holder.id, content }, { now, by: caller.id });
  const plan = await planInReach(tx, id, EVERYTHING);
  await recordAudit(
    tx,
    {
      action: 'quality-plan.written',
      subject: { kind: 'quality-plan', id },
      holderId: holder.id,
      after: { market, year, version: plan.version, parameters: content.parameters.length },
    },
    now,
  );
  return plan;
}

/**
 * Hands a plan in (CYC-08); late ones are taken and marked.
 * @throws Refusal EMITTERS_PLAN_UNKNOWN, EMITTERS_PLAN_SUPERSEDED, EMITTERS_PLAN_STATE, EMITTERS_NOT_LISTED
 */
export async function submitPlan(
  tx: Transaction,
  desk: EmitterDesk,
  id: string,
  reach: Reach,
  acting: PlanActing,
): Promise<QualityPlan> {
  const plan = await newestInState(tx, id, reach, 'draft');
  const { market, year, holderId, version } = plan;
  const { sector } = await requireListed(tx, { market, year, holderId });
  const packs = await desk.packs(tx);
  const on = chinaDate(acting.now);
  const rules = whereKnown(() => complianceRules(packs, market, on));
  const due = planDue(rules, sector, year);
  const late = daysLate(due?.on, on);
  await insertPlanEvent(tx, id, {
    ...acting,
    ...{ what: 'submitted', on, dueOn: due?.on, daysLate: late, pack: due?.pack },
  });
  await tell(tx, 'quality-plan.submitted', plan, acting, { market, year, version, daysLate: late });
  return planInReach(tx, id, EVERYTHING);
}

/** Gives a plan back with remarks; its enterprise writes another version. @throws Refusal as of `submitPlan` */
export async function returnPlan(
  tx: Transaction,
  { id, remarks }: { readonly id: string; readonly remarks: string },
  reach: Reach,
  acting: PlanActing,
): Promise<QualityPlan> {
  const plan = await newestInState(tx, id, reach, 'submitted');
  await insertPlanEvent(tx, id, { ...acting, what: 'returned', on: chinaDate(acting.now), remarks });
  const { market, year, version } = plan;
  await tell(tx, 'quality-plan.returned', plan, acting, { market, year, version }, remarks);
  return planInReach(tx, id, EVERYTHING);
}

/** @throws Refusal EMITTERS_PLAN_UNKNOWN also out of reach */
export async function planInReach(
  tx: Pick<Transaction, 'query'>,
  id: string,
  reach: Reach,
): Promise<QualityPlan> {
  const plan = await findPlan(tx, id, reach);
  if (plan === undefined) throw planUnknown(id);
  return plan;
}

/** The plan, which nobody else acts on now. @throws Refusal EMITTERS_PLAN_SUPERSEDED, EMITTERS_PLAN_STATE */
export async function newestInState(
  tx: Transaction,
  id: string,
  reach: Reach,
  state: PlanState,
): Promise<QualityPlan> {
  await lockPlans(tx, await planInReach(tx, id, reach));
  const plan = await planInReach(tx, id, reach);
  if (plan.version !== plan.newest) throw planSuperseded(plan.newest);
  if (plan.state !== state) throw planNotInState(plan.state);
  return plan;
}

async function tell(
  tx: Transaction,
  action: string,
  { id, holderId }: QualityPlan,
  { by, approver, documentHash, now }: PlanActing,
  after: { readonly [field: string]: string | number },
  reason?: string,
): Promise<void> {
  await recordAudit(
    tx,
    {
      ...{ action, holderId, after, subject: { kind: 'quality-plan', id } },
      ...(reason === undefined ? {} : { reason }),
      ...(approver === null ? {} : { approver }),
      ...(documentHash === null ? {} : { documentHash }),
    },
    now,
    { actor: by },
  );
}

/** Parameters are of units that the enterprise has. */
async function refuseUnknownUnits(
  tx: Transaction,
  holderId: string,
  { parameters }: QualityPlanContent,
): Promise<void> {
  const rows = await tx.query<{ unit: string }>(
    `select s.code || '/' || u.code as unit from allowances.facility u join allowances.facility s on s.id = u.parent_id
      where u.level = 'unit' and u.holder_id = $1`,
    [holderId],
  );
  const known = new Set(rows.map(({ unit }) => unit));
  const faults = parameters.flatMap(({ unit }, at): FieldFault[] =>
    known.has(unit)
      ? []
      : [fault(`content.parameters[${at}].unit`, 'unknown', 'there is no such unit', '没有此机组')],
  );
  if (faults.length > 0) throw malformed(faults);
}

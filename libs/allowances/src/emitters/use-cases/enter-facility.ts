import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { requireDocument } from '@carbon/documents';
import type { Caller } from '@carbon/http';
import { holderInReach } from '@carbon/identity';
import { type ChinaDate, chinaDate, type Json, newId } from '@carbon/kernel';
import type { DeviceFacts, FacilityLevel, SiteFacts, UnitFacts } from '../../domain/emitters/index';
import type { EmitterDesk } from '../desk';
import { facilityUnknown } from '../domain/refusals';
import {
  type Facility,
  findFacility,
  insertFacility,
  insertVersion,
  nextSiteNumber,
} from '../persistence/facilities';
import { judgeUnit } from './judge-unit';

/** What is known of a facility from a day on. */
export interface Dated<F> {
  readonly effectiveFrom: ChinaDate;
  readonly facts: F;
}

/** A change of what is known, and why. */
export interface Change<F> extends Dated<F> {
  readonly reason: string;
  readonly documentHash?: string | undefined;
}

/** Enters a site of an enterprise. @throws Refusal HOLDER_UNKNOWN */
export async function enterSite(
  tx: Transaction,
  { holder: name, ...dated }: Dated<SiteFacts> & { readonly holder: string },
  caller: Caller,
  now: Date,
): Promise<Facility> {
  const holder = await holderInReach(tx.manager, name, caller.reach);
  const code = await nextSiteNumber(tx);
  return enter(tx, { level: 'site', parentId: null, holderId: holder.id, code }, dated, caller, now);
}

/** Enters a unit or line of a site. @throws Refusal EMITTERS_FACILITY_UNKNOWN, EMITTERS_CODE_TAKEN, and of `judgeUnit` */
export async function enterUnit(
  tx: Transaction,
  { packs }: EmitterDesk,
  {
    siteId,
    code,
    effectiveFrom,
    facts,
  }: Dated<UnitFacts> & { readonly siteId: string; readonly code: string },
  caller: Caller,
  now: Date,
): Promise<Facility> {
  const site = await facilityInReach(tx, 'site', siteId, caller, now);
  const judged = await judgeUnit(tx, facts, { siteId, code, effectiveFrom, now, packs: await packs(tx) });
  const place = { level: 'unit', parentId: site.id, holderId: site.holderId, code } as const;
  return enter(tx, place, { effectiveFrom, facts: judged }, caller, now);
}

/** Enters a device of a unit. @throws Refusal EMITTERS_FACILITY_UNKNOWN, EMITTERS_CODE_TAKEN */
export async function enterDevice(
  tx: Transaction,
  { unitId, code, ...dated }: Dated<DeviceFacts> & { readonly unitId: string; readonly code: string },
  caller: Caller,
  now: Date,
): Promise<Facility> {
  const unit = await facilityInReach(tx, 'unit', unitId, caller, now);
  const place = { level: 'device', parentId: unit.id, holderId: unit.holderId, code } as const;
  return enter(tx, place, dated, caller, now);
}

/**
 * Writes down what is known of a facility from a day on; a day that had a version gets another, and what was written
 * stays. @throws Refusal EMITTERS_FACILITY_UNKNOWN, DOCUMENT_UNKNOWN, and for units those of `judgeUnit`
 */
export async function changeFacility(
  tx: Transaction,
  { packs }: EmitterDesk,
  { level, id, ...change }: Change<object> & { readonly level: FacilityLevel; readonly id: string },
  caller: Caller,
  now: Date,
): Promise<Facility> {
  const found = await facilityInReach(tx, level, id, caller, now, true);
  if (change.documentHash !== undefined) await requireDocument(tx, change.documentHash, caller);
  const { effectiveFrom } = change;
  const facts =
    level === 'unit'
      ? await judgeUnit(tx, change.facts as UnitFacts, {
          ...{ siteId: found.parentId ?? '', code: found.code, effectiveFrom, now },
          packs: await packs(tx),
        })
      : change.facts;
  const version = await insertVersion(tx, id, { ...change, facts }, { now, by: caller.id });
  await recordAudit(
    tx,
    {
      action: `emitter.${level}-changed`,
      subject: { kind: `emission-${level}`, id },
      holderId: found.holderId,
      after: { code: found.code, version, effectiveFrom, facts: facts as Json },
      reason: change.reason,
      ...(change.documentHash === undefined ? {} : { documentHash: change.documentHash }),
    },
    now,
  );
  return { ...found, version, effectiveFrom, facts: facts as Facility['facts'] };
}

/** A facility as it is today. @throws Refusal EMITTERS_FACILITY_UNKNOWN also out of reach */
export async function facilityInReach<F = Readonly<Record<string, unknown>>>(
  tx: Pick<Transaction, 'query'>,
  level: FacilityLevel,
  id: string,
  { reach }: Pick<Caller, 'reach'>,
  now: Date,
  lock = false,
): Promise<Facility<F>> {
  const found = await findFacility<F>(tx, { level, id, reach, on: chinaDate(now) }, lock);
  if (found === undefined) throw facilityUnknown(level, id);
  return found;
}

async function enter(
  tx: Transaction,
  place: Pick<Facility, 'level' | 'parentId' | 'holderId' | 'code'>,
  { effectiveFrom, facts }: Dated<object>,
  caller: Caller,
  now: Date,
): Promise<Facility> {
  const id = newId();
  const by = { now, by: caller.id };
  await insertFacility(tx, { id, ...place }, by);
  const version = await insertVersion(tx, id, { effectiveFrom, facts }, by);
  await recordAudit(
    tx,
    {
      action: `emitter.${place.level}-entered`,
      subject: { kind: `emission-${place.level}`, id },
      holderId: place.holderId,
      after: { code: place.code, effectiveFrom, facts: facts as Json },
    },
    now,
  );
  return { id, ...place, version, effectiveFrom, facts: facts as Facility['facts'] };
}

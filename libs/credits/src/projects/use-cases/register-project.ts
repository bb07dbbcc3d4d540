import type { Transaction } from '@carbon/database';
import { getHolder } from '@carbon/identity';
import { chinaDate, type ChinaMonth } from '@carbon/kernel';
import { type Asset, namesOfAsset, refuseSuspected, rootAsset } from '@carbon/sources';
import type { Acting, CreditDesk } from '../../desk';
import { toldUnits } from '../../domain/told-serials';
import { holderBanned } from '../../life-cycle/domain/refusals';
import { requireIndependent } from '../../life-cycle/use-cases/named-bodies';
import { bannedUntil } from '../../persistence/bans';
import { assetCancelledBefore, assetCredited, assetOfAnother } from '../domain/refusals';
import {
  insertCrediting,
  insertMonthsNotCreditable,
  readCancelled,
  readOverlapping,
} from '../persistence/creditings';
import type { Project } from '../persistence/project';
import { type EnergyReserved, excludesCertificates, reserveProjectEnergy } from './exclusivity';
import { judgeOn, requireEligible, rulesOf } from './judge';
import { requirePlantNamed } from './plant-of-project';
import { stepProject } from './step-project';

export interface Decision {
  readonly by: Acting;
  readonly now: Date;
  readonly reason?: string | undefined;
  /** Hex. */
  readonly documentHash?: string | undefined;
}

export interface Registered {
  readonly project: Project;
  readonly frozen: EnergyReserved['frozen'];
  readonly tradedMonths: readonly ChinaMonth[];
}

/**
 * What must hold for a project to be registered, looked at when it is proposed and again when it is done.
 * @throws Refusal CREDITS_HOLDER_BANNED, SOURCE_ASSET_SUSPECTED, CREDITS_ASSET_OF_ANOTHER, CREDITS_ASSET_CREDITED
 * (CCR-002, PHI-001), CREDITS_PROJECT_CANCELLED_BEFORE (CCR-008), CREDITS_BODY_LINKED_TO_OWNER, CREDITS_PLANT_CODE_MISSING
 */
export async function requireRegistrable(tx: Transaction, project: Project, now: Date): Promise<Asset> {
  const { assetId, holderId, scheme: id, validatorId, designAuthorId } = project;
  const banned = await bannedUntil(tx, holderId, chinaDate(now));
  if (banned !== undefined) throw holderBanned(banned);
  const names = await namesOfAsset(tx, assetId);
  await refuseSuspected(tx, assetId);
  const asset = await rootAsset(tx, assetId);
  if (asset.holderId !== holderId) throw assetOfAnother();
  const { scheme, methodology } = rulesOf(project, now);
  await requirePlantNamed(tx, methodology, project);
  if (validatorId !== null) {
    const body = await getHolder(tx.manager, validatorId);
    await requireIndependent(tx, body, { ownerId: holderId, authorId: designAuthorId }, scheme);
  }
  const [before] = await readCancelled(tx, names, id);
  if (before !== undefined) throw assetCancelledBefore(before.number);
  const period = { from: project.creditingFrom, to: project.creditingTo };
  const [other] = await readOverlapping(tx, names, period);
  if (other !== undefined) throw assetCredited(other, other.scheme === 'CCER' ? 'CCR-002' : 'PHI-001');
  return asset;
}

/**
 * Registers a project under review (CCR-003): it is judged afresh, its asset is credited by it alone (CCR-002), and the
 * energy of a plant is reserved for it (EXC-003).
 * @throws Refusal as `requireRegistrable`; CREDITS_NOT_ELIGIBLE, CREDITS_PLANT_CODE_MISSING, SOURCE_RESERVED
 */
export async function registerProject(
  tx: Transaction,
  desk: CreditDesk,
  project: Project,
  decision: Decision,
): Promise<Registered> {
  const { now, by, documentHash } = decision;
  const asset = await requireRegistrable(tx, project, now);
  requireEligible((await judgeOn(tx, 'registration', project, now)).unmet);
  await insertCrediting(tx, {
    ...{ projectId: project.id, assetId: asset.id, scheme: project.scheme, now },
    ...{ from: project.creditingFrom, to: project.creditingTo },
  });
  const { scheme, methodology } = rulesOf(project, now);
  const energy: EnergyReserved = excludesCertificates(scheme, methodology)
    ? await reserveProjectEnergy(tx, desk.ledger, { ...project, assetId: asset.id }, now, {
        actor: by.actor,
        ...(by.approver === undefined ? {} : { approver: by.approver }),
        reference: `project:${project.number}`,
        reason: 'EXC-003',
        ...(documentHash === undefined ? {} : { documentHash: Buffer.from(documentHash, 'hex') }),
      })
    : { frozen: [], tradedMonths: [] };
  await insertMonthsNotCreditable(tx, project.id, energy.tradedMonths, now);
  const registered = await stepProject(tx, project, {
    ...decision,
    act: 'register',
    details: {
      asset: asset.number,
      frozen: toldUnits(energy.frozen),
      monthsNotCreditable: [...energy.tradedMonths],
    },
  });
  return { project: registered, ...energy };
}

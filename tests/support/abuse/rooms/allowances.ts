import type { Person, PlatformFixture } from '../../platform-fixture';
import type { Estate } from '../estate';
import { type AllocationRoom, openAllocationRoom } from './allocation';
import { type CarbonAccountRoom, openCarbonAccountRoom } from './carbon-account';
import { type ComplianceRoom, openComplianceRoom } from './compliance';
import { openReportsRoom, type ReportsRoom } from './emission-reports';
import { type EmittersRoom, openEmittersRoom } from './emitters';

/** The owner of the estate as a key emitter: from its site to its certificate of compliance. */
export interface AllowancesRoom {
  readonly emitters: EmittersRoom;
  readonly reports: ReportsRoom;
  readonly allocation: AllocationRoom;
  readonly compliance: ComplianceRoom;
  readonly account: CarbonAccountRoom;
}

/** @param verifier of the holder VERIFIER */
export async function openAllowancesRoom(
  platform: PlatformFixture,
  estate: Estate,
  verifier: Person,
): Promise<AllowancesRoom> {
  const emitters = await openEmittersRoom(platform, estate);
  const { authority } = emitters;
  const reports = await openReportsRoom(platform, estate, authority, verifier);
  const allocation = await openAllocationRoom(platform, estate, authority);
  const compliance = await openComplianceRoom(platform, estate, authority, allocation);
  const account = await openCarbonAccountRoom(platform, estate);
  return { emitters, reports, allocation, compliance, account };
}

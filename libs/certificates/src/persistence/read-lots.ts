import type { EntityManager } from 'typeorm';
import { In } from 'typeorm';
import type { Issue } from './issue.entity';
import { type IssueLot, issueLotEntity } from './issue-lot.entity';

/** The lots of issues, also of classes that only carry energy on, by issue id. */
export async function allLotsOf(
  manager: EntityManager,
  issues: readonly Issue[],
): Promise<Map<string, IssueLot[]>> {
  const lots = await manager.find(issueLotEntity, {
    where: { issueId: In(issues.map(({ id }) => id)) },
    order: { issueId: 'ASC', ordinal: 'ASC' },
  });
  const byIssue = new Map<string, IssueLot[]>(issues.map(({ id }) => [id, []]));
  for (const lot of lots) byIssue.get(lot.issueId)?.push(lot);
  return byIssue;
}

/** The lots of issues that have certificates, in the order of their serials, by issue id. */
export async function lotsOfIssues(
  manager: EntityManager,
  issues: readonly Issue[],
): Promise<Map<string, IssueLot[]>> {
  const all = await allLotsOf(manager, issues);
  return new Map([...all].map(([id, lots]) => [id, lots.filter(({ certificates }) => certificates > 0n)]));
}

export const lastSerialOf = ({ firstSerial, certificates }: IssueLot): bigint =>
  firstSerial + certificates - 1n;

/** The lot that a serial belongs to. */
export function lotAt(lots: readonly IssueLot[], serial: bigint): IssueLot | undefined {
  return lots.find((lot) => lot.firstSerial <= serial && serial <= lastSerialOf(lot));
}

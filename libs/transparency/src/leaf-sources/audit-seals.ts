import type { Transaction } from '@carbon/database';
import { groupLeaf, GroupTree, type NodeHasher } from '../domain/index';
import { insertSeal, unsealedRecords } from '../persistence/audit-seals';
import type { LeafSource, WaitingLeaves } from './leaf-source';

/**
 * The audit trail: records are many and small, so all that wait are sealed together and enter the log as one leaf. Each
 * record is sealed once, whenever its transaction commits: what waits is a list, not everything above a last id.
 */
export class AuditSeals implements LeafSource {
  constructor(
    private readonly hasher: NodeHasher,
    private readonly maxRecords: number,
  ) {}

  async take(tx: Transaction): Promise<WaitingLeaves | undefined> {
    const records = await unsealedRecords(tx, this.maxRecords);
    if (records.length === 0) return undefined;
    const { root, count } = GroupTree.of(Buffer.concat(records.map(({ leaf }) => leaf)), this.hasher);
    return {
      leaves: groupLeaf(root, count),
      batches: 1,
      place: (writer, position) => insertSeal(writer, { root, position }, records),
    };
  }
}

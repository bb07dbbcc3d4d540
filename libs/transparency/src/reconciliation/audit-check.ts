import { auditLeaf, originHash, readAuditRecordsByIds, type StoredAuditRecord } from '@carbon/audit';
import type { Reader } from '@carbon/ledger';
import { groupLeaf, GroupTree, type NodeHasher } from '../domain/index';
import { type AuditSeal, type SealMember, sealMembers, unsealedRecords } from '../persistence/audit-seals';
import type { Difference } from './difference';

/** What is known of one seal: what it states, what its records give, and the records. */
export interface SealSight {
  readonly seal: AuditSeal;
  /** The leaf that the seal's own root and count give. */
  readonly stated: Buffer;
  /** The leaf that its records give, as they were sealed. */
  readonly computed: Buffer;
  readonly members: readonly MemberSight[];
  /** The leaf of the log over some leaves of its records. */
  readonly leafOver: (leaves: readonly Buffer[]) => Buffer;
}

interface MemberSight extends SealMember {
  readonly row: StoredAuditRecord | undefined;
  /** The leaf that the row's content and salt give. */
  readonly computed: Buffer | undefined;
}

export async function sightSeal(reader: Reader, nodes: NodeHasher, seal: AuditSeal): Promise<SealSight> {
  const sealed = await sealMembers(reader, seal.id);
  const rows = await readAuditRecordsByIds(
    reader,
    sealed.map(({ recordId }) => recordId),
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  const members = sealed.map((member) => {
    const row = byId.get(member.recordId);
    return { ...member, row, computed: row && auditLeaf(row.record, row.salt) };
  });
  const leafOver = (leaves: readonly Buffer[]) => {
    const { root, count } = GroupTree.of(Buffer.concat(leaves), nodes);
    return Buffer.from(groupLeaf(root, count));
  };
  return {
    seal,
    stated: Buffer.from(groupLeaf(seal.root, BigInt(seal.count))),
    computed: leafOver(members.map(({ leaf }) => leaf)),
    members,
    leafOver,
  };
}

/** What is wrong with a seal and its records, given the leaf that stands in the log. */
export function judgeSeal(sight: SealSight, right: Buffer | undefined): Difference[] {
  const { seal, stated, members, leafOver } = sight;
  const truth = right ?? stated;
  // As they were sealed; when that does not give the leaf, what the rows state, then what the rows give.
  const versions = [
    members.map(({ leaf }) => leaf),
    members.map(({ leaf, row }) => row?.leaf ?? leaf),
    members.map(({ leaf, computed }) => computed ?? leaf),
  ];
  const leaves = versions.find((version) => leafOver(version).equals(truth));
  const differences: Difference[] = [];
  if (!stated.equals(truth) || leaves === undefined) {
    differences.push({
      kind: 'AUDIT_SEAL_ALTERED',
      place: `audit seal ${seal.id.toString()}`,
      expected: truth.toString('hex'),
      found: (stated.equals(truth) ? sight.computed : stated).toString('hex'),
    });
  }
  members.forEach((member, at) => {
    const leaf = leaves?.[at] ?? member.leaf;
    if (!member.leaf.equals(leaf)) {
      differences.push({
        kind: 'AUDIT_SEAL_ALTERED',
        place: `audit seal ${seal.id.toString()} record ${member.recordId.toString()}`,
        expected: leaf.toString('hex'),
        found: member.leaf.toString('hex'),
      });
    }
    differences.push(...judgeMember(member, leaf));
  });
  return differences;
}

function judgeMember({ recordId, row }: MemberSight, truth: Buffer): Difference[] {
  if (row !== undefined) return judgeRecord(row, truth);
  return [
    {
      kind: 'AUDIT_RECORD_MISSING',
      place: `audit record ${recordId.toString()}`,
      expected: truth.toString('hex'),
    },
  ];
}

function judgeRecord({ id, record, salt, leaf, origin }: StoredAuditRecord, truth: Buffer): Difference[] {
  const place = `audit record ${id.toString()}`;
  const computed = auditLeaf(record, salt);
  const differences: Difference[] = [];
  const contentRight = computed.equals(truth);
  const leafRight = leaf.equals(truth);
  if (!contentRight || !leafRight) {
    const altered = leafRight ? 'AUDIT_RECORD_ALTERED' : 'AUDIT_RECORD_REWRITTEN';
    differences.push({
      kind: contentRight ? 'AUDIT_LEAF_ALTERED' : altered,
      place,
      expected: truth.toString('hex'),
      found: (contentRight ? leaf : computed).toString('hex'),
    });
  }
  // An origin that is gone was erased, which is allowed; one that is there must be the one committed to.
  if (origin !== undefined && originHash(origin, origin.salt) !== record.originHash) {
    differences.push({
      kind: 'AUDIT_ORIGIN_ALTERED',
      place,
      ...(record.originHash === null ? {} : { expected: record.originHash }),
      found: originHash(origin, origin.salt),
    });
  }
  return differences;
}

const RECORDS_A_PAGE = 2_000;

/** Records that are in no seal yet have only their own leaf to stand by. */
export async function checkUnsealed(
  reader: Reader,
  onDifference: (difference: Difference) => void,
): Promise<void> {
  for (let after = 0n; ;) {
    const page = await unsealedRecords(reader, RECORDS_A_PAGE, after);
    const ids = page.map(({ id }) => BigInt(id));
    for (const row of await readAuditRecordsByIds(reader, ids)) {
      judgeRecord(row, row.leaf).forEach(onDifference);
    }
    if (page.length < RECORDS_A_PAGE) return;
    after = ids.at(-1) ?? after;
  }
}

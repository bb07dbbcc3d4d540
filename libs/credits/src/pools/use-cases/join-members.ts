import { recordAudit } from '@carbon/audit';
import { type Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { requireDocument } from '@carbon/documents';
import { type ChinaDate, fault, type FieldFault, malformed, newId } from '@carbon/kernel';
import type { PersonFields } from '@carbon/privacy';
import { assetsOfNumbers } from '@carbon/sources';
import { memberAssetKey } from '../domain/asset-key';
import { toldFaults } from '../domain/csv';
import type { JoiningAsset, MemberKind } from '../domain/member';
import { membersRefused, poolOfProgramme } from '../domain/refusals';
import {
  type EnteringMember,
  findOverlaps,
  insertMembers,
  lockJoining,
  programmesIn,
} from '../persistence/members';
import type { Pool } from '../persistence/records';
import type { PoolDesk } from './desk';
import { fingerprintBy } from './numbers-of-pools';

/** A member as the aggregator tells it; `at` names its place in the input, `members[3]` or `lines[4]`. */
export interface JoiningMember {
  readonly at: string;
  readonly reference: string;
  readonly kind: MemberKind;
  /** Holder here; none for who is no holder. */
  readonly holderId: string | null;
  /** Particulars of a natural person: these go to the vault and nowhere else. */
  readonly person: PersonFields | null;
  readonly assetKind: JoiningAsset;
  /** Normalised; of meters, parcels and devices a fingerprint is kept. */
  readonly assetNumber: string;
  readonly weightThousandths: bigint | null;
  readonly joinedOn: ChinaDate;
  readonly consentOn: ChinaDate;
  /** SHA-256 of the consent, hex. */
  readonly consentDocument: string | null;
  /** Where the consent stands otherwise, e.g. the entry in the aggregator's own register. */
  readonly consentRecord: string | null;
}

/**
 * Members join a pool, all or none. Each has consented before (CNV-001), and stands with its thing in no other pool, nor
 * under another aggregator, at that time; what was filed as an asset counts with its file (PHI-003).
 * @throws Refusal INPUT_MALFORMED, DOCUMENT_UNKNOWN, POOL_OF_PROGRAMME, POOL_MEMBERS_REFUSED naming each member and field
 */
export async function joinMembers(
  tx: Transaction,
  { vault }: PoolDesk,
  pool: Pool,
  joining: readonly JoiningMember[],
  caller: Caller,
  now: Date,
): Promise<number> {
  refuseMalformed(pool, joining);
  for (const document of new Set(joining.flatMap(({ consentDocument }) => consentDocument ?? []))) {
    await requireDocument(tx, document, caller);
  }
  await lockJoining(tx);
  if ((await programmesIn(tx, pool)).size > 0) throw poolOfProgramme(pool.number);
  const members: EnteringMember[] = [];
  for (const { person, assetNumber, ...member } of joining) {
    members.push({
      ...member,
      id: newId(),
      personId: person === null ? null : await vault.enter(tx, person, now),
      assetKey: memberAssetKey(member.assetKind, assetNumber, fingerprintBy(vault)),
    });
  }
  const faults = [
    ...repeatsWithin(joining, members),
    ...(await filedNumbers(tx, joining)),
    ...(await standingElsewhere(tx, pool, joining, members)),
  ];
  if (faults.length > 0) throw membersRefused(toldFaults(faults));
  await insertMembers(tx, pool, members, { actor: caller.id, now });
  await recordAudit(
    tx,
    {
      action: 'pool.members-joined',
      subject: { kind: 'pool', id: pool.number },
      holderId: pool.holderId,
      after: { members: members.length },
      personal: joining.some(({ person }) => person !== null),
    },
    now,
  );
  return members.length;
}

function refuseMalformed(pool: Pool, joining: readonly JoiningMember[]): void {
  const faults = joining.flatMap((member) => faultsOf(pool, member));
  if (faults.length > 0) throw malformed(toldFaults(faults));
}

function faultsOf(pool: Pool, member: JoiningMember): FieldFault[] {
  const faults: FieldFault[] = [];
  if (member.consentOn > member.joinedOn) {
    faults.push(
      fault(`${member.at}.consentOn`, 'before', 'must not be after joining', '同意日期不得晚于加入日期'),
    );
  }
  if (member.consentDocument === null && member.consentRecord === null) {
    faults.push(
      fault(`${member.at}.consent`, 'required', 'must be shown by document or record', '须有同意文件或记录'),
    );
  }
  if ((pool.basis === 'weight') !== (member.weightThousandths !== null)) {
    faults.push(
      fault(
        `${member.at}.weight`,
        'basis',
        'is given where the pool shares by weight, and only there',
        '仅按权重分配的归集项目须填权重',
      ),
    );
  }
  if (member.holderId !== null && member.person !== null) {
    faults.push(
      fault(
        `${member.at}.person`,
        'one',
        'is a holder or a person, not both',
        '持有人与自然人信息只能填一项',
      ),
    );
  }
  return faults;
}

const ELSEWHERE = {
  reference: ['reference', 'taken', 'is a member of this pool already', '成员编号已存在'],
  asset: ['asset', 'in-a-pool', 'is in a pool in that time already', '该资产在此期间已加入归集项目'],
  filed: [
    'asset',
    'filed',
    'is the number of an asset on file: a plant joins by its code',
    '该编号属于已建档资产；电站请以建档编码加入',
  ],
  aggregator: [
    'member',
    'other-aggregator',
    'is with another aggregator in that time',
    '该成员在此期间已由其他聚合商归集',
  ],
} as const;

function faultAt(at: string, why: keyof typeof ELSEWHERE): FieldFault {
  const [field, rule, en, zh] = ELSEWHERE[why];
  return fault(`${at}.${field}`, rule, en, zh);
}

/** Two of one input that are the same thing or have the same number. */
function repeatsWithin(joining: readonly JoiningMember[], members: readonly EnteringMember[]): FieldFault[] {
  const seen = { reference: new Set<string>(), asset: new Set<string>() };
  return members.flatMap(({ reference, assetKey }, at) => {
    const place = joining[at]?.at ?? '';
    const faults: FieldFault[] = [];
    if (seen.reference.has(reference)) faults.push(faultAt(place, 'reference'));
    if (seen.asset.has(assetKey)) faults.push(faultAt(place, 'asset'));
    seen.reference.add(reference);
    seen.asset.add(assetKey);
    return faults;
  });
}

/** PHI-003: what was filed as an asset counts with its file: a plant joins by its code, any other thing not at all. */
async function filedNumbers(tx: Transaction, joining: readonly JoiningMember[]): Promise<FieldFault[]> {
  const numbered = joining.filter(({ assetKind }) => assetKind !== 'plant');
  const assets = await assetsOfNumbers(
    tx,
    numbered.map(({ assetNumber }) => assetNumber),
  );
  const filed = new Set(assets.map(({ normal }) => normal));
  return numbered.flatMap(({ at, assetNumber }) => (filed.has(assetNumber) ? [faultAt(at, 'filed')] : []));
}

async function standingElsewhere(
  tx: Transaction,
  pool: Pool,
  joining: readonly JoiningMember[],
  members: readonly EnteringMember[],
): Promise<FieldFault[]> {
  const found = await findOverlaps(tx, pool, members);
  return found.map(({ at, why }) => faultAt(joining[at]?.at ?? '', why));
}

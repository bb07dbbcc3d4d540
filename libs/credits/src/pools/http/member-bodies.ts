import { IsChinaDate, IsListOf, IsOneOf, IsPart, IsText, type Sent } from '@carbon/http';
import { type ChinaDate, fault, FaultCollector, malformed, parseChinaDate } from '@carbon/kernel';
import type { PersonFields } from '@carbon/privacy';
import { ApiProperty } from '@nestjs/swagger';
import type { CsvRow } from '../domain/csv';
import { formatMeasure, parseMeasure } from '../domain/measure';
import {
  JOINING_ASSETS,
  JOINING_KINDS,
  type JoiningAsset,
  MEMBER_ASSETS,
  MEMBER_KINDS,
  type MemberKind,
  normaliseAssetNumber,
  parseMemberReference,
} from '../domain/member';
import type { PoolMember } from '../persistence/records';
import type { JoiningMember } from '../use-cases/join-members';
import { IsDocumentHash, IsMemberReference } from './fields';

export class MemberPersonBody {
  @IsText({ description: 'Name as on the identity document. 姓名', max: 100, example: '示例' })
  name!: string;

  @IsText({ description: 'Identity number. 证件号码', max: 40, example: '11010519491231002X' })
  identityNumber!: string;
}

/** A member as told in JSON or, without particulars of persons, in a file. */
export class JoiningMemberBody {
  @IsMemberReference()
  member!: string;

  @IsOneOf(JOINING_KINDS, { description: 'What it is. 成员类别', example: 'household' })
  kind!: MemberKind;

  @IsText({
    description: 'Holder here: id or code. 持有人',
    min: 2,
    max: 40,
    optional: true,
    example: 'EXAMPLE-01',
  })
  holder?: string;

  @IsPart(() => MemberPersonBody, {
    description: 'A natural person; goes to the vault and is not shown again. 自然人信息（仅存保险库）',
    optional: true,
  })
  person?: MemberPersonBody;

  @IsOneOf(JOINING_ASSETS, { description: 'How its thing is known. 资产标识类别', example: 'meter' })
  assetKind!: JoiningAsset;

  @IsText({
    description: 'Its number; of all but plants only a fingerprint is kept. 资产编号（仅存指纹）',
    max: 80,
    example: '3201-0000-4711',
  })
  asset!: string;

  @IsText({ description: 'Weight, at most three decimals. 权重', max: 20, example: '12.5', optional: true })
  weight?: string;

  @IsChinaDate({ description: 'First day of membership. 加入日期', example: '2026-01-01' })
  joinedOn!: string;

  @IsChinaDate({ description: 'Day of consent. 同意日期', example: '2025-12-20' })
  consentOn!: string;

  @IsDocumentHash({ description: 'SHA-256 of the consent, hex. 同意文件', optional: true })
  consentDocument?: string;

  @IsText({
    description: 'Where the consent stands otherwise. 同意记录编号',
    max: 100,
    example: 'CONSENT-2025-0537',
    optional: true,
  })
  consentRecord?: string;
}

export class JoinMembersBody {
  @IsListOf(() => JoiningMemberBody, { description: 'Members, all or none. 成员', max: 500 })
  members!: JoiningMemberBody[];
}

export const MEMBER_COLUMNS = {
  required: ['member', 'kind', 'asset_kind', 'asset', 'joined_on', 'consent_on'],
  optional: ['weight', 'consent_document', 'consent_record', 'holder'],
} as const;

const fieldsOf = ({ name, identityNumber }: MemberPersonBody): PersonFields => ({ name, identityNumber });

type Told = Omit<JoiningMemberBody, 'person' | 'holder' | 'kind' | 'assetKind'> & {
  readonly kind: string;
  readonly assetKind: string;
};

/** A member with its holder, by code, still to be found. */
export type ToldMember = Omit<JoiningMember, 'holderId'> & { readonly holder: string | null };

/** @throws Refusal INPUT_MALFORMED naming each faulty field, `members[n].weight` */
export function membersOf({ members }: JoinMembersBody): ToldMember[] {
  const faults = new FaultCollector();
  const read = members.map((body, n) => {
    const at = `members[${n}]`;
    const { holder = null, person } = body;
    const told = faults.attempt(() => readMember(body, at));
    return told === undefined
      ? []
      : [{ ...told, holder, person: person === undefined ? null : fieldsOf(person) }];
  });
  faults.refuseIfAny();
  return read.flat();
}

/** @throws Refusal INPUT_MALFORMED naming each faulty field, `lines[n].weight` */
export function membersOfCsv(rows: readonly CsvRow[]): ToldMember[] {
  const faults = new FaultCollector();
  const read = rows.map(({ line, fields: f }) => {
    const filled = (name: string) => (f[name] === '' ? undefined : f[name]);
    const [weight, consentDocument, consentRecord] = ['weight', 'consent_document', 'consent_record'].map(
      filled,
    );
    const told = faults.attempt(() =>
      readMember(
        {
          ...{ member: f['member'] ?? '', kind: f['kind'] ?? '', assetKind: f['asset_kind'] ?? '' },
          ...{ asset: f['asset'] ?? '', joinedOn: f['joined_on'] ?? '', consentOn: f['consent_on'] ?? '' },
          ...(weight === undefined ? {} : { weight }),
          ...(consentDocument === undefined ? {} : { consentDocument }),
          ...(consentRecord === undefined ? {} : { consentRecord }),
        },
        `lines[${line}]`,
      ),
    );
    return told === undefined ? [] : [{ ...told, holder: filled('holder') ?? null, person: null }];
  });
  faults.refuseIfAny(200);
  return read.flat();
}

function readMember(told: Told, at: string): Omit<ToldMember, 'holder' | 'person'> {
  const faults = new FaultCollector();
  const reference = faults.attempt(() => parseMemberReference(told.member, `${at}.member`));
  const kind = faults.attempt(() => oneOf(JOINING_KINDS, told.kind, `${at}.kind`));
  const assetKind = faults.attempt(() => oneOf(JOINING_ASSETS, told.assetKind, `${at}.assetKind`));
  const assetNumber =
    assetKind && faults.attempt(() => normaliseAssetNumber(assetKind, told.asset, `${at}.asset`));
  const joinedOn = faults.attempt(() => parseChinaDate(told.joinedOn, `${at}.joinedOn`));
  const consentOn = faults.attempt(() => parseChinaDate(told.consentOn, `${at}.consentOn`));
  const { weight, consentDocument = null, consentRecord = null } = told;
  const weighed =
    weight === undefined ? null : faults.attempt(() => parseMeasure('weight', weight, `${at}.weight`));
  faults.attempt(() => consentDocument === null || documentHash(consentDocument, `${at}.consentDocument`));
  faults.refuseIfAny();
  if (!reference || !kind || !assetKind || !assetNumber || !joinedOn || !consentOn || weighed === undefined) {
    throw new TypeError('a field without its fault');
  }
  return {
    ...{ at, reference, kind, assetKind, assetNumber, joinedOn, consentOn, consentDocument, consentRecord },
    weightThousandths: weighed,
  };
}

function oneOf<T extends string>(words: readonly T[], text: string, field: string): T {
  const word = words.find((known) => known === text);
  if (word !== undefined) return word;
  const list = words.join(', ');
  throw malformed([fault(field, 'one-of', `must be one of ${list}`, `应为以下之一：${list}`)]);
}

function documentHash(text: string, field: string): string {
  if (/^[0-9a-f]{64}$/.test(text)) return text;
  throw malformed([fault(field, 'format', 'must be a SHA-256, 64 hex digits', '应为 64 位十六进制 SHA-256')]);
}

export class LeaveBody {
  @IsChinaDate({ description: 'Last day of membership. 最后一日', example: '2026-06-30' })
  on!: ChinaDate;

  @IsText({
    description: 'Why; no personal data. 退出原因（不得含个人信息）',
    max: 200,
    example: '成员申请退出',
  })
  reason!: string;
}

export class PoolMemberBody {
  @ApiProperty({ description: 'Number of the member. 成员编号', example: 'H-0537' })
  member!: string;
  @ApiProperty({ description: 'What it is. 成员类别', enum: MEMBER_KINDS, example: 'household' })
  kind!: string;
  @ApiProperty({ description: 'How its thing is known. 资产标识类别', enum: MEMBER_ASSETS, example: 'meter' })
  assetKind!: string;
  @ApiProperty({ description: 'Weight. 权重', type: String, nullable: true, example: '12.5' })
  weight!: string | null;
  @ApiProperty({ description: 'First day. 加入日期', example: '2026-01-01' })
  joinedOn!: string;
  @ApiProperty({ description: 'Last day. 最后一日', type: String, nullable: true, example: '2026-06-30' })
  leftOn!: string | null;
  @ApiProperty({ description: 'Day of consent. 同意日期', example: '2025-12-20' })
  consentOn!: string;
}

export function memberBody(member: PoolMember): Sent<PoolMemberBody> {
  const { reference, kind, assetKind, weightThousandths, joinedOn, leftOn, consentOn } = member;
  return {
    ...{ member: reference, kind, assetKind, joinedOn, leftOn, consentOn },
    weight: weightThousandths === null ? null : formatMeasure('weight', weightThousandths),
  };
}

export class JoinedBody {
  @ApiProperty({ description: 'Members that joined. 加入成员数', example: 537 })
  joined!: number;
}

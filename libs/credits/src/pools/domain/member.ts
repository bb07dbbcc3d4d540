import { fault, malformed } from '@carbon/kernel';
import { normalNumber } from '@carbon/sources/domain';

/** What an aggregator enters by itself. */
export const JOINING_KINDS = ['household', 'farmer', 'resident', 'organisation'] as const;
/** A whole inclusion programme is one member, too; it joins by the word of the room that runs it. */
export const MEMBER_KINDS = [...JOINING_KINDS, 'programme'] as const;
export type MemberKind = (typeof MEMBER_KINDS)[number];

/** How the physical thing of a member is known; it may be in one pool at a time. */
export const JOINING_ASSETS = ['meter', 'parcel', 'device', 'plant'] as const;
export type JoiningAsset = (typeof JOINING_ASSETS)[number];
/** All acts of a programme, known by its code, are one thing. */
export const MEMBER_ASSETS = [...JOINING_ASSETS, 'programme'] as const;
export type MemberAsset = (typeof MEMBER_ASSETS)[number];

const REFERENCE = /^[A-Z0-9][A-Z0-9._-]{0,39}$/;
/** A mainland mobile number, or an identity number of 18 digits: these are no pseudonyms. */
const PERSONAL = /^(?:(?:\+?86)?1[3-9]\d{9}|\d{17}[\dX])$/;

/** The pseudonymous number an aggregator gives a member. @throws Refusal INPUT_MALFORMED naming `field` (PII-004) */
export function parseMemberReference(text: string, field: string): string {
  if (!REFERENCE.test(text)) {
    throw malformed([
      fault(
        field,
        'member',
        'must be capital letters, digits, dots, hyphens, e.g. H-0537',
        '只能由大写字母、数字、点和连字符组成，例如 H-0537',
      ),
    ]);
  }
  if (PERSONAL.test(text)) {
    throw malformed([
      fault(
        field,
        'personal',
        'looks like a telephone or identity number: members go by a number that says nothing of the person',
        '疑似手机号或身份证号：成员编号不得含个人信息',
      ),
    ]);
  }
  return text;
}

const PLANT_CODE = /^\d{17}$/;

/**
 * One way to write the number of a member's thing, the one in which assets are looked for: a meter, parcel or device found
 * under two spellings is one.
 * @throws Refusal INPUT_MALFORMED naming `field`
 */
export function normaliseAssetNumber(kind: JoiningAsset, text: string, field: string): string {
  const plain = normalNumber(text);
  if (kind === 'plant' ? PLANT_CODE.test(plain) : plain !== '') return plain;
  throw malformed([
    fault(
      field,
      'asset-number',
      kind === 'plant' ? 'must be the 17 digits of a plant' : 'is not the number of such a thing',
      kind === 'plant' ? '应为 17 位电站建档编码' : '不是此类资产的编号',
    ),
  ]);
}

import type { JoiningAsset } from './member';

/** Of a number what is kept is keyed (PII-004). */
export type Fingerprint = (number: string) => Uint8Array;

/**
 * What the reductions of a member's thing are counted under, in every pool alike. A meter or parcel of a household
 * leads to the people who live there: of its number only a keyed fingerprint is kept (PII-004). A plant's code is public.
 * One number is one thing, whether it is told as that of a meter, a device or a parcel (PHI-003).
 * @param number normalised
 */
export function memberAssetKey(kind: JoiningAsset, number: string, fingerprint: Fingerprint): string {
  return kind === 'plant' ? `plant:${number}` : numberKey(number, fingerprint);
}

const NUMBER = 'number:';

/** What a thing counts as of which nothing but a number is known. */
export function numberKey(number: string, fingerprint: Fingerprint): string {
  return `${NUMBER}${Buffer.from(fingerprint(number)).toString('hex').slice(0, 32)}`;
}

export const isNumberKey = (assetKey: string): boolean => assetKey.startsWith(NUMBER);

/** The plant's code, where energy of a plant stands behind the member's reductions. */
export function plantOfKey(assetKey: string): string | undefined {
  return assetKey.startsWith('plant:') ? assetKey.slice('plant:'.length) : undefined;
}

/** All acts of an inclusion programme are one thing, in one pool at a time. */
export const programmeKey = (code: string): string => `programme:${code}`;

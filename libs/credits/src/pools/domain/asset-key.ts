import type { MemberAsset } from './member';

/**
 * What the reductions of a member's thing are counted under, in every pool alike. A meter or parcel of a household
 * leads to the people who live there: of its number only a keyed fingerprint is kept (PII-004). A plant's code is public.
 * @param fingerprint of the normalised number
 */
export function memberAssetKey(kind: MemberAsset, number: string, fingerprint: () => Uint8Array): string {
  if (kind === 'plant') return `plant:${number}`;
  return `${kind}:${Buffer.from(fingerprint()).toString('hex').slice(0, 32)}`;
}

/** The plant's code, where energy of a plant stands behind the member's reductions. */
export function plantOfKey(assetKey: string): string | undefined {
  return assetKey.startsWith('plant:') ? assetKey.slice('plant:'.length) : undefined;
}

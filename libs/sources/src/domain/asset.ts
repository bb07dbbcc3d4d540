import type { ChinaDate } from '@carbon/kernel';

/** What kind of thing stands behind units. */
export const ASSET_KINDS = ['power-plant', 'site', 'land', 'group-of-devices'] as const;
export type AssetKind = (typeof ASSET_KINDS)[number];

/** Who gives plants their file codes: the registry, and nobody else's number is one. */
export const PLANT_FILE = 'plantFile';

/** What a filing says of the physical thing it is about; the more of it, the surer a second filing is recognised. */
export interface AssetFacts {
  readonly kind: AssetKind;
  /** Every name it goes by, in any language. */
  readonly names: readonly string[];
  readonly province?: string;
  /** Numbers of the meters at its boundary, as the grid company writes them. */
  readonly meters: readonly string[];
  /** Numbers by which others know it: plant file code, grid connection, licence, cadastre. Keyed by who gave it. */
  readonly numbers: Readonly<Record<string, string>>;
  /** Parcels of land (林班 / 小班, cadastral numbers). */
  readonly parcels: readonly string[];
  /** Degrees, WGS 84. */
  readonly latitude?: string;
  readonly longitude?: string;
  readonly technology?: string;
  readonly capacityKw?: string;
  readonly startedOn?: ChinaDate;
}

/** Two files that may be of one asset; nothing of the later one is registered until two people have decided. */
export interface Suspicion {
  readonly id: string;
  readonly assetId: string;
  readonly otherId: string;
  /** What made it suspected: same-name, near, same-place-and-size, shared-parcel … */
  readonly signs: readonly string[];
  readonly state: 'open' | 'same' | 'different';
}

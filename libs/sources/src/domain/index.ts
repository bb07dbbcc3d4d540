export { dayNumber, energyKey, externalKey, reductionKey, stockKey } from './source-keys';
export { ASSET_KINDS, PLANT_FILE, type AssetFacts, type AssetKind, type Suspicion } from './asset';
export { metresBetween, type Place } from './distance';
export { type Likeness, likeness } from './likeness';
export { normalName, type NormalName, normalNumber } from './names';
export { LIKENESS, type LikenessRules, type Sign, SIGNS } from './rules/likeness';
export { PLACE_ALIASES, type PlaceAliases } from './rules/place-aliases';

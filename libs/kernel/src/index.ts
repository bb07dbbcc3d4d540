export {
  Refusal,
  malformed,
  fault,
  type FieldFault,
  type RefusalOptions,
  type RefusalStatus,
  type Text,
} from './refusal';
export { FaultCollector } from './fault-collector';
export { parseMoment } from './moment';
export { type Clock, SettableClock, systemClock } from './clock';
export {
  type ChinaDate,
  type ChinaMonth,
  addDays,
  addMonths,
  chinaDate,
  chinaMonth,
  chinaTimestamp,
  daysBetween,
  isChinaDate,
  lastDayOf,
  parseChinaDate,
  parseChinaMonth,
  startOfChinaDay,
} from './china-time';
export { formatGrams, type Micrograms, parseGrams, sumWithin } from './micrograms';
export { MAX_QUANTITY, parseQuantity, parseWhole } from './quantity';
export { canonicalJson, type Json } from './canonical-json';
export { newId } from './ids';
export {
  DEFAULT_LIMIT,
  MAX_LIMIT,
  type Page,
  type PageRequest,
  decodeCursor,
  encodeCursor,
  toPage,
} from './paging';
export { type OnProgress, type Progress } from './progress';
export { JOURNAL_DOMAIN, LeafHasher, SALT_BYTES } from './leaf';
export { type Language, type Problem, problemDocument, problemOfRefusal } from './problem';
export { splitExactly, type WeightedClaim } from './split-exactly';

export { announcedCalendar, announcements, knownFrom } from './announced-calendars';
export { type Announcement, type SpecialDay } from './announcement';
export {
  type ApprovalFacts,
  type ApprovalPolicy,
  approvalPacks,
  approvalPolicy,
  type Approvals,
} from './approval-policy';
export { CERTAINTIES, type Certainty, worstOf } from './certainty';
export {
  effectiveTime,
  EFFECTIVE_TIME_PROFILES,
  type EffectiveTimeOptions,
  type EffectiveTimeProfile,
} from './effective-time';
export {
  calendarDay,
  decimalText,
  listOf,
  objectOf,
  oneOf,
  orNone,
  someOf,
  twoLanguages,
  words,
  yesOrNo,
} from './pack-readers';
export { type PackFault, type PackShape } from './pack-shape';
export {
  clockTime,
  fields,
  optional,
  positiveNumber,
  type Reader,
  timeZone,
  units,
  wholeNumber,
} from './readers';
export {
  type KnownVersion,
  PackFaultsError,
  packHash,
  type PackOnDay,
  type PackSource,
  packsWith,
  type PinnedPack,
  releasedPacks,
  RulePacks,
} from './rule-packs';
export { type PackReference, type RuleValue } from './rule-value';
export { type OpeningHours, safetyPacks, type SafetyRules, safetyRules, safetyRulesOn } from './safety-rules';
export {
  type Standard,
  STANDARD_STATUSES,
  type StandardEntry,
  type StandardStatus,
} from './standards/standard';
export {
  isInForce,
  STANDARD_WARNINGS,
  type StandardWarning,
  type StandardWarningKind,
  standardWarnings,
} from './standards/standard-warnings';
export { standardPacks, type StandardsRegister, standardsOn } from './standards/standards-register';
export { serialPacks } from './serials/serial-packs';
export * from './trading/index';
export { compareVersions, type DatedVersion, latestFirst, versionOn } from './version-on';
export {
  type IsoDate,
  type Market,
  MARKETS,
  weekendsAnd,
  type WorkingCalendar,
  workingCalendar,
} from './working-calendar';
export { momentOf, wallTime, type WallTime, zonedTimestamp } from './zoned-time';
export { rulesCalculators } from './calculators/index';
export {
  asOfSchema,
  type Calculator,
  type CalculatorContext,
  type CalculatorExample,
  dateSchema,
  monthSchema,
  type ObjectSchema,
  objectSchema,
  readDay,
  readFields,
  type Ruled,
  ruledSchema,
  textSchema,
} from './calculators/calculator';
export { type CalculatorBook, calculatorBook, findCalculator } from './calculators/calculator-book';
export { readWholeNumber, wholeNumberSchema } from './calculators/read-number';

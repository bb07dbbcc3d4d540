import { positiveNumber, type Reader, units, wholeNumber } from '@carbon/rules/domain';
import {
  day,
  decimal,
  listOf,
  objectOf,
  oneOf,
  orNone,
  someOf,
  text,
  twoLanguages,
  yesOrNo,
} from '../packs/readers';
import {
  type BodyRequirements,
  type Equivalence,
  type Exclusivity,
  type FraudConsequences,
  OWNER_KINDS,
  RETIREMENT_PURPOSES,
} from './credit-scheme';

const fraud = objectOf<FraudConsequences>({
  fineFromFen: units,
  fineToFen: units,
  banYears: positiveNumber,
  projectRevoked: yesOrNo,
  forcedCancellation: yesOrNo,
});
const fraudInOrder: Reader<FraudConsequences> = (value) => {
  const read = fraud(value);
  if (read.fineToFen < read.fineFromFen) throw new RangeError('fineToFen is below fineFromFen');
  return read;
};

const bodies = objectOf<BodyRequirements>({
  fullTimeStaff: positiveNumber,
  experiencedStaff: positiveNumber,
  experienceYears: positiveNumber,
  independentOfOwner: yesOrNo,
  mayWriteDesignDocument: yesOrNo,
});

const exclusivity = objectOf<Exclusivity>({
  mayChoose: someOf(text),
  onProject: oneOf('freeze-untraded'),
  onReduction: oneOf('cancel-untraded'),
  reviewAfterYears: positiveNumber,
  review: twoLanguages,
});

const equivalence = objectOf<Equivalence>({ market: text, title: twoLanguages, ratio: decimal });

/** What every pack of a scheme must say; what a scheme does not ask is said too, as null or 0. */
export const schemeShape = {
  keys: {
    'design-comment.working-days': wholeNumber,
    'report-comment.working-days': wholeNumber,
    'review.working-days': wholeNumber,
    'disclosure.working-days': wholeNumber,
    'validation.needed': yesOrNo,
    'verification.needed': yesOrNo,
    'validator.may-verify': yesOrNo,
    owners: someOf(oneOf(...OWNER_KINDS)),
    'construction.after': orNone(day),
    'reductions.after': orNone(day),
    'window.years': orNone(positiveNumber),
    'ets-covered.may-enter': yesOrNo,
    methodologies: listOf(text),
    'incomplete-methodology': oneOf('refuse', 'flag'),
    purposes: someOf(oneOf(...RETIREMENT_PURPOSES)),
    'cross-border': yesOrNo,
    'records.years': positiveNumber,
    fraud: orNone(fraudInOrder),
    bodies: orNone(bodies),
    exclusivity: orNone(exclusivity),
    equivalence: orNone(equivalence),
    'issue.minimum': units,
  },
} as const;

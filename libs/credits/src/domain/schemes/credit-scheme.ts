import type { ChinaDate, Text } from '@carbon/kernel';
import type { PackReference, RuleValue } from '@carbon/rules/domain';

/** The schemes whose reductions become units here. */
export const CREDIT_SCHEMES = [
  'CCER',
  'PHER-SIP',
  'PHER-GD',
  'PHER-SZ',
  'PHER-WH',
  'PHER-SH',
  'PHER-BJ',
  'PHER-CQ',
  'PHER-CD',
] as const;
export type CreditSchemeId = (typeof CREDIT_SCHEMES)[number];

/** What a unit may be retired for (RULES.md section 9). */
export const RETIREMENT_PURPOSES = [
  'national-ets-offset',
  'local-offset',
  'event-neutrality',
  'corporate-neutrality',
  'green-power-claim',
  'product-claim',
  'ecological-damage-compensation',
  'voluntary',
] as const;
export type RetirementPurpose = (typeof RETIREMENT_PURPOSES)[number];

export const OWNER_KINDS = ['legal-person', 'organisation', 'natural-person'] as const;
export type OwnerKind = (typeof OWNER_KINDS)[number];

/** CCR-013: what a body that validates or verifies must have. */
export interface BodyRequirements {
  readonly fullTimeStaff: number;
  readonly experiencedStaff: number;
  readonly experienceYears: number;
  /** It may have no link to the owner, and may not have written the design document. */
  readonly independentOfOwner: boolean;
  readonly mayWriteDesignDocument: boolean;
}

/** CCR-012: what fraud costs. Money in fen. */
export interface FraudConsequences {
  readonly fineFromFen: bigint;
  readonly fineToFen: bigint;
  readonly banYears: number;
  readonly projectRevoked: boolean;
  /** Units that should not have been are cancelled one for one, if need be by force. */
  readonly forcedCancellation: boolean;
}

/** EXC-001 to EXC-005: how reductions and green certificates of the same energy exclude one another. */
export interface Exclusivity {
  /** Methodologies whose owners may choose; others that generate power cannot newly enter. */
  readonly mayChoose: readonly string[];
  readonly onProject: 'freeze-untraded';
  readonly onReduction: 'cancel-untraded';
  /** Years after which the arrangement is to be looked at again; its end is not known (EXC-005). */
  readonly reviewAfterYears: number;
  readonly review: Text;
}

/** Units that count one for another in a local market. */
export interface Equivalence {
  readonly market: string;
  readonly title: Text;
  /** How many units of that market's allowances one unit stands for, decimal string. */
  readonly ratio: string;
}

/** A scheme as in force on a day. A figure whose value is null is not asked by the scheme. */
export interface CreditScheme {
  readonly id: CreditSchemeId;
  readonly title: Text;
  readonly day: ChinaDate;
  /** The pack with the worst certainty of all its figures; `reference` names it for some of them. */
  readonly pack: PackReference;
  readonly reference: (used: readonly Pick<RuleValue<unknown>, 'certainty'>[]) => PackReference;
  /** What the ledger calls its instruments. */
  readonly instrumentKind: 'credit' | 'inclusion-reduction';
  /** CCR-003: working days for which a design document is public; 0 where the scheme asks for no such time. */
  readonly designCommentWorkingDays: RuleValue<number>;
  /** CCR-004: working days for which a reduction report is public. */
  readonly reportCommentWorkingDays: RuleValue<number>;
  /** CCR-003, CCR-004: working days in which the registry reviews an application. */
  readonly reviewWorkingDays: RuleValue<number>;
  /** PHI-005: working days before filing on which the owner publishes fees and benefit sharing. */
  readonly disclosureWorkingDays: RuleValue<number>;
  readonly validationNeeded: RuleValue<boolean>;
  readonly verificationNeeded: RuleValue<boolean>;
  /** CCR-005. */
  readonly validatorMayVerify: RuleValue<boolean>;
  /** CCT-001: who may own units. */
  readonly owners: RuleValue<readonly OwnerKind[]>;
  /** CCR-001: construction must have started after this day. */
  readonly constructionAfter: RuleValue<ChinaDate | null>;
  /** CCR-006: reductions must be produced after this day. */
  readonly reductionsAfter: RuleValue<ChinaDate | null>;
  /** CCR-006: and within so many years before the application. */
  readonly windowYears: RuleValue<number | null>;
  /** CCR-001, PHI-001: whether a project inside an allowance scheme may enter. */
  readonly etsCoveredMayEnter: RuleValue<boolean>;
  /** Codes of methodologies. */
  readonly methodologies: RuleValue<readonly string[]>;
  /** What becomes of a project under a methodology whose official text was not seen. */
  readonly incompleteMethodology: RuleValue<'refuse' | 'flag'>;
  readonly purposes: RuleValue<readonly RetirementPurpose[]>;
  /** CCR-011. */
  readonly crossBorder: RuleValue<boolean>;
  /** CCR-007: years after the last registration. */
  readonly recordYears: RuleValue<number>;
  readonly fraud: RuleValue<FraudConsequences | null>;
  readonly bodies: RuleValue<BodyRequirements | null>;
  readonly exclusivity: RuleValue<Exclusivity | null>;
  readonly equivalence: RuleValue<Equivalence | null>;
  /** Whole tonnes that an issue must at least have. */
  readonly minimumIssueT: RuleValue<bigint>;
}

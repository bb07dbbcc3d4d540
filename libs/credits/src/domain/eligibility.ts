import type { ChinaDate, Text } from '@carbon/kernel';
import type { RuleValue } from '@carbon/rules/domain';
import { type CreditingPeriod, judgeCreditingPeriod, judgeInsideCrediting } from './crediting-period';
import {
  type Facts,
  judgeAdditionality,
  judgeApplicability,
  type UnmetCheck,
} from './methodologies/judge-applicability';
import type { Methodology } from './methodologies/methodology';
import { judgeQuantityEquality } from './quantity-equality';
import { judgeReductionWindow, type ReductionPeriod } from './reduction-window';
import type { CreditScheme, OwnerKind } from './schemes/credit-scheme';
import type { UnmetRule } from './unmet-rule';

/** What a project says of itself; whatever is left out is unknown, and unknown never fulfils a rule (trap 8). */
export interface ProjectStatement {
  readonly owner?: OwnerKind;
  /** When construction began. */
  readonly startedOn?: ChinaDate;
  /** CCR-001: the law would have asked for it anyway. */
  readonly legallyRequired?: boolean;
  /** CCR-001: inside a national or local allowance scheme. */
  readonly coveredByEts?: boolean;
  /** CCR-002: filed in any other greenhouse-gas mechanism. */
  readonly inOtherMechanism?: boolean;
  readonly additionalityShown?: boolean;
  readonly crediting?: CreditingPeriod;
  readonly lifetimeEndsOn?: ChinaDate;
  readonly facts: Facts;
}

export interface ReductionStatement {
  readonly period: ReductionPeriod;
  readonly appliedOn: ChinaDate;
  /** Bodies, by any name that tells them apart. */
  readonly validator?: string;
  readonly verifier?: string;
  readonly verifiedT?: bigint;
  readonly appliedT?: bigint;
}

/** What stands in the way of a project, and what must be shown with it. */
export interface ProjectJudgement {
  readonly unmet: readonly UnmetRule[];
  /** A warning that stays with the project: its methodology rests on no official text. */
  readonly flags: readonly UnmetRule[];
}

/** CCR-001, CCR-002, CCT-001 and the checks of the methodology. */
export function judgeProject(
  scheme: CreditScheme,
  methodology: Methodology,
  project: ProjectStatement,
): ProjectJudgement {
  const incomplete = judgeMethodology(scheme, methodology);
  const refused = scheme.incompleteMethodology.value === 'refuse';
  const additionality = judgeAdditionality(methodology, project.facts, project.additionalityShown === true);
  return {
    unmet: [
      ...judgeListed(scheme, methodology),
      ...(refused ? incomplete : []),
      ...judgeOwner(scheme, project.owner),
      ...judgeStart(scheme, project.startedOn),
      ...judgeExclusions(scheme, project),
      ...judgeApplicability(methodology, project.facts).map(ofCheck),
      ...(additionality === undefined ? [] : [ofCheck(additionality)]),
      ...judgeCrediting(methodology, project),
    ],
    flags: refused ? [] : incomplete,
  };
}

/** CCR-004, CCR-005, CCR-006, and inside the crediting period of the project. */
export function judgeReductions(
  scheme: CreditScheme,
  reductions: ReductionStatement,
  crediting: CreditingPeriod,
): readonly UnmetRule[] {
  const { period, appliedOn, validator, verifier, verifiedT, appliedT } = reductions;
  return [
    ...judgeReductionWindow(scheme, period, appliedOn),
    ...judgeInsideCrediting(period, crediting),
    ...(scheme.verificationNeeded.value ? judgeBodies(scheme, validator, verifier) : []),
    ...(scheme.verificationNeeded.value ? judgeQuantityEquality(verifiedT, appliedT) : []),
  ];
}

/** CCR-005: the validator of a project may not verify its reductions; where one is needed, both must be known. */
export function judgeBodies(
  scheme: CreditScheme,
  validator: string | undefined,
  verifier: string | undefined,
): readonly UnmetRule[] {
  const { validatorMayVerify: rule, validationNeeded } = scheme;
  const missing = verifier === undefined ? 'verifier' : 'validator';
  if (verifier === undefined || (validator === undefined && validationNeeded.value)) {
    return [
      unknown(rule, missing, '审定机构与核查机构须均已知', 'Validator and verifier must both be known'),
    ];
  }
  if (rule.value || validator !== verifier) return [];
  return [
    unmet(
      rule,
      'verifier',
      '审定机构不得核查同一项目的减排量',
      'The validator of a project may not verify its reductions',
    ),
  ];
}

/** CCR-001: construction began after the day that the scheme sets. */
export function judgeStart(
  { constructionAfter: rule }: CreditScheme,
  startedOn: ChinaDate | undefined,
): readonly UnmetRule[] {
  if (rule.value === null) return [];
  if (startedOn === undefined) {
    return [
      unknown(rule, 'startedOn', '开工日期须已知', 'The day on which construction began must be known'),
    ];
  }
  if (startedOn > rule.value) return [];
  const after = rule.value;
  return [
    unmet(rule, 'startedOn', `项目须于 ${after} 之后开工`, `Construction must have begun after ${after}`),
  ];
}

/** CCT-001: only kinds of owner that the scheme lets in. */
export function judgeOwner({ owners }: CreditScheme, owner: OwnerKind | undefined): readonly UnmetRule[] {
  if (owner === undefined)
    return [unknown(owners, 'owner', '业主类型须已知', 'The kind of owner must be known')];
  if (owners.value.includes(owner)) return [];
  return [unmet(owners, 'owner', '该机制不接受此类业主', 'The scheme does not let this kind of owner in')];
}

function judgeListed({ methodologies }: CreditScheme, { code }: Methodology): readonly UnmetRule[] {
  if (methodologies.value.includes(code)) return [];
  return [
    unmet(
      methodologies,
      'methodology',
      `该机制不采用方法学 ${code}`,
      `The scheme does not use the methodology ${code}`,
    ),
  ];
}

function judgeMethodology(
  { incompleteMethodology: rule }: CreditScheme,
  { code, missing }: Methodology,
): readonly UnmetRule[] {
  if (missing === undefined) return [];
  return [unmet(rule, 'methodology', `方法学 ${code}：${missing.zh}`, `Methodology ${code}: ${missing.en}`)];
}

function judgeExclusions(scheme: CreditScheme, project: ProjectStatement): readonly UnmetRule[] {
  const ofCcer = scheme.instrumentKind === 'credit';
  const additional: Ruling = { rules: ['CCR-001'], certainty: ofCcer ? 'F' : 'X' };
  const unique: Ruling = ofCcer
    ? { rules: ['CCR-002'], certainty: 'F' }
    : { rules: ['PHI-003'], certainty: 'E' };
  return [
    ...mustBeNo(additional, 'legallyRequired', project.legallyRequired, {
      zh: '法律法规强制要求的项目不符合条件',
      en: 'What the law asks for anyway is not eligible',
    }),
    ...(scheme.etsCoveredMayEnter.value
      ? []
      : mustBeNo(scheme.etsCoveredMayEnter, 'coveredByEts', project.coveredByEts, {
          zh: '纳入全国或地方碳排放权交易市场配额管理的不符合条件',
          en: 'What is under national or local allowance management is not eligible',
        })),
    ...mustBeNo(unique, 'inOtherMechanism', project.inOtherMechanism, {
      zh: '已参与其他温室气体机制的不符合条件',
      en: 'What is in another greenhouse-gas mechanism is not eligible',
    }),
  ];
}

function mustBeNo(
  rule: Ruling,
  field: string,
  answer: boolean | undefined,
  message: Text,
): readonly UnmetRule[] {
  if (answer === false) return [];
  const found = unmet(rule, field, message.zh, message.en);
  return [answer === undefined ? { ...found, unknown: true } : found];
}

function judgeCrediting(methodology: Methodology, project: ProjectStatement): readonly UnmetRule[] {
  if (project.crediting !== undefined) {
    return judgeCreditingPeriod(methodology, project.crediting, project.lifetimeEndsOn);
  }
  return [unknown(methodology.crediting, 'crediting', '计入期须已知', 'The crediting period must be known')];
}

const ofCheck = ({ rule, certainty, check, unknown: names, message }: UnmetCheck): UnmetRule => ({
  rule,
  certainty,
  field: names[0] === undefined ? check : `facts.${names[0]}`,
  message,
  ...(names.length === 0 ? {} : { unknown: true }),
});

type Ruling = Pick<RuleValue<unknown>, 'rules' | 'certainty'>;

const unmet = ({ rules, certainty }: Ruling, field: string, zh: string, en: string): UnmetRule => ({
  rule: rules[0] ?? '',
  certainty,
  field,
  message: { zh, en },
});

const unknown = (rule: Ruling, field: string, zh: string, en: string): UnmetRule => ({
  ...unmet(rule, field, zh, en),
  unknown: true,
});

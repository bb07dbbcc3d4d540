import type { Transaction } from '@carbon/database';
import { findHolder } from '@carbon/identity';
import { chinaDate, newId } from '@carbon/kernel';
import { methodologyEdition } from '../../domain/methodologies/methodology-packs';
import type { Methodology } from '../../domain/methodologies/methodology';
import { type CreditScheme } from '../../domain/schemes/credit-scheme';
import { creditSchemeOn } from '../../domain/schemes/credit-schemes';
import { refuseUnmet, type UnmetRule } from '../../domain/unmet-rule';
import { insertJudgement, type Judgement } from '../../life-cycle/persistence/judgements';
import { judgeFiledProject } from '../domain/judge-project';
import { ownerKindOf } from '../domain/owner-kind';
import type { Project } from '../persistence/project';

/** The scheme of a project as in force today, and the very methodology it was filed under. */
export function rulesOf(
  project: Pick<Project, 'scheme' | 'methodology' | 'methodologyVersion'>,
  now: Date,
): { readonly scheme: CreditScheme; readonly methodology: Methodology } {
  return {
    scheme: creditSchemeOn(project.scheme, chinaDate(now)),
    methodology: methodologyEdition(project.methodology, project.methodologyVersion),
  };
}

/** Judges a project on an occasion and keeps what was found, with the versions of what judged. */
export async function judgeOn(
  tx: Transaction,
  occasion: Judgement['occasion'],
  project: Omit<Project, 'state'>,
  now: Date,
): Promise<{ readonly unmet: readonly UnmetRule[]; readonly flags: readonly UnmetRule[] }> {
  const { scheme, methodology } = rulesOf(project, now);
  const owner = await findHolder(tx.manager, project.holderId);
  if (owner === undefined) throw new Error(`no holder ${project.holderId}`);
  const found = judgeFiledProject(scheme, methodology, project, ownerKindOf(owner));
  await keepJudgement(tx, { subject: 'project', subjectId: project.id, occasion, at: now }, found, {
    scheme,
    methodology,
  });
  return found;
}

/** Keeps a judgement of a project or report. */
export async function keepJudgement(
  tx: Transaction,
  about: Pick<Judgement, 'subject' | 'subjectId' | 'occasion' | 'at'>,
  { unmet, flags }: { readonly unmet: readonly UnmetRule[]; readonly flags: readonly UnmetRule[] },
  rules: { readonly scheme: CreditScheme; readonly methodology: Methodology },
): Promise<void> {
  const { pack } = rules.scheme;
  const { code, version, hash } = rules.methodology;
  const told = ({ rule, field, message, certainty, unknown }: UnmetRule, weight: 'unmet' | 'flag') => ({
    ...{ weight, rule, field, certainty, zh: message.zh, en: message.en, unknown: unknown === true },
  });
  await insertJudgement(tx, {
    ...about,
    id: newId(),
    passed: unmet.length === 0,
    findings: [...unmet.map((each) => told(each, 'unmet')), ...flags.map((each) => told(each, 'flag'))],
    ...{ schemePack: pack.id, schemePackVersion: pack.version, certainty: pack.certainty },
    ...{ methodology: code, methodologyVersion: version, methodologyHash: hash },
  });
}

/** CCR-001 and its like. @throws Refusal CREDITS_NOT_ELIGIBLE naming each rule that is not met */
export function requireEligible(unmet: readonly UnmetRule[]): void {
  refuseUnmet('CREDITS_NOT_ELIGIBLE', unmet);
}

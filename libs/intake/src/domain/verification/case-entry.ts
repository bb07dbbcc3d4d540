import type { ChinaDate } from '@carbon/kernel';

/** What a body is asked to do (CCR-003, CCR-004). */
export const PURPOSES = ['validation', 'verification'] as const;
export type Purpose = (typeof PURPOSES)[number];
export const SUBJECT_KINDS = ['project', 'reductions', 'inventory'] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

export const SEVERITIES = ['corrective-action', 'clarification', 'observation'] as const;
export type Severity = (typeof SEVERITIES)[number];
export const REVIEWS = ['seen', 'accepted', 'refused'] as const;
export type Review = (typeof REVIEWS)[number];
export const OPINIONS = ['positive', 'qualified', 'negative'] as const;
export type Opinion = (typeof OPINIONS)[number];

export interface SampledReading {
  readonly start: string;
  readonly end: string;
  readonly energyWh: string;
  readonly batch: string;
  readonly signed: boolean;
}

/** One thing that happened in a case; nothing of it is ever changed. */
export type CaseAct =
  | { readonly kind: 'document-provided'; readonly documentKind: string; readonly sha256: string }
  | {
      readonly kind: 'document-reviewed';
      readonly sha256: string;
      readonly review: Review;
      readonly note: string;
    }
  | { readonly kind: 'facility-named'; readonly facility: string; readonly place: string }
  | {
      readonly kind: 'site-visited';
      readonly facility: string;
      readonly place: string;
      readonly visitedOn: ChinaDate;
      /** Roles, never names. */
      readonly visitor: string;
      readonly met: string;
      readonly photos: readonly string[];
      readonly note: string;
    }
  | { readonly kind: 'finding-raised'; readonly severity: Severity; readonly text: string }
  | {
      readonly kind: 'finding-answered';
      readonly finding: number;
      readonly text: string;
      readonly documents: readonly string[];
    }
  | {
      readonly kind: 'finding-decided';
      readonly finding: number;
      readonly decision: 'closed' | 'kept';
      readonly text: string;
    }
  | {
      readonly kind: 'sample-drawn';
      readonly meter: string;
      readonly month: string;
      readonly seed: string;
      readonly population: number;
      readonly readings: readonly SampledReading[];
    }
  | { readonly kind: 'concluded'; readonly opinion: Opinion; readonly text: string };

export type ActKind = CaseAct['kind'];

/** Who may do what: the owner provides and answers, everything else is the verifier's. */
export const OWNERS_ACTS: ReadonlySet<ActKind> = new Set(['document-provided', 'finding-answered']);

export interface CaseEntry {
  /** Its place in the case, from 1; a finding is known by that of its raising. */
  readonly number: number;
  readonly at: Date;
  readonly act: CaseAct;
}

import type { CaseAct, CaseEntry, Review, Severity } from './case-entry';

type Act<K extends CaseAct['kind']> = Extract<CaseAct, { readonly kind: K }>;

/** A kind of document that is asked for, and how far it has come. */
export interface DocumentNeed {
  readonly documentKind: string;
  readonly state: 'missing' | 'have' | Review;
  readonly documents: readonly { readonly sha256: string; readonly state: 'have' | Review }[];
}

export interface Finding {
  readonly number: number;
  readonly severity: Severity;
  readonly text: string;
  readonly state: 'open' | 'answered' | 'closed' | 'kept';
  readonly thread: readonly {
    readonly at: Date;
    readonly act: Act<'finding-answered'> | Act<'finding-decided'>;
  }[];
}

/** What a case has come to, from what happened in it. */
export interface CaseState {
  readonly needs: readonly DocumentNeed[];
  /** Documents that nobody asked for. */
  readonly others: readonly DocumentNeed[];
  /** Kinds that are asked for and accepted, whole percent rounded down. */
  readonly documentCoveragePercent: number;
  readonly facilities: readonly {
    readonly facility: string;
    readonly place: string;
    readonly visited: boolean;
  }[];
  readonly facilityCoveragePercent: number;
  readonly visits: readonly Act<'site-visited'>[];
  readonly findings: readonly Finding[];
  readonly samples: readonly Act<'sample-drawn'>[];
  readonly conclusion: Act<'concluded'> | null;
}

const ORDER = ['missing', 'refused', 'have', 'seen', 'accepted'] as const;

export function caseState(required: readonly string[], entries: readonly CaseEntry[]): CaseState {
  const of = <K extends CaseAct['kind']>(kind: K) =>
    entries.flatMap(({ act }) => (act.kind === kind ? [act as Act<K>] : []));
  const provided = of('document-provided');
  const reviewed = new Map(of('document-reviewed').map(({ sha256, review }) => [sha256, review]));
  const needOf = (documentKind: string): DocumentNeed => {
    const documents = [
      ...new Set(provided.filter((one) => one.documentKind === documentKind).map(({ sha256 }) => sha256)),
    ].map((sha256) => ({ sha256, state: reviewed.get(sha256) ?? ('have' as const) }));
    const states: DocumentNeed['state'][] = documents.map(({ state }) => state);
    const best = states.reduce<DocumentNeed['state']>(
      (one, other) => (ORDER.indexOf(other) > ORDER.indexOf(one) ? other : one),
      'missing',
    );
    return { documentKind, state: best, documents };
  };
  const needs = required.map(needOf);
  const extra = [...new Set(provided.map(({ documentKind }) => documentKind))].filter(
    (kind) => !required.includes(kind),
  );
  const visits = of('site-visited');
  const facilities = of('facility-named').map(({ facility, place }) => ({
    facility,
    place,
    visited: visits.some((visit) => visit.facility === facility),
  }));
  return {
    needs,
    others: extra.map(needOf),
    documentCoveragePercent: percent(needs.filter(({ state }) => state === 'accepted').length, needs.length),
    facilities,
    facilityCoveragePercent: percent(facilities.filter(({ visited }) => visited).length, facilities.length),
    visits,
    findings: findingsOf(entries),
    samples: of('sample-drawn'),
    conclusion: of('concluded')[0] ?? null,
  };
}

/** Nothing asked for is wholly covered. */
function percent(part: number, whole: number): number {
  return whole === 0 ? 100 : Math.floor((part * 100) / whole);
}

function findingsOf(entries: readonly CaseEntry[]): Finding[] {
  return entries.flatMap(({ number, act }): Finding[] => {
    if (act.kind !== 'finding-raised') return [];
    const thread = entries.flatMap(({ at, act: later }) =>
      (later.kind === 'finding-answered' || later.kind === 'finding-decided') && later.finding === number
        ? [{ at, act: later }]
        : [],
    );
    const last = thread.at(-1)?.act;
    const state = last === undefined ? 'open' : last.kind === 'finding-answered' ? 'answered' : last.decision;
    return [{ number, severity: act.severity, text: act.text, state, thread }];
  });
}

import type { CaseAct } from './case-entry';
import { caseState } from './case-state';
import { draftReport, type ReportHead } from './draft-report';
import { judgeAct } from './judge-act';

const HASH = 'a'.repeat(64);
const at = new Date('2026-03-12T02:00:00.000Z');
const after = (...acts: CaseAct[]) =>
  caseState(
    ['design-document', 'meter-reading', 'settlement-proof'],
    acts.map((act, index) => ({ number: index + 1, at, act })),
  );
const provided = (documentKind: string, sha256 = HASH): CaseAct => ({
  kind: 'document-provided',
  documentKind,
  sha256,
});
const reviewed = (review: 'seen' | 'accepted' | 'refused', sha256 = HASH): CaseAct => ({
  ...{ kind: 'document-reviewed', sha256, review },
  note: '',
});
const raised: CaseAct = {
  kind: 'finding-raised',
  severity: 'corrective-action',
  text: 'a register is missing',
};

describe('a verification case', () => {
  it('S28 coverage counts what is asked for and accepted, rounded down', () => {
    expect(after().documentCoveragePercent).toBe(0);
    const state = after(
      provided('design-document'),
      provided('meter-reading', 'b'.repeat(64)),
      reviewed('accepted'),
    );
    expect(state.needs.map(({ state: now }) => now)).toEqual(['accepted', 'have', 'missing']);
    expect(state.documentCoveragePercent).toBe(33);
    expect(after(provided('letter')).others).toMatchObject([{ documentKind: 'letter', state: 'have' }]);
  });

  it('the last word on a document counts', () => {
    const state = after(
      provided('design-document'),
      reviewed('seen'),
      reviewed('accepted'),
      reviewed('refused'),
    );
    expect(state.needs[0]?.state).toBe('refused');
  });

  it('a finding is raised, answered, kept, answered again, closed; then it is done', () => {
    const answered: CaseAct = { kind: 'finding-answered', finding: 1, text: 'see the log', documents: [] };
    const decided = (decision: 'closed' | 'kept'): CaseAct => ({
      kind: 'finding-decided',
      finding: 1,
      decision,
      text: 'so',
    });
    const states = [
      [raised],
      [raised, answered],
      [raised, answered, decided('kept')],
      [raised, answered, decided('closed')],
    ];
    expect(states.map((acts) => after(...acts).findings[0]?.state)).toEqual([
      'open',
      'answered',
      'kept',
      'closed',
    ]);
    expect(() => judgeAct(after(raised, decided('closed')), answered)).toThrow('VERIFICATION_FINDING_CLOSED');
    expect(() => judgeAct(after(raised), { ...answered, finding: 2 })).toThrow(
      'VERIFICATION_FINDING_UNKNOWN',
    );
  });

  it('S28 a positive opinion needs every document accepted, every key facility visited, nothing left open', () => {
    const positive: CaseAct = { kind: 'concluded', opinion: 'positive', text: 'as stated' };
    const documents = ['design-document', 'meter-reading', 'settlement-proof'].flatMap((kind, n) => {
      const sha256 = String(n).repeat(64);
      return [provided(kind, sha256), reviewed('accepted', sha256)];
    });
    const facility: CaseAct = { kind: 'facility-named', facility: 'substation', place: 'gate' };
    const visit: CaseAct = {
      ...{ kind: 'site-visited', facility: 'substation', place: 'gate', visitedOn: '2026-03-12' },
      ...{ visitor: 'lead verifier', met: 'head of production', photos: [], note: '' },
    };
    expect(() => judgeAct(after(...documents, facility, visit), positive)).not.toThrow();
    for (const acts of [documents.slice(1), [...documents, facility], [...documents, raised]]) {
      expect(() => judgeAct(after(...acts), positive)).toThrow('VERIFICATION_NOT_READY');
    }
    expect(() => judgeAct(after(raised), { ...positive, opinion: 'negative' })).not.toThrow();
    expect(() => judgeAct(after(positive), raised)).toThrow('VERIFICATION_CONCLUDED');
  });

  it('the draft shows texts of both sides as texts, never as markup', () => {
    const text = '# [x](javascript:1) <script>alert(1)</script> | `a`';
    const head: ReportHead = {
      ...({ purpose: 'verification', subjectKind: 'reductions' } as const),
      ...{ subjectId: 'P-1/2025', project: 'P-1' },
      ...{ owner: '示例业主', verifier: '示例机构', drawnUpAt: '2026-03-12T10:00:00.000+08:00' },
    };
    const draft = draftReport(head, after({ kind: 'finding-raised', severity: 'observation', text }));
    expect(draft).toContain('# 核查报告（草稿）/ Verification report (draft)');
    expect(draft).toContain('### 1. observation (open)');
    expect(draft).not.toContain('<script>');
    expect(draft).not.toContain('[x](');
    expect(draft).toContain('## 1. 资料 / Documents: 0 %');
  });
});

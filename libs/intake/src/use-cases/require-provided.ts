import { documentUnknown } from '@carbon/documents';
import type { CaseState } from '../domain/verification/case-state';

/** @throws Refusal DOCUMENT_UNKNOWN for what the owner did not provide or show in this case */
export function requireProvided(state: CaseState, sha256: string): void {
  const provided = [...state.needs, ...state.others].flatMap(({ documents }) =>
    documents.map((each) => each.sha256),
  );
  const shown = state.findings.flatMap(({ thread }) =>
    thread.flatMap(({ act }) => (act.kind === 'finding-answered' ? act.documents : [])),
  );
  if (![...provided, ...shown].includes(sha256)) throw documentUnknown(sha256);
}

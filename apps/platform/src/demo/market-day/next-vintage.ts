import { parseChinaDate } from '@carbon/kernel';
import { NATIONAL } from '../authorities';
import { approve, issue, publishDraft, setCap } from '../compliance-year/allocating';
import { YEAR } from '../compliance-year/emitters';
import type { Stage } from '../stage';

/** March 2026: power gets half of what it verified for 2024, as the draft for 2025 has it (ALC-009): the vintage that trades. */
export async function allocateNextVintage(stage: Stage): Promise<void> {
  const year = YEAR + 1;
  stage.on('2026-03-02');
  await setCap(stage, year);
  const draft = await publishDraft(stage, NATIONAL.code, { year, phase: 'pre', sectors: ['power'] });
  stage.after(parseChinaDate(draft.appealsUntil));
  await approve(stage, NATIONAL.code, draft);
  await issue(stage, NATIONAL.code, draft);
}

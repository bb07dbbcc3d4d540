import type { Transaction } from '@carbon/database';
import { chinaDate } from '@carbon/kernel';
import { programmeRules } from '../../domain/index';
import type { InclusionParts } from '../../parts';
import type { Programme } from '../../programmes/programme';
import { figuresImpossible, figuresNotForDismissal } from '../domain/refusals';
import { findAct } from '../persistence/act-rows';
import type { Answer, Appeal } from '../persistence/appeals';

/**
 * What an answer says must be possible: of an act that is still there, within what one act of its method may be.
 * @throws Refusal APPEAL_FIGURES_UNWANTED, APPEAL_FIGURES_IMPOSSIBLE
 */
export async function requirePossible(
  tx: Transaction,
  parts: Pick<InclusionParts, 'packs'>,
  { appeal, programme }: { readonly appeal: Appeal; readonly programme: Programme },
  { decision, amount, startedAt, durationS }: Answer,
  now: Date,
): Promise<void> {
  if (decision === 'dismissed') {
    if (amount !== null || startedAt !== null || durationS !== null) throw figuresNotForDismissal();
    return;
  }
  const act = await findAct(tx, appeal.residentId, appeal.actNo.toString());
  if (act === undefined) throw figuresImpossible('act', '该行为已不存在', 'The act is not there any more');
  const method = programmeRules(await parts.packs(tx), programme.pack, chinaDate(now)).methodOf(act.method);
  if (method !== undefined && (amount ?? act.amount) > BigInt(method.most))
    throw figuresImpossible(
      'amount',
      `单次数量不得超过 ${method.most} ${method.unit}`,
      `One act is at most ${method.most} ${method.unit}`,
    );
  const ends = (startedAt ?? act.startedAt).getTime() + (durationS ?? act.durationS) * 1_000;
  if (ends > now.getTime()) throw figuresImpossible('startedAt', '尚未发生', 'It would end in the future');
}

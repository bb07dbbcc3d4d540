import type { Database } from '@carbon/database';
import { chinaDate } from '@carbon/kernel';
import { judgeResident } from '../../domain/index';
import type { InclusionParts } from '../../parts';
import { readProgrammes } from '../../programmes/programme';
import { RulesOfPass } from '../rules-of-pass';
import { revokeActs, upholdActs } from '../domain/uphold';
import {
  claimCorrections,
  correctedActs,
  correctionsWait,
  ensureMonths,
  takeBack,
} from '../persistence/corrections';
import { insertPass, nextPass } from '../persistence/passes';
import { type Pass, recordPass, takeTurn } from './evaluate';
import { judgeActs, type PassTotals } from './judge-acts';

const CORRECTIONS_A_PASS = 10_000;

const KINDS = [
  { kind: 'corrected', judge: judgeResident },
  { kind: 'upheld', judge: upholdActs },
  { kind: 'revoked', judge: revokeActs },
] as const;

/**
 * Works off corrections: what came of an act is taken back by rows of its own, and the act as it is told now is judged anew.
 * What lost against it before stays as it is; its resident may appeal.
 * @returns undefined when nothing waits
 */
export function correctOnce(
  database: Database,
  parts: Pick<InclusionParts, 'packs'>,
  now: () => Date,
): Promise<Pass | undefined> {
  return database.transaction(async (tx) => {
    if (!(await correctionsWait(tx))) return undefined;
    await takeTurn(tx);
    const id = await nextPass(tx);
    const beganAt = now();
    if ((await claimCorrections(tx, id, CORRECTIONS_A_PASS)) === undefined) return undefined;
    const rules = new RulesOfPass(await readProgrammes(tx), await parts.packs(tx), chinaDate(beganAt));
    await takeBack(tx, id);
    let totals: PassTotals | undefined;
    for (const { kind, judge } of KINDS) {
      const told = correctedActs(id, kind);
      await ensureMonths(tx, told);
      totals = together(
        totals,
        await judgeActs(tx, { pass: id, tailPass: await nextPass(tx), told, rules, judge }),
      );
    }
    if (totals === undefined) return undefined;
    await insertPass(tx, {
      ...{ id, kind: 'correction', batches: 0, ...totals },
      ...{ packs: rules.packs, beganAt, finishedAt: now() },
    });
    await recordPass(tx, id, totals, beganAt);
    return { id, ...totals };
  });
}

function together(a: PassTotals | undefined, b: PassTotals): PassTotals {
  if (a === undefined) return b;
  return {
    acts: a.acts + b.acts,
    counted: a.counted + b.counted,
    refused: a.refused + b.refused,
    residents: a.residents + b.residents,
    reducedUg: a.reducedUg + b.reducedUg,
    emittedUg: a.emittedUg + b.emittedUg,
    points: a.points + b.points,
  };
}

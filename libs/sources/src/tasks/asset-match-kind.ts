import { openTasksAbout, type TaskKind } from '@carbon/approvals';
import type { MatchObjections } from '../match-objections';
import { matchDocumentRequired, matchUnderWay } from '../domain/refusals';
import { decideMatch, pairToDecide } from '../use-cases/decide-match';
import { AssetMatchPayload } from './asset-match-payload';

/** Two people decide whether two files are of one asset. */
export function assetMatchKind(objections: MatchObjections): TaskKind<AssetMatchPayload> {
  return {
    kind: 'asset-match',
    title: { zh: '疑似重复资产的认定', en: 'Decide whether two files are of one asset' },
    payload: AssetMatchPayload,
    propose: 'assets.propose',
    approve: 'assets.approve',

    async prepare(tx, { taskId, payload, documentHash }) {
      if (documentHash === undefined) throw matchDocumentRequired();
      const { suspicion, verdict, reason } = payload;
      const { first, later } = await pairToDecide(tx, suspicion, verdict, objections);
      const subject = { kind: 'asset-suspicion', id: suspicion };
      const [other] = await openTasksAbout(tx, subject, taskId);
      if (other !== undefined) throw matchUnderWay(suspicion, other.id);
      const [one, two] = [titleOf(first), titleOf(later)];
      return {
        holderId: null,
        subject,
        summary:
          verdict === 'same'
            ? {
                zh: `认定 ${two} 与 ${one} 为同一资产，此后以 ${first.number} 计：${reason}`,
                en: `${two} is found to be ${one}, and counts as ${first.number} from now on: ${reason}`,
              }
            : {
                zh: `认定 ${two} 与 ${one} 为不同资产：${reason}`,
                en: `${two} and ${one} are found to be different assets: ${reason}`,
              },
      };
    },

    async execute(tx, task, { approver, now }) {
      const { documentHash, initiator, payload } = task;
      if (documentHash === null) throw matchDocumentRequired();
      const { first, later } = await decideMatch(
        tx,
        {
          suspicion: payload.suspicion,
          verdict: payload.verdict,
          reason: payload.reason,
          by: initiator.id,
          // a kind that the rules let one person do is done by its initiator alone
          approver: approver.id === initiator.id ? null : approver.id,
          documentHash,
          now,
        },
        objections,
      );
      return { verdict: payload.verdict, first: first.number, later: later.number };
    },
  };
}

const titleOf = ({ number, names }: { readonly number: string; readonly names: readonly string[] }) =>
  names[0] === undefined ? number : `${number} ${names[0]}`;

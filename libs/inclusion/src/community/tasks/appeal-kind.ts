import type { TaskKind } from '@carbon/approvals';
import { recordAudit } from '@carbon/audit';
import { EVERYTHING } from '@carbon/http';
import { fault, malformed, parseMoment, parseQuantity } from '@carbon/kernel';
import type { InclusionParts } from '../../parts';
import { agreedBy } from '../../programmes/tasks/programme-kind';
import { holdOffErasure } from '../../residents/erasure-lock';
import { appealNotOpen, figuresImpossible } from '../domain/refusals';
import {
  type Answer,
  decideAppeal,
  lockAppeal,
  proposeAnswer,
  reopenAppeal,
  tellUpheld,
} from '../persistence/appeals';
import { requirePossible } from '../use-cases/answer-figures';
import { programmeOfAppeal } from '../use-cases/appeal-in-reach';
import { InclusionAppealPayload } from './appeal-payload';

/**
 * An appeal is answered by two people of the programme's operator. The task names the appeal and what is decided; reasons
 * and figures stay with the appeal, and go with it when its resident is forgotten.
 */
export function appealKind(parts: InclusionParts): TaskKind<InclusionAppealPayload> {
  return {
    kind: 'inclusion-appeal',
    title: { zh: '答复碳普惠申诉', en: 'Answer an appeal about an act' },
    payload: InclusionAppealPayload,
    propose: 'inclusion.propose',
    approve: 'inclusion.approve',

    async prepare(tx, { taskId, payload, caller, now }) {
      const found = await programmeOfAppeal(tx, payload.appeal, await lockAppeal(tx, payload.appeal), caller);
      const { appeal, programme } = found;
      if (appeal.state !== 'open') throw appealNotOpen(appeal.id, appeal.state);
      const answer = answerOf(payload);
      await requirePossible(tx, parts, found, answer, now);
      await proposeAnswer(tx, appeal.id, taskId, answer);
      const upheld = answer.decision === 'upheld';
      return {
        holderId: programme.operatorId,
        subject: { kind: 'act-appeal', id: appeal.id },
        payload: { appeal: appeal.id, decision: answer.decision },
        summary: {
          zh: `碳普惠项目 ${programme.code} 的申诉${upheld ? '成立，按申诉内容计入' : '不成立'}；理由与数值见申诉本身`,
          en: `An appeal in programme ${programme.code} is ${answer.decision}; reasons and figures are with the appeal`,
        },
      };
    },

    async execute(tx, task, { approver, now }) {
      await holdOffErasure(tx);
      const { appeal: id } = task.payload;
      const found = await programmeOfAppeal(tx, id, await lockAppeal(tx, id), { reach: EVERYTHING });
      const { appeal, programme } = found;
      const { answer } = appeal;
      if (appeal.state !== 'proposed' || appeal.taskId !== task.id || answer === null)
        throw appealNotOpen(id, appeal.state);
      if (answer.decision === 'upheld') {
        await requirePossible(tx, parts, found, answer, now);
        if (!(await tellUpheld(tx, appeal, answer, { actor: task.initiator.id, now })))
          throw figuresImpossible(
            'act',
            '来源的更正正在处理，请稍后再试',
            'A correction of its source waits; try later',
          );
      }
      await decideAppeal(tx, id, answer.decision, now);
      const facts = { appeal: id, decision: answer.decision };
      await recordAudit(
        tx,
        {
          action: 'act.appeal-decided',
          subject: { kind: 'act-appeal', id },
          holderId: programme.operatorId,
          after: { ...facts, resident: appeal.residentId.toString(), programme: programme.code },
          ...agreedBy(task, approver.id),
        },
        now,
        { actor: task.initiator.id },
      );
      return facts;
    },

    abandon: (tx, task) => reopenAppeal(tx, task.payload.appeal, task.id),
  };
}

function answerOf({ decision, reason, amount, startedAt, durationS }: InclusionAppealPayload): Answer {
  if (reason === undefined)
    throw malformed([fault('payload.reason', 'required', 'must say why', '必须说明理由')]);
  return {
    ...{ decision, reason, durationS: durationS ?? null },
    amount: amount === undefined ? null : parseQuantity(amount, 'payload.amount'),
    startedAt: startedAt === undefined ? null : parseMoment(startedAt, 'payload.startedAt'),
  };
}

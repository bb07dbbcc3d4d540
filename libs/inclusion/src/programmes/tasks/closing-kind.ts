import type { TaskKind } from '@carbon/approvals';
import { recordAudit } from '@carbon/audit';
import { programmeClosed } from '../domain/refusals';
import { ProgrammeClosingPayload } from '../http/payloads';
import { closeProgramme } from '../persistence/write-programmes';
import { getProgramme } from '../programme';
import { operatedProgramme } from '../use-cases/operated-programme';
import { agreedBy } from './programme-kind';

/** From its close on no act counts in a programme; what residents earned stays theirs for its validity (PTS-002). */
export const programmeClosingKind: TaskKind<ProgrammeClosingPayload> = {
  kind: 'inclusion-programme-closing',
  title: { zh: '关闭碳普惠项目', en: 'Close an inclusion programme' },
  payload: ProgrammeClosingPayload,
  propose: 'inclusion.propose',
  approve: 'inclusion.approve',

  async prepare(tx, { payload, caller }) {
    const programme = await operatedProgramme(tx, payload.code, caller);
    if (programme.closedAt !== null) throw programmeClosed(programme.code);
    return {
      holderId: programme.operatorId,
      subject: { kind: 'programme', id: programme.code },
      summary: {
        zh: `关闭碳普惠项目 ${programme.code}（${programme.name.zh}）：不再计入新行为，积分在有效期内仍可使用；${payload.reason}`,
        en: `Close the programme ${programme.code} (${programme.name.en}): no new acts count, points stay; ${payload.reason}`,
      },
    };
  },

  async execute(tx, task, { approver, now }) {
    const { code, reason } = task.payload;
    const programme = await getProgramme(tx, code);
    if (!(await closeProgramme(tx, code, now))) throw programmeClosed(code);
    await recordAudit(
      tx,
      {
        action: 'programme.closed',
        subject: { kind: 'programme', id: code },
        holderId: programme.operatorId,
        after: { programme: code },
        reason,
        ...agreedBy(task, approver.id),
      },
      now,
      { actor: task.initiator.id },
    );
    return { programme: code };
  },
};

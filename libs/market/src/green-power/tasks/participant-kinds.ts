import type { TaskKind } from '@carbon/approvals';
import { fault, malformed } from '@carbon/kernel';
import { admitParticipant, endAdmission, prepareAdmission, prepareEnd } from '../use-cases/admit-participant';
import { GreenPowerParticipantEndPayload, GreenPowerParticipantPayload } from './payloads';

const BY_THE_MARKET = { propose: 'market-control.propose', approve: 'market-control.approve' } as const;

/** Verified users are let into the market of local power (S30). */
export const participantKind = (): TaskKind<GreenPowerParticipantPayload> => ({
  kind: 'green-power-participant',
  title: { zh: '本地绿电市场准入', en: 'Admission to local green power' },
  payload: GreenPowerParticipantPayload,
  ...BY_THE_MARKET,
  prepare: (tx, { payload, now }) => {
    if (payload.maySell || payload.mayBuy) return prepareAdmission(tx, payload, now);
    throw malformed([fault('payload.mayBuy', 'one-of', 'sells, buys, or both', '出售、购买至少选择一项')]);
  },
  execute: async (tx, task, approval) => ({
    participant: task.id,
    account: await admitParticipant(tx, task, task.payload, approval),
  }),
});

export const participantEndKind = (): TaskKind<GreenPowerParticipantEndPayload> => ({
  kind: 'green-power-participant-end',
  title: { zh: '取消本地绿电市场准入', en: 'End of an admission to local green power' },
  payload: GreenPowerParticipantEndPayload,
  ...BY_THE_MARKET,
  prepare: (tx, { payload: { holder, endReason } }) => prepareEnd(tx, holder, endReason),
  execute: async (tx, task, approval) => {
    const { holder: code, endReason: reason } = task.payload;
    await endAdmission(tx, task, { code, reason }, approval);
    return { holder: code };
  },
});

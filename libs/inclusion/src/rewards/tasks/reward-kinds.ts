import { auditTask, type TaskKind } from '@carbon/approvals';
import { addStock, withdrawReward } from '../persistence/rewards';
import { rewardNotOffered, rewardUnknown, stockUnbounded } from '../domain/refusals';
import { prepareReward, setReward } from '../use-cases/set-reward';
import { rewardOfOperator } from '../use-cases/reward-of-operator';
import {
  InclusionRewardPayload,
  InclusionRewardStockPayload,
  InclusionRewardWithdrawalPayload,
} from './payloads';

const BY_PROGRAMME = { propose: 'inclusion.propose', approve: 'inclusion.approve' } as const;

/** A reward comes on sale, or gets new terms. */
export const rewardKind = (): TaskKind<InclusionRewardPayload> => ({
  kind: 'inclusion-reward',
  title: { zh: '积分兑换项上架或变更', en: 'A reward for points: opened or agreed anew' },
  payload: InclusionRewardPayload,
  ...BY_PROGRAMME,
  prepare: (tx, { payload, caller, now }) => prepareReward(tx, payload, { caller, now }),
  execute: (tx, task, approval) => setReward(tx, task, approval),
});

/** Pieces are added to a reward's stock. */
export const rewardStockKind = (): TaskKind<InclusionRewardStockPayload> => ({
  kind: 'inclusion-reward-stock',
  title: { zh: '兑换项补货', en: 'More stock of a reward' },
  payload: InclusionRewardStockPayload,
  ...BY_PROGRAMME,

  async prepare(tx, { payload, caller }) {
    const { reward, programme } = await rewardOfOperator(tx, payload, caller);
    if (reward.stock === null) throw stockUnbounded({ reward: reward.code });
    const { zh, en } = reward.name;
    return {
      holderId: programme.operatorId,
      subject: { kind: 'reward', id: reward.id },
      quantity: BigInt(payload.pieces),
      summary: {
        zh: `${programme.code}：${zh}（${reward.code}）补货 ${payload.pieces} 份`,
        en: `${programme.code}: ${payload.pieces} more of ${en} (${reward.code})`,
      },
    };
  },

  async execute(tx, task, { approver, now }) {
    const { reward, programme } = await rewardOfOperator(tx, task.payload, approver);
    const stock = await addStock(tx, reward.id, BigInt(task.payload.pieces));
    if (stock === undefined) throw stockUnbounded({ reward: reward.code });
    const entry = {
      action: 'reward.restocked',
      subject: { kind: 'reward', id: reward.id },
      holderId: programme.operatorId,
      after: { programme: programme.code, code: reward.code, pieces: task.payload.pieces },
    };
    await auditTask(tx, task, approver, entry, now);
    return { reward: reward.id, stock: stock.toString() };
  },
});

/** A reward goes off sale; vouchers that are out stay good. */
export const rewardWithdrawalKind = (): TaskKind<InclusionRewardWithdrawalPayload> => ({
  kind: 'inclusion-reward-withdrawal',
  title: { zh: '兑换项下架', en: 'A reward goes off sale' },
  payload: InclusionRewardWithdrawalPayload,
  ...BY_PROGRAMME,

  async prepare(tx, { payload, caller }) {
    const { reward, programme } = await rewardOfOperator(tx, payload, caller);
    if (reward.withdrawnAt !== null) throw rewardNotOffered({ reward: reward.code });
    const { zh, en } = reward.name;
    return {
      holderId: programme.operatorId,
      subject: { kind: 'reward', id: reward.id },
      summary: {
        zh: `${programme.code}：${zh}（${reward.code}）下架，已兑换的券仍可使用。事由：${payload.withdrawalReason}`,
        en: `${programme.code}: ${en} (${reward.code}) goes off sale; vouchers that are out stay good`,
      },
    };
  },

  async execute(tx, task, { approver, now }) {
    const { reward, programme } = await rewardOfOperator(tx, task.payload, approver);
    if (!(await withdrawReward(tx, reward.id, now))) throw rewardUnknown({ reward: reward.code });
    const entry = {
      action: 'reward.withdrawn',
      subject: { kind: 'reward', id: reward.id },
      holderId: programme.operatorId,
      after: { programme: programme.code, code: reward.code },
      reason: task.payload.withdrawalReason,
    };
    await auditTask(tx, task, approver, entry, now);
    return { reward: reward.id };
  },
});

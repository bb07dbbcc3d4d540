import { auditTask, type Prepared, type Task } from '@carbon/approvals';
import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { findHolder, type Holder } from '@carbon/identity';
import { fault, type Json, malformed, parseMoment } from '@carbon/kernel';
import type { Programme } from '../../programmes/programme';
import { fundingEnded, fundingUnknown, merchantUnfit, rewardFixed } from '../domain/refusals';
import type { RewardTerms } from '../domain/reward';
import { fenOf, yuanOf } from '../domain/yuan';
import { findFunding } from '../persistence/fundings';
import { type AgreedTerms, changeTerms, findReward, insertReward } from '../persistence/rewards';
import type { InclusionRewardPayload } from '../tasks/payloads';
import { programmeOfOperator } from './reward-of-operator';

/** Who gives what is for points, and who gets gifts: residents do neither. */
const isFit = (holder: Holder | undefined, kind: InclusionRewardPayload['kind']): holder is Holder =>
  holder?.state === 'active' &&
  (kind === 'charity' ? holder.kind !== 'resident' : holder.kind === 'merchant');

interface Checked {
  readonly programme: Programme;
  readonly merchant: Holder;
  readonly before: RewardTerms | undefined;
  readonly terms: AgreedTerms;
}

/** @throws Refusal INPUT_MALFORMED, PROGRAMME_UNKNOWN, REWARD_MERCHANT_UNFIT, REWARD_KIND_FIXED, FUNDING_UNKNOWN, … */
async function check(
  tx: Transaction,
  payload: InclusionRewardPayload,
  { caller, now }: { readonly caller: Pick<Caller, 'reach'>; readonly now: Date },
): Promise<Checked> {
  requireFitting(payload);
  const { kind, code } = payload;
  const programme = await programmeOfOperator(tx, payload.programme, caller);
  const merchant = await findHolder(tx.manager, payload.merchant);
  if (!isFit(merchant, kind)) throw merchantUnfit({ merchant: payload.merchant });
  const before = await findReward(tx, { programme: programme.code, code });
  if (
    before !== undefined &&
    (before.kind !== kind || before.merchantId !== merchant.id || payload.kwh !== (before.kwh ?? undefined))
  )
    throw rewardFixed({ reward: code });
  if (payload.funding !== undefined) {
    const funding = await findFunding(tx, payload.funding, null);
    if (funding?.programmeId !== programme.id) throw fundingUnknown();
    if (funding.endedAt !== null) throw fundingEnded();
  }
  return { programme, merchant, before, terms: termsOf(payload, now) };
}

function requireFitting({
  kind,
  kwh,
  targetPoints,
  confirms,
  stock,
  settlementYuan,
  ...rest
}: InclusionRewardPayload): void {
  const faults = [
    ...((kwh !== undefined) === (kind === 'green-power-right')
      ? []
      : [fault('payload.kwh', 'kind', 'is of a right to buy green power', '仅绿电购买权须填写电量')]),
    ...(targetPoints === undefined || kind === 'charity'
      ? []
      : [fault('payload.targetPoints', 'kind', 'is of a cause', '仅公益捐赠可填写目标')]),
    ...(kind === 'charity' && (confirms === true || stock !== undefined)
      ? [
          fault(
            'payload.kind',
            'kind',
            'gifts have no stock and need nobody’s yes',
            '捐赠不设库存，也无需商户确认',
          ),
        ]
      : []),
    ...(settlementYuan.startsWith('-')
      ? [fault('payload.settlementYuan', 'range', 'must not be below zero', '不得为负')]
      : []),
    ...(rest.validFrom !== undefined &&
    rest.validTo !== undefined &&
    parseMoment(rest.validTo) <= parseMoment(rest.validFrom)
      ? [fault('payload.validTo', 'range', 'must come after validFrom', '应晚于上架时间')]
      : []),
  ];
  if (faults.length > 0) throw malformed(faults);
}

const termsOf = (payload: InclusionRewardPayload, now: Date): AgreedTerms => ({
  name: { zh: payload.nameZh, en: payload.nameEn },
  points: BigInt(payload.points),
  limit: payload.limit === undefined ? null : { count: payload.limit.count, period: payload.limit.period },
  confirms: payload.confirms ?? false,
  settlementFen: fenOf(payload.settlementYuan),
  fundingId: payload.funding ?? null,
  targetPoints: payload.targetPoints === undefined ? null : BigInt(payload.targetPoints),
  validFrom: payload.validFrom === undefined ? now : parseMoment(payload.validFrom),
  validTo: payload.validTo === undefined ? null : parseMoment(payload.validTo),
});

/** @throws as `check` */
export async function prepareReward(
  tx: Transaction,
  payload: InclusionRewardPayload,
  by: { readonly caller: Pick<Caller, 'reach'>; readonly now: Date },
): Promise<Prepared> {
  const { programme, merchant, before, terms } = await check(tx, payload, by);
  const { name, points, settlementFen } = terms;
  const price = yuanOf(settlementFen);
  return {
    holderId: programme.operatorId,
    subject: { kind: 'reward', id: before?.id ?? `${programme.code}/${payload.code}` },
    summary: {
      zh: `${programme.code}：${before === undefined ? '上架' : '变更'} ${name.zh}（${payload.code}），${points.toString()} 积分，由 ${merchant.code} 提供，每份结算 ${price} 元`,
      en: `${programme.code}: ${before === undefined ? 'open' : 'agree anew'} ${name.en} (${payload.code}), ${points.toString()} points, given by ${merchant.code}, ${price} yuan paid for each`,
    },
  };
}

/** @throws as `check` */
export async function setReward(
  tx: Transaction,
  task: Task<InclusionRewardPayload>,
  { approver, now }: { readonly approver: Caller; readonly now: Date },
): Promise<Json> {
  const { payload } = task;
  const { programme, merchant, before, terms } = await check(tx, payload, { caller: approver, now });
  const id = before?.id ?? task.id;
  if (before === undefined) {
    const { code, kind, source, kwh = null } = payload;
    const stock = payload.stock === undefined ? null : BigInt(payload.stock);
    const reward = { ...terms, id, code, kind, source, kwh, stock };
    await insertReward(tx, { ...reward, programmeId: programme.id, merchantId: merchant.id }, now);
  } else await changeTerms(tx, id, terms);
  const entry = {
    action: before === undefined ? 'reward.opened' : 'reward.changed',
    subject: { kind: 'reward', id },
    holderId: programme.operatorId,
    ...(before === undefined ? {} : { before: told(before) }),
    after: { programme: programme.code, code: payload.code, merchant: merchant.code, ...told(terms) },
  };
  await auditTask(tx, task, approver, entry, now);
  return { reward: id, code: payload.code };
}

const told = ({ points, settlementFen, fundingId, limit }: AgreedTerms): Record<string, Json> => ({
  ...{ points: points.toString(), settlementYuan: yuanOf(settlementFen), funding: fundingId },
  limit: limit === null ? null : `${limit.count}/${limit.period}`,
});

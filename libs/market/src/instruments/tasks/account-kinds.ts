import { auditTask, type TaskKind } from '@carbon/approvals';
import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { getHolder } from '@carbon/identity';
import { fenOf, yuanOf } from '../../domain/trading';
import { accountStateForbids, tradingAccountUnknown } from '../domain/refusals';
import type { InstrumentParts } from '../parts';
import { noteAct } from '../persistence/market-acts';
import { setAccountState, setOrderLimit } from '../persistence/write-trading-accounts';
import { findTradingAccount, type TradingAccount } from '../trading-account';
import { requireOwnHolder } from '../use-cases/may-trade';
import { lockedAccount } from '../use-cases/trading-account-acts';
import { TradingAccountChangePayload, TradingAccountClosingPayload } from './payloads';

const WHO = { propose: 'trading-accounts.propose', approve: 'trading-accounts.approve' } as const;

/** REG-008: another largest order for a trading account, or none of its own. */
export const tradingAccountChangeKind = (): TaskKind<TradingAccountChangePayload> => ({
  kind: 'trading-account-change',
  title: { zh: '变更交易账户', en: 'Change of a trading account' },
  payload: TradingAccountChangePayload,
  ...WHO,

  async prepare(tx, { payload, caller }) {
    const account = await ownAccount(tx, payload.tradingAccount, caller);
    requireStanding(account);
    const { number, holderId } = account;
    const { orderLimit } = payload;
    return {
      holderId,
      subject: { kind: 'trading-account', id: number },
      summary: {
        zh: `交易账户 ${number} 单笔委托上限：${orderLimit === undefined ? '不另设' : `${orderLimit} 元`}`,
        en: `Largest order of the trading account ${number}: ${orderLimit === undefined ? 'none of its own' : `${orderLimit} yuan`}`,
      },
    };
  },

  async execute(tx, task, { approver, now }) {
    const { tradingAccount: number, orderLimit } = task.payload;
    const account = await lockedAccount(tx, number);
    requireStanding(account);
    await setOrderLimit(tx, number, orderLimit === undefined ? undefined : fenOf(orderLimit), now);
    const by = task.initiator.id;
    await noteAct(tx, { kind: 'trading-account', id: number }, { act: 'changed', task: task.id, by, now });
    const before = account.orderLimitFen;
    const entry = {
      action: 'trading-account.changed',
      subject: { kind: 'trading-account', id: number },
      holderId: account.holderId,
      before: { orderLimit: before === undefined ? null : yuanOf(before) },
      after: { orderLimit: orderLimit ?? null },
    };
    await auditTask(tx, task, approver, entry, now);
    return { tradingAccount: number };
  },
});

/** Ends a trading account of which nothing is open; the accounts it settled on stay. */
export const tradingAccountClosingKind = ({
  commitments,
}: InstrumentParts): TaskKind<TradingAccountClosingPayload> => ({
  kind: 'trading-account-closing',
  title: { zh: '注销交易账户', en: 'Closing of a trading account' },
  payload: TradingAccountClosingPayload,
  ...WHO,

  async prepare(tx, { payload, caller }) {
    const account = await ownAccount(tx, payload.tradingAccount, caller);
    requireStanding(account);
    await commitments.requireNone(tx, account.number);
    return {
      holderId: account.holderId,
      subject: { kind: 'trading-account', id: account.number },
      summary: {
        zh: `注销交易账户 ${account.number}：${payload.reason}`,
        en: `Close the trading account ${account.number}: ${payload.reason}`,
      },
    };
  },

  async execute(tx, task, { approver, now }) {
    const { tradingAccount: number, reason } = task.payload;
    const account = await lockedAccount(tx, number);
    requireStanding(account);
    await commitments.requireNone(tx, number);
    await setAccountState(tx, number, 'closed', now);
    await noteAct(
      tx,
      { kind: 'trading-account', id: number },
      { act: 'closed', reason, task: task.id, by: task.initiator.id, now },
    );
    const entry = {
      action: 'trading-account.closed',
      subject: { kind: 'trading-account', id: number },
      holderId: account.holderId,
      before: { state: account.state },
      after: { state: 'closed' },
      reason,
    };
    await auditTask(tx, task, approver, entry, now);
    return { tradingAccount: number };
  },
});

/** @throws Refusal EXCHANGE_TRADING_ACCOUNT_UNKNOWN, TRADING_OWN_PEOPLE_ONLY */
async function ownAccount(tx: Transaction, number: string, caller: Caller): Promise<TradingAccount> {
  const account = await findTradingAccount(tx, number, caller.reach);
  if (account === undefined) throw tradingAccountUnknown(number);
  requireOwnHolder(await getHolder(tx.manager, account.holderId), caller);
  return account;
}

/** @throws Refusal TRADING_ACCOUNT_STATE */
function requireStanding({ number, state }: TradingAccount): void {
  if (state === 'closed') throw accountStateForbids(number, state);
}

import { auditTask, type TaskKind } from '@carbon/approvals';
import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { type Holder, holderInReach, lockHolders, unknownHolder } from '@carbon/identity';
import { fenOf } from '../../domain/trading';
import { accountThere } from '../domain/refusals';
import type { InstrumentParts } from '../parts';
import { noteAct } from '../persistence/market-acts';
import { accountOfHolder, insertTradingAccount } from '../persistence/write-trading-accounts';
import { accountsForTrading, requireUsable } from '../use-cases/accounts-for-trading';
import { requireMayTrade, requireOwnHolder } from '../use-cases/may-trade';
import { rulesOnDay } from '../use-cases/rules-on-day';
import { TradingAccountOpeningPayload } from './payloads';

/** CCT-002, ETS-003: opens a trading account, and the accounts it settles on where the holder has none. */
export function tradingAccountOpeningKind(parts: InstrumentParts): TaskKind<TradingAccountOpeningPayload> {
  return {
    kind: 'trading-account-opening',
    title: { zh: '开立交易账户', en: 'Opening of a trading account' },
    payload: TradingAccountOpeningPayload,
    propose: 'trading-accounts.propose',
    approve: 'trading-accounts.approve',

    async prepare(tx, { payload, caller, now }) {
      const holder = await askedHolder(tx, payload, caller);
      requireOwnHolder(holder, caller);
      await requireFree(tx, parts, payload.market, holder, now);
      await requireUsable(tx, holder, payload, caller, now);
      const { market, orderLimit } = payload;
      return {
        holderId: holder.id,
        subject: { kind: 'holder', id: holder.code },
        payload: Object.assign(new TradingAccountOpeningPayload(), payload, { holder: holder.code }),
        summary: {
          zh: `为 ${holder.code}（${holder.nameZh}）开立市场 ${market} 的交易账户${orderLimit === undefined ? '' : `，单笔委托上限 ${orderLimit} 元`}`,
          en: `Open a trading account of ${holder.code} (${holder.nameEn}) in the market ${market}${orderLimit === undefined ? '' : `, orders of at most ${orderLimit} yuan`}`,
        },
      };
    },

    async execute(tx, task, { approver, now }) {
      const { payload } = task;
      const { market, orderLimit } = payload;
      const holder = await askedHolder(tx, payload, approver);
      await lockHolders(tx, [holder.id]);
      await requireFree(tx, parts, market, holder, now);
      const accounts = await accountsForTrading(tx, holder, payload, now);
      const orderLimitFen = orderLimit === undefined ? undefined : fenOf(orderLimit);
      const by = task.initiator.id;
      const account = { market, holderId: holder.id, orderLimitFen, ...accounts };
      const number = await insertTradingAccount(tx, account, { by, now });
      await noteAct(tx, { kind: 'trading-account', id: number }, { act: 'opened', task: task.id, by, now });
      const entry = {
        action: 'trading-account.opened',
        subject: { kind: 'trading-account', id: number },
        holderId: holder.id,
        after: { market, ...accounts, orderLimit: orderLimit ?? null },
      };
      await auditTask(tx, task, approver, entry, now);
      return { tradingAccount: number, ...accounts };
    },
  };
}

function askedHolder(
  tx: Transaction,
  { holder }: TradingAccountOpeningPayload,
  caller: Caller,
): Promise<Holder> {
  const name = holder ?? caller.holder?.id;
  if (name === undefined) throw unknownHolder('');
  return holderInReach(tx.manager, name, caller.reach);
}

/** ETS-006, CCT-001, CCT-004: the holder may trade there, and has no account in the market yet. */
async function requireFree(
  tx: Transaction,
  parts: InstrumentParts,
  market: string,
  holder: Holder,
  now: Date,
): Promise<void> {
  requireMayTrade(await rulesOnDay(tx, parts, market, now), holder);
  const there = await accountOfHolder(tx, holder.id, market);
  if (there !== undefined) throw accountThere(there, market);
}

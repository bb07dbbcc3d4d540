import type { TaskKind } from '@carbon/approvals';
import { defineInstrument } from '@carbon/ledger';
import { marketUnknown, yearTaken } from '../domain/refusals';
import { shareOf } from '../domain/share-of-body';
import {
  InternalAllocationPayload,
  InternalCountPayload,
  InternalYearOpeningPayload,
} from '../http/payloads';
import { findMarket, getYear, type InternalMarket, lockYear } from '../persistence/internal-markets';
import { issueShares, planShares } from '../use-cases/allocate';
import { planCount, settleCount, type YearCount } from '../use-cases/count-year';
import { INTERNAL_SCHEME, type InternalDesk } from '../use-cases/desk';
import { ownMarket } from '../use-cases/own-market';
import { auditMarket, causeOf } from './cause';
import type { Transaction } from '@carbon/database';

async function marketOf(tx: Transaction, code: string): Promise<InternalMarket> {
  const market = await findMarket(tx, code);
  if (market === undefined) throw marketUnknown(code);
  return market;
}

/** A year of a market: how many units there are, what a tonne saved is worth, and what is left afterwards. */
export const internalYearOpeningKind: TaskKind<InternalYearOpeningPayload> = {
  kind: 'internal-year-opening',
  title: { zh: '设立内部市场年度', en: 'Open a year of an internal market' },
  payload: InternalYearOpeningPayload,
  propose: 'internal-markets.propose',
  approve: 'internal-markets.approve',

  async prepare(tx, { payload, caller }) {
    const market = await ownMarket(tx, payload.market, caller);
    const { year, capT, rewardFenPerTonne, afterCount } = payload;
    return {
      holderId: market.ownerId,
      subject: { kind: 'internal-market', id: market.code },
      quantity: BigInt(capT),
      summary: {
        zh: `${market.code} ${year} 年度总量 ${capT} 吨，节余奖励每吨 ${rewardFenPerTonne} 分，清算后剩余${afterCount === 'keep' ? '保留' : '失效'}`,
        en: `${market.code} ${year}: cap ${capT} t, ${rewardFenPerTonne} fen for each tonne saved, what is left is ${afterCount === 'keep' ? 'kept' : 'ended'}`,
      },
    };
  },

  async execute(tx, task, { approver, now }) {
    const { payload } = task;
    const market = await marketOf(tx, payload.market);
    const instrument = `IM-${market.code}-${payload.year}`;
    await defineInstrument(tx, {
      ...{ code: instrument, kind: 'allowance', unit: 't', scheme: INTERNAL_SCHEME },
      ...{ period: String(payload.year), serialised: true, cap: BigInt(payload.capT) },
    });
    const opened = await tx.query(
      `insert into allowances.internal_year
         (market, year, instrument, cap_t, reward_fen_per_tonne, after_count, opened_at, opened_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning year`,
      [
        ...[market.code, payload.year, instrument, payload.capT, payload.rewardFenPerTonne],
        ...[payload.afterCount, now, task.initiator.id],
      ],
    );
    if (opened.length === 0) throw yearTaken(market.code, payload.year);
    const { year, capT, rewardFenPerTonne, afterCount } = payload;
    const entry = { action: 'internal-market.year-opened', market: market.code, holderId: market.ownerId };
    const after = { year, capT, rewardFenPerTonne, afterCount };
    await auditMarket(tx, task, approver, { ...entry, after }, now);
    return { market: market.code, year, instrument };
  },
};

/** Units for the members of a market, within its cap. */
export function internalAllocationKind(desk: InternalDesk): TaskKind<InternalAllocationPayload> {
  const asked = ({ shares }: InternalAllocationPayload) =>
    shares.map((told, at) => ({ holder: told.holder, share: shareOf(told, `payload.shares[${at}]`) }));
  return {
    kind: 'internal-allocation',
    title: { zh: '内部市场配额分配', en: 'Allocate in an internal market' },
    payload: InternalAllocationPayload,
    propose: 'internal-markets.propose',
    approve: 'internal-markets.approve',

    async prepare(tx, { payload, caller }) {
      const market = await ownMarket(tx, payload.market, caller);
      const year = await getYear(tx, market.code, payload.year);
      const { totalT, shares } = await planShares(tx, desk, market, year, asked(payload));
      return {
        holderId: market.ownerId,
        subject: { kind: 'internal-market', id: market.code },
        quantity: totalT,
        summary: {
          zh: `向 ${market.code} 的 ${shares.length} 个成员分配 ${year.year} 年度配额 ${totalT} 吨`,
          en: `Allocate ${totalT} t of ${year.year} to ${shares.length} members of ${market.code}`,
        },
      };
    },

    async execute(tx, task, { approver, now }) {
      const { payload } = task;
      const market = await marketOf(tx, payload.market);
      const year = await lockYear(tx, market.code, payload.year);
      const plan = await planShares(tx, desk, market, year, asked(payload));
      await issueShares(
        tx,
        desk,
        year,
        plan,
        causeOf(task, approver, `internal:${market.code}:${year.year}`),
      );
      const after = { year: year.year, members: plan.shares.length, totalT: plan.totalT.toString() };
      const entry = { action: 'internal-market.allocated', market: market.code, holderId: market.ownerId };
      await auditMarket(tx, task, approver, { ...entry, after }, now);
      return after;
    },
  };
}

/** The end of a year: units are counted against measured emissions, savings are rewarded. */
export function internalCountKind(desk: InternalDesk): TaskKind<InternalCountPayload> {
  return {
    kind: 'internal-count',
    title: { zh: '内部市场年度清算', en: 'Count a year of an internal market' },
    payload: InternalCountPayload,
    propose: 'internal-markets.propose',
    approve: 'internal-markets.approve',

    async prepare(tx, { payload, caller }) {
      const market = await ownMarket(tx, payload.market, caller);
      const year = await getYear(tx, market.code, payload.year);
      const totals = totalsOf(await planCount(tx, desk, market, year));
      return {
        holderId: market.ownerId,
        subject: { kind: 'internal-market', id: market.code },
        quantity: totals.dueT,
        summary: {
          zh: `${market.code} ${year.year} 年度清算：应清缴 ${totals.dueT} 吨，缺口 ${totals.shortfallT} 吨，奖励 ${totals.rewardFen} 分`,
          en: `Count ${year.year} of ${market.code}: ${totals.dueT} t due, ${totals.shortfallT} t short, ${totals.rewardFen} fen of rewards`,
        },
      };
    },

    async execute(tx, task, { approver, now }) {
      const market = await marketOf(tx, task.payload.market);
      const year = await lockYear(tx, market.code, task.payload.year);
      const count = await planCount(tx, desk, market, year);
      await settleCount(
        tx,
        desk,
        year,
        count,
        causeOf(task, approver, `internal:${market.code}:${year.year}`),
      );
      const { dueT, shortfallT, rewardFen } = totalsOf(count);
      const after = {
        ...{ year: year.year, members: count.members.length, dueT: dueT.toString() },
        ...{ shortfallT: shortfallT.toString(), rewardFen: rewardFen.toString() },
      };
      const entry = { action: 'internal-market.counted', market: market.code, holderId: market.ownerId };
      await auditMarket(tx, task, approver, { ...entry, after }, now);
      return after;
    },
  };
}

function totalsOf({ members }: YearCount) {
  const sum = (of: (member: YearCount['members'][number]) => bigint) =>
    members.reduce((all, member) => all + of(member), 0n);
  return {
    dueT: sum(({ dueT }) => dueT),
    shortfallT: sum(({ shortfallT }) => shortfallT),
    rewardFen: sum(({ rewardFen }) => rewardFen),
  };
}

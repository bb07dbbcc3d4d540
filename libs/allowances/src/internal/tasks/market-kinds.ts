import type { TaskKind } from '@carbon/approvals';
import { permissionMissing } from '@carbon/http';
import { marketTaken, marketUnknown, notInvited } from '../domain/refusals';
import { InternalMarketJoiningPayload, InternalMarketOpeningPayload } from '../http/payloads';
import { findMarket, marketInReach } from '../persistence/internal-markets';
import { auditMarket } from './cause';

/** A park or a group opens a market of its own (S04): two of its people decide it. */
export const internalMarketOpeningKind: TaskKind<InternalMarketOpeningPayload> = {
  kind: 'internal-market-opening',
  title: { zh: '设立内部市场', en: 'Open an internal market' },
  payload: InternalMarketOpeningPayload,
  propose: 'internal-markets.propose',
  approve: 'internal-markets.approve',

  async prepare(tx, { payload, caller }) {
    if (caller.holder === undefined) throw permissionMissing('internal-markets.propose');
    if ((await findMarket(tx, payload.code)) !== undefined) throw marketTaken(payload.code);
    return {
      holderId: caller.holder.id,
      subject: { kind: 'internal-market', id: payload.code },
      summary: {
        zh: `设立${payload.kind === 'park' ? '园区' : '集团'}内部市场 ${payload.code}（${payload.nameZh}）`,
        en: `Open the internal market ${payload.code} of a ${payload.kind}: ${payload.nameEn}`,
      },
    };
  },

  async execute(tx, task, { approver, now }) {
    const { payload, holderId } = task;
    if (holderId === null) throw marketUnknown(payload.code);
    const opened = await tx.query<{ code: string }>(
      `insert into allowances.internal_market
         (code, owner_id, kind, name_zh, name_en, opened_at, opened_by, approved_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning code`,
      [
        ...[payload.code, holderId, payload.kind, payload.nameZh, payload.nameEn],
        ...[now, task.initiator.id, approver.id],
      ],
    );
    if (opened.length === 0) throw marketTaken(payload.code);
    const after = { kind: payload.kind, nameZh: payload.nameZh };
    const entry = { action: 'internal-market.opened', market: payload.code, holderId, after };
    await auditMarket(tx, task, approver, entry, now);
    return { market: payload.code };
  },
};

/** A firm that was invited joins: its own people decide, and accept that its units are counted at the year's end. */
export const internalMarketJoiningKind: TaskKind<InternalMarketJoiningPayload> = {
  kind: 'internal-market-joining',
  title: { zh: '加入内部市场', en: 'Join an internal market' },
  payload: InternalMarketJoiningPayload,
  propose: 'internal-markets.propose',
  approve: 'internal-markets.approve',

  async prepare(tx, { payload, caller }) {
    if (caller.holder === undefined) throw permissionMissing('internal-markets.propose');
    const market = await marketInReach(tx, payload.market, caller.reach);
    const [invited] = await tx.query(
      `select from allowances.internal_member where market = $1 and holder_id = $2 and joined_at is null`,
      [market.code, caller.holder.id],
    );
    if (invited === undefined) throw notInvited(market.code);
    return {
      holderId: caller.holder.id,
      subject: { kind: 'internal-market', id: market.code },
      summary: {
        zh: `加入内部市场 ${market.code}（${market.nameZh}），接受其年度清算`,
        en: `Join the internal market ${market.code} (${market.nameEn}) and its yearly count`,
      },
    };
  },

  async execute(tx, task, { approver, now }) {
    const { holderId, payload } = task;
    const joined = await tx.query(
      `update allowances.internal_member set joined_at = $3, joined_by = $4, approved_by = $5
        where market = $1 and holder_id = $2 and joined_at is null returning market`,
      [payload.market, holderId, now, task.initiator.id, approver.id],
    );
    if (joined.length === 0 || holderId === null) throw notInvited(payload.market);
    const entry = { action: 'internal-market.joined', market: payload.market, holderId, after: {} };
    await auditMarket(tx, task, approver, entry, now);
    return { market: payload.market };
  },
};

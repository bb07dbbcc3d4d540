import { IsMoment, PageQuery, type Sent } from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { ACCOUNT_STATES, type AccountState, actsOf, holderMayAct } from '../domain/account-states';
import { ACCOUNT_KINDS, type AccountKind, type Part, PARTS } from '../domain/vocabulary';
import type { BalanceView, HeldBlock, StatementLine } from '../persistence/read-balances';
import type { AccountView } from '../persistence/read-directory';
import { IsAccountNumber, IsInstrumentCode } from './fields';

export class AccountPath {
  @IsAccountNumber({ description: 'Account number. 账户编号' })
  number!: string;
}

export class BalanceQuery extends PageQuery {
  @IsMoment({ description: 'As it was at this moment; now when absent. 时点', optional: true })
  at?: string;
}

export class BlockQuery extends PageQuery {
  @IsInstrumentCode({ description: 'Only this instrument. 按品种筛选', optional: true })
  instrument?: string;
}

const ACTS = { type: String, isArray: true } as const;

export class AllowedBody {
  @ApiProperty({ ...ACTS, description: 'May take units out. 可转出业务', example: ['transfer', 'surrender'] })
  out!: readonly string[];

  @ApiProperty({ ...ACTS, description: 'May bring units in. 可转入业务', example: ['issue', 'transfer'] })
  in!: readonly string[];

  @ApiProperty({
    ...ACTS,
    description: 'May set units apart or give them back. 可办理的冻结与解冻',
    example: ['freeze'],
  })
  within!: readonly string[];

  @ApiProperty({
    description: "Whether the holder's own people may propose. 持有人可否发起申请",
    example: true,
  })
  proposals!: boolean;
}

export class AccountBody {
  @ApiProperty({ description: 'Account number. 账户编号', example: 'CL-100-1024-0-28' })
  number!: string;

  @ApiProperty({
    description: 'Id of the holder. 持有人编号',
    example: '01900000-0000-7000-8000-000000000001',
  })
  holderId!: string;

  @ApiProperty({ enum: ACCOUNT_KINDS, description: 'What the account is for. 账户类型', example: 'holding' })
  kind!: AccountKind;

  @ApiProperty({
    enum: ACCOUNT_STATES,
    description: 'What may happen on it depends on this. 状态',
    example: 'open',
  })
  state!: AccountState;

  @ApiProperty({ type: String, nullable: true, description: 'Why it is in this state. 原因', example: null })
  stateReason!: string | null;

  @ApiProperty({
    format: 'date-time',
    description: 'Since when. 状态起始时间',
    example: '2026-03-02T10:00:00.000+08:00',
  })
  stateSince!: string;

  @ApiProperty({
    description: 'Blocked by a reconciliation, beside its state: nothing happens on it. 是否锁止',
    example: false,
  })
  blocked!: boolean;

  @ApiProperty({ type: String, nullable: true, description: 'Why it is blocked. 锁止原因', example: null })
  blockedReason!: string | null;

  @ApiProperty({ type: AllowedBody, description: 'What may happen on it now. 可办理业务' })
  allowed!: Sent<AllowedBody>;

  @ApiProperty({
    format: 'date-time',
    description: 'When it was opened. 开户时间',
    example: '2026-03-02T10:00:00.000+08:00',
  })
  openedAt!: string;
}

const NOTHING = { out: [], in: [], within: [] };

export function accountBody(account: AccountView): Sent<AccountBody> {
  const { number, holderId, kind, state, stateReason, blocked, blockedReason } = account;
  return {
    number,
    holderId,
    kind,
    state,
    stateReason,
    stateSince: chinaTimestamp(account.stateSince),
    blocked,
    blockedReason,
    allowed: { ...(blocked ? NOTHING : actsOf(state)), proposals: !blocked && holderMayAct(state) },
    openedAt: chinaTimestamp(account.openedAt),
  };
}

/** A balance in its parts, as decimal strings. */
const PART_PROPERTIES = Object.fromEntries(
  PARTS.map((part) => [part, { type: 'string' as const, format: 'whole-number' }]),
);

export class BalanceBody {
  @ApiProperty({ description: 'Code of the instrument. 品种', example: 'GEC-W320900A01-2026-03' })
  instrument!: string;

  @ApiProperty({ description: 'Kind of the instrument. 品种类型', example: 'green-certificate' })
  kind!: string;

  @ApiProperty({ description: 'What one unit is. 单位', example: 'certificate' })
  unit!: string;

  @ApiProperty({
    type: 'object',
    properties: PART_PROPERTIES,
    additionalProperties: false,
    description: 'The balance in its parts, in units. 余额构成',
    example: { available: '90', frozen: '10', locked: '0', pledged: '0', judicial: '0', pending: '0' },
  })
  parts!: Record<Part, string>;

  @ApiProperty({ format: 'whole-number', description: 'All parts together, in units. 合计', example: '100' })
  total!: string;

  @ApiProperty({ description: 'Journal rows that made it; grows by one with each. 版本', example: '7' })
  version!: string;
}

export function balanceBody(view: BalanceView): Sent<BalanceBody> {
  const { instrument, kind, unit, parts, total, version } = view;
  const texts = Object.fromEntries(PARTS.map((part) => [part, parts[part].toString()])) as Record<
    Part,
    string
  >;
  return { instrument, kind, unit, parts: texts, total: total.toString(), version: version.toString() };
}

export class StatementLineBody {
  @ApiProperty({ description: 'Number of the journal row. 流水号', example: '43' })
  journal!: string;

  @ApiProperty({ description: 'Number of the transaction. 交易编号', example: '42' })
  transaction!: string;

  @ApiProperty({ description: 'What happened. 业务类型', example: 'transfer' })
  kind!: string;

  @ApiProperty({ description: 'Code of the instrument. 品种', example: 'GEC-W320900A01-2026-03' })
  instrument!: string;

  @ApiProperty({ enum: PARTS, description: 'Part of the balance. 余额类别', example: 'available' })
  part!: Part;

  @ApiProperty({ description: 'Change in units, negative when given away. 变动', example: '-100' })
  change!: string;

  @ApiProperty({ description: 'The part afterwards, in units. 变动后余额', example: '900' })
  after!: string;

  @ApiProperty({ description: 'The account on the other side. 对方账户', example: 'CL-100-1025-0-23' })
  counterparty!: string;

  @ApiProperty({
    format: 'date-time',
    description: 'When it was recorded. 入账时间',
    example: '2026-03-02T10:00:00.000+08:00',
  })
  recordedAt!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Business reference. 业务编号',
    example: 'CONTRACT-2026-017',
  })
  reference!: string | null;
}

export function statementLineBody(line: StatementLine): Sent<StatementLineBody> {
  const { kind, instrument, part, counterparty, reference } = line;
  return {
    journal: line.journalId.toString(),
    transaction: line.transactionId.toString(),
    kind,
    instrument,
    part,
    change: line.change.toString(),
    after: line.after.toString(),
    counterparty,
    recordedAt: chinaTimestamp(line.recordedAt),
    reference,
  };
}

export class BlockBody {
  @ApiProperty({ description: 'Code of the instrument. 品种', example: 'GEC-W320900A01-2026-03' })
  instrument!: string;

  @ApiProperty({ enum: PARTS, description: 'Part of the balance. 余额类别', example: 'available' })
  part!: Part;

  @ApiProperty({ description: 'First serial, included. 起始编号', example: '1' })
  first!: string;

  @ApiProperty({ description: 'Last serial, included. 终止编号', example: '100' })
  last!: string;

  @ApiProperty({ description: 'Journal row that brought them here. 来源流水号', example: '43' })
  journal!: string;
}

export function blockBody(block: HeldBlock): Sent<BlockBody> {
  const { instrument, part, first, last, journalId } = block;
  return { instrument, part, first: first.toString(), last: last.toString(), journal: journalId.toString() };
}

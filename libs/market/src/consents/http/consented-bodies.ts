import type { Sent } from '@carbon/http';
import type { Holder } from '@carbon/identity';
import { chinaTimestamp } from '@carbon/kernel';
import {
  ACCOUNT_KINDS,
  type AccountKind,
  type BalanceView,
  IsAccountNumber,
  type Kind,
  KINDS,
  type Part,
  PARTS,
  type StatementLine,
} from '@carbon/ledger';
import { ApiProperty } from '@nestjs/swagger';
import type { ConsentedAccount, StandingPledge } from '../persistence/consented-accounts';
import { ConsentPartyBody, consentPartyBody } from './consent-bodies';

export class ConsentedAccountPath {
  @IsAccountNumber({ description: 'Account that the holder consented to. 账户编号' })
  number!: string;
}

export class ConsentedAccountBody {
  @ApiProperty({ description: 'Account. 账户编号', example: 'CL-100-1024-0-28' })
  account!: string;

  @ApiProperty({ enum: ACCOUNT_KINDS, description: 'What it is for. 账户类型', example: 'holding' })
  kind!: AccountKind;

  @ApiProperty({ type: ConsentPartyBody, description: 'Whose it is. 持有人' })
  holder!: Sent<ConsentPartyBody>;

  @ApiProperty({
    description: 'Consent under which it is shown. 同意编号',
    example: '01900000-0000-7000-8000-000000000001',
  })
  consent!: string;

  @ApiProperty({ description: 'What for. 用途', example: '贷款审查' })
  purpose!: string;

  @ApiProperty({
    format: 'date',
    description: 'The last day on which it counts. 有效期至',
    example: '2026-12-31',
  })
  until!: string;
}

export class ConsentedBalanceBody {
  @ApiProperty({ description: 'Instrument. 品种', example: 'CEA25' })
  instrument!: string;

  @ApiProperty({ description: 'What one unit is. 单位', example: 't' })
  unit!: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'Whole units by part; money in fen. 各分项数量（资金以分计）',
    example: { available: '1000', frozen: '0', locked: '0', pledged: '200', judicial: '0', pending: '0' },
  })
  parts!: Readonly<Record<Part, string>>;

  @ApiProperty({ description: 'All parts together. 合计', example: '1200' })
  total!: string;
}

export class ConsentedMovementBody {
  @ApiProperty({ description: 'Number in the journal. 流水编号', example: '4711' })
  id!: string;

  @ApiProperty({ enum: KINDS, description: 'What it was. 类型', example: 'transfer' })
  kind!: Kind;

  @ApiProperty({ description: 'Instrument. 品种', example: 'CEA25' })
  instrument!: string;

  @ApiProperty({ enum: PARTS, description: 'Part of the balance. 分项', example: 'available' })
  part!: Part;

  @ApiProperty({ description: 'Change in whole units. 变动数量', example: '-200' })
  change!: string;

  @ApiProperty({ description: 'What that part came to. 变动后数量', example: '800' })
  after!: string;

  @ApiProperty({
    format: 'date-time',
    description: 'When it was recorded. 记账时间',
    example: '2026-03-02T10:00:00.000+08:00',
  })
  recordedAt!: string;
}

export class ConsentedPledgeBody {
  @ApiProperty({ description: 'Instrument. 品种', example: 'CEA25' })
  instrument!: string;

  @ApiProperty({ description: 'Whole units still pledged. 质押数量', example: '200' })
  held!: string;

  @ApiProperty({ type: ConsentPartyBody, description: 'To whom. 质权人' })
  pledgee!: Sent<ConsentPartyBody>;

  @ApiProperty({ format: 'date', description: 'Until when it was agreed. 质押期限', example: '2027-03-31' })
  until!: string;

  @ApiProperty({
    format: 'date-time',
    description: 'Since when. 生效时间',
    example: '2026-03-02T10:00:00.000+08:00',
  })
  pledgedAt!: string;
}

/** An account at one look: its first balances, its last movements and pledges. The rest of each is its own list. */
export class ConsentedViewBody extends ConsentedAccountBody {
  @ApiProperty({
    type: ConsentedBalanceBody,
    isArray: true,
    description: 'Balances by instrument, the first fifty. 余额（前五十项）',
  })
  balances!: readonly Sent<ConsentedBalanceBody>[];

  @ApiProperty({
    type: ConsentedMovementBody,
    isArray: true,
    description: 'The last twenty movements. 最近二十笔流水',
  })
  movements!: readonly Sent<ConsentedMovementBody>[];

  @ApiProperty({
    type: ConsentedPledgeBody,
    isArray: true,
    description: 'Units that stand pledged, the latest twenty. 在押质押（最近二十笔）',
  })
  pledges!: readonly Sent<ConsentedPledgeBody>[];
}

export function consentedAccountBody(
  one: ConsentedAccount,
  holders: ReadonlyMap<string, Holder>,
): Sent<ConsentedAccountBody> {
  const { account, kind, consent, purpose, until } = one;
  return { account, kind, holder: consentPartyBody(holders, one.holderId), consent, purpose, until };
}

export function consentedBalanceBody({
  instrument,
  unit,
  parts,
  total,
}: BalanceView): Sent<ConsentedBalanceBody> {
  const texts = Object.fromEntries(PARTS.map((part) => [part, parts[part].toString()]));
  return { instrument, unit, parts: texts as Record<Part, string>, total: total.toString() };
}

export const consentedMovementBody = (line: StatementLine): Sent<ConsentedMovementBody> => ({
  ...{ id: line.journalId.toString(), kind: line.kind, instrument: line.instrument, part: line.part },
  ...{ change: line.change.toString(), after: line.after.toString() },
  recordedAt: chinaTimestamp(line.recordedAt),
});

export const consentedPledgeBody = (
  pledge: StandingPledge,
  holders: ReadonlyMap<string, Holder>,
): Sent<ConsentedPledgeBody> => ({
  ...{ instrument: pledge.instrument, held: pledge.held.toString() },
  pledgee: consentPartyBody(holders, pledge.pledgeeId),
  ...{ until: pledge.until, pledgedAt: chinaTimestamp(pledge.pledgedAt) },
});

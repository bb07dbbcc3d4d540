import { IsId, IsOneOf, IsText, PageQuery, type Sent } from '@carbon/http';
import type { Holder } from '@carbon/identity';
import { chinaTimestamp } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import {
  type AccountConsent,
  CONSENT_STATES,
  CONSENTED_VIEWS,
  type ConsentedRead,
  type ConsentedView,
  type ConsentState,
} from '../domain/consent';

export class AccountConsentPath {
  @IsId({ description: 'Consent. 同意编号' })
  id!: string;
}

export class AccountConsentsQuery extends PageQuery {
  @IsOneOf(CONSENT_STATES, {
    description: 'Only in this state. 按状态筛选',
    optional: true,
    example: 'in-force',
  })
  state?: ConsentState;
}

export class WithdrawConsentBody {
  @IsText({ description: 'Why; no personal data. 事由', max: 500, example: '贷款已还清' })
  reason!: string;
}

const NULLABLE = { type: String, nullable: true, example: null } as const;
const MOMENT = { format: 'date-time', example: '2026-03-02T10:00:00.000+08:00' } as const;

export class ConsentPartyBody {
  @ApiProperty({ description: 'Code. 代码', example: 'BANK-1' })
  code!: string;

  @ApiProperty({ description: 'Chinese name. 中文名称', example: '示例银行' })
  nameZh!: string;

  @ApiProperty({ description: 'English name. 英文名称', example: 'Example Bank' })
  nameEn!: string;
}

export class AccountConsentBody {
  @ApiProperty({
    description: 'Number; its task has the same. 同意编号',
    example: '01900000-0000-7000-8000-000000000001',
  })
  id!: string;

  @ApiProperty({ type: ConsentPartyBody, description: 'Who consents. 同意人' })
  holder!: Sent<ConsentPartyBody>;

  @ApiProperty({ type: ConsentPartyBody, description: 'Who may look. 银行' })
  bank!: Sent<ConsentPartyBody>;

  @ApiProperty({
    type: String,
    isArray: true,
    description: 'Accounts that it may look at. 可查询账户',
    example: ['CL-100-1024-0-28'],
  })
  accounts!: readonly string[];

  @ApiProperty({ description: 'What for. 用途', example: '贷款审查' })
  purpose!: string;

  @ApiProperty({
    format: 'date',
    description: 'The last day on which it counts. 有效期至',
    example: '2026-12-31',
  })
  until!: string;

  @ApiProperty({
    enum: CONSENT_STATES,
    description: 'In force from its approval; a consent that is over by its day keeps this word. 状态',
    example: 'in-force',
  })
  state!: ConsentState;

  @ApiProperty({ description: 'Rules of its length. 规则包', example: 'account-consent@2026.1' })
  rulePack!: string;

  @ApiProperty({ ...MOMENT, description: 'When it was proposed. 申请时间' })
  proposedAt!: string;

  @ApiProperty({ ...NULLABLE, format: 'date-time', description: 'When it was given. 生效时间' })
  grantedAt!: string | null;

  @ApiProperty({ ...NULLABLE, format: 'date-time', description: 'When it was taken back. 撤回时间' })
  endedAt!: string | null;

  @ApiProperty({ ...NULLABLE, description: 'Why. 事由' })
  endedBecause!: string | null;
}

export class ConsentedReadBody {
  @ApiProperty({ description: 'Account that was looked at. 账户', example: 'CL-100-1024-0-28' })
  account!: string;

  @ApiProperty({ enum: CONSENTED_VIEWS, description: 'What of it. 查询内容', example: 'balances' })
  view!: ConsentedView;

  @ApiProperty({
    description: 'Who of the bank, by the number of the login. 查询人（登录编号）',
    example: 'user:01900000-0000-7000-8000-000000000009',
  })
  readBy!: string;

  @ApiProperty({ ...MOMENT, description: 'When. 查询时间' })
  readAt!: string;
}

const moment = (at: Date | undefined) => (at === undefined ? null : chinaTimestamp(at));

export function consentPartyBody(holders: ReadonlyMap<string, Holder>, id: string): Sent<ConsentPartyBody> {
  const holder = holders.get(id);
  if (holder === undefined) throw new Error(`the holder ${id} of a consent is gone`);
  const { code, nameZh, nameEn } = holder;
  return { code, nameZh, nameEn };
}

export function accountConsentBody(
  consent: AccountConsent,
  holders: ReadonlyMap<string, Holder>,
): Sent<AccountConsentBody> {
  const { id, accounts, purpose, until, state, rulePack } = consent;
  return {
    id,
    holder: consentPartyBody(holders, consent.holderId),
    bank: consentPartyBody(holders, consent.bankId),
    ...{ accounts, purpose, until, state, rulePack },
    proposedAt: chinaTimestamp(consent.proposedAt),
    ...{ grantedAt: moment(consent.grantedAt), endedAt: moment(consent.endedAt) },
    endedBecause: consent.endedBecause ?? null,
  };
}

export const consentedReadBody = ({
  account,
  view,
  readBy,
  readAt,
}: ConsentedRead): Sent<ConsentedReadBody> => ({
  ...{ account, view, readBy },
  readAt: chinaTimestamp(readAt),
});

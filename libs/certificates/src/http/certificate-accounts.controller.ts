import { Database } from '@carbon/database';
import {
  AnswersPageOf,
  type Caller,
  CurrentCaller,
  IdempotencyKey,
  IsOneOf,
  NeedsIdempotencyKey,
  Once,
  pageBody,
  pageOf,
  PageQuery,
  Permit,
  type Sent,
} from '@carbon/http';
import { chinaTimestamp, fault, malformed, type Page } from '@carbon/kernel';
import { accountInReach, IsAccountNumber } from '@carbon/ledger';
import { Body, Controller, Get, Inject, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { type ProvinceCode, provinces } from '../domain/provinces';
import { ASSIGNED_ROLES, type AssignedRole, readAccountRoles } from '../persistence/account-roles';
import { assignAccountRole } from '../use-cases/assign-account-role';
import type { Desk } from '../use-cases/desk';
import { DESK } from './desk-of';

export class AssignAccountRoleBody {
  @IsAccountNumber({ description: 'Holding account. 账户' })
  account!: string;

  @IsOneOf(ASSIGNED_ROLES, {
    description: 'Agent, or the account of a province (GEC-017). 账户角色',
    example: 'provincial',
  })
  role!: AssignedRole;

  @IsOneOf(provinces.map(({ code }) => code), {
    description: 'Province of a provincial account. 省级代码',
    example: '63',
    optional: true,
  })
  province?: ProvinceCode;
}

export class AccountRoleBody {
  @ApiProperty({ description: 'Account. 账户', example: 'CL-100-1024-0-27' })
  account!: string;
  @ApiProperty({ enum: ASSIGNED_ROLES, description: 'Role. 角色', example: 'provincial' })
  role!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Province code. 省级代码', example: '63' })
  province!: string | null;
  @ApiProperty({
    description: 'When it was assigned. 设立时间',
    format: 'date-time',
    example: '2026-03-02T10:00:00.000+08:00',
  })
  assignedAt!: string;
}

@ApiTags('certificates')
@Controller('v1/certificate-accounts')
export class CertificateAccountsController {
  constructor(
    private readonly database: Database,
    private readonly once: Once,
    @Inject(DESK) private readonly desk: Desk,
  ) {}

  @Post()
  @Permit('accounts.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: "Make an account an agent's or a province's (GEC-017). 设立代理账户或省级账户" })
  @ApiCreatedResponse({ type: AccountRoleBody })
  async assign(
    @Body() body: AssignAccountRoleBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<AccountRoleBody>> {
    const { account, role, province = null } = body;
    if ((role === 'provincial') !== (province !== null)) throw provinceWanted();
    const request = { caller, operation: 'certificate-accounts.assign', key, body };
    const answer = await this.once.run(request, async (tx) => {
      await accountInReach(tx, account, caller.reach);
      await assignAccountRole(tx, this.desk, { actor: caller.id, account, role, province });
      return { account, role, province, assignedAt: chinaTimestamp(this.desk.clock.now()) };
    });
    return answer.body;
  }

  @Get()
  @Permit('accounts.read')
  @ApiOperation({ summary: 'Accounts of agents and provinces. 代理账户与省级账户' })
  @AnswersPageOf(AccountRoleBody)
  async list(
    @Query() query: PageQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<AccountRoleBody>>> {
    const page = await readAccountRoles(this.database, pageOf(query, ['text']), reach);
    return pageBody(page, ({ assignedAt, ...role }) => ({ ...role, assignedAt: chinaTimestamp(assignedAt) }));
  }
}

function provinceWanted(): Error {
  return malformed([
    fault(
      'province',
      'required',
      'belongs to a provincial account, and only to it',
      '省级账户须填省份，其他账户不填',
    ),
  ]);
}

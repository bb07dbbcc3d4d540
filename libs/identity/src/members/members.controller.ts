import { Database } from '@carbon/database';
import {
  AnswersPageOf,
  type Caller,
  CLOCK,
  CurrentCaller,
  houseReach,
  IdempotencyKey,
  NeedsIdempotencyKey,
  Once,
  pageBody,
  pageOf,
  Permit,
  type Sent,
} from '@carbon/http';
import type { Clock, Page } from '@carbon/kernel';
import { PersonVault } from '@carbon/privacy';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { changeMemberRole, removeMember } from './change-member';
import { MemberBody, memberBody, MemberPath, MemberRoleBody, MembersQuery } from './member-bodies';
import { readMembers } from './member-store';
import { peopleOf } from './names';

/** Who acts for a holder, and as what. */
@ApiTags('members')
@Controller('v1/members')
export class MembersController {
  constructor(
    private readonly database: Database,
    private readonly vault: PersonVault,
    private readonly once: Once,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Permit('members.read')
  @ApiOperation({ summary: 'Members within reach, in the order in which they joined. 成员列表' })
  @AnswersPageOf(MemberBody)
  list(@Query() query: MembersQuery, @CurrentCaller() caller: Caller): Promise<Page<Sent<MemberBody>>> {
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const reach = houseReach(caller);
      const page = await readMembers(tx, pageOf(query, ['id']), { reach, holder: query.holder });
      const look = { caller, now, action: 'members.names-read' };
      const people = await peopleOf(tx, this.vault, page.items, look);
      return pageBody(page, (member) => memberBody(member, people.get(member.personId)?.name));
    });
  }

  @Post(':id/roles')
  @HttpCode(200)
  @Permit('members.write')
  @NeedsIdempotencyKey()
  @ApiOperation({
    summary: 'Give a member another role; sessions under the old one end. 变更成员角色',
    description:
      'Needs a second factor. Makers and checkers of the registry and of regulators: propose a task of kind ' +
      'registry-member. 登记机构、主管部门的经办与复核角色须经任务复核。',
  })
  @ApiOkResponse({ type: MemberBody })
  async changeRole(
    @Param() { id }: MemberPath,
    @Body() { role }: MemberRoleBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<MemberBody>> {
    const request = { caller, operation: 'members.change-role', key, body: { id, role } };
    const answer = await this.once.run(request, async (tx) =>
      memberBody(await changeMemberRole(tx, { memberId: id, role }, caller, this.clock.now())),
    );
    return answer.body;
  }

  @Delete(':id')
  @HttpCode(204)
  @Permit('members.write')
  @ApiOperation({ summary: 'End a membership; needs a second factor. 终止成员身份' })
  @ApiNoContentResponse()
  async remove(@Param() { id }: MemberPath, @CurrentCaller() caller: Caller): Promise<void> {
    await this.database.transaction((tx) => removeMember(tx, id, caller, this.clock.now()));
  }
}

import { IsId, IsOneOf, IsText } from '@carbon/http';

export const APPROVED_ROLES = ['maker', 'checker'] as const;
export const WHO = ['invitation', 'member'] as const;

/** Names nobody: who it is, the approver reads in the list of invitations or members. */
export class RegistryMemberPayload {
  @IsOneOf(WHO, {
    description: 'Whether somebody invited joins, or a member gets another role. 受邀人或现有成员',
    example: 'invitation',
  })
  who!: (typeof WHO)[number];

  @IsId({ description: 'Id of the invitation or of the membership. 邀请或成员身份编号' })
  id!: string;

  @IsOneOf(APPROVED_ROLES, {
    description: 'The role; of an invitation the one it names. 角色',
    example: 'maker',
  })
  role!: (typeof APPROVED_ROLES)[number];

  @IsText({ description: 'Why. 事由', max: 500, example: '岗位任命' })
  reason!: string;
}

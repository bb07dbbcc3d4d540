import { IsId, IsText } from '@carbon/http';

/** Names nobody: who it is, the approver reads in the list of invitations. Rests on the document of the task. */
export class FirstAdministratorPayload {
  @IsId({ description: 'Id of the invitation that waits. 待复核邀请编号' })
  invitation!: string;

  @IsText({ description: 'Why; no personal data. 事由', max: 500, example: '机构已提交授权书原件' })
  reason!: string;
}

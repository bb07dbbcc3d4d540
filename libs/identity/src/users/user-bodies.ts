import { IsId, IsOneOf, IsText } from '@carbon/http';
import { USER_STATES, type UserState } from './user';

export class UserPath {
  @IsId({ description: 'Id of the user. 用户编号' })
  id!: string;
}

export class LockUserBody {
  @IsText({ description: 'Why; stands in the audit trail. 锁定理由', example: '离职', max: 400 })
  reason!: string;
}

export class UserStateBody {
  @IsId({ description: 'Id of the user. 用户编号' })
  user!: string;

  @IsOneOf(USER_STATES, { description: 'What the account is now. 账号状态' })
  state!: UserState;
}

import { IsOneOf, IsText, PageQuery } from '@carbon/http';
import { CREDIT_SCHEMES, type CreditSchemeId } from '../../domain/schemes/credit-scheme';
import { PROJECT_STATES, type ProjectState, PUBLIC_PROJECT_STATES } from '../domain/project-steps';
import { IsProjectNumber } from './fields';

export class ProjectPath {
  @IsProjectNumber()
  number!: string;
}

export class ProjectQuery extends PageQuery {
  @IsOneOf(CREDIT_SCHEMES, {
    description: 'Only of this scheme. 按机制筛选',
    example: 'CCER',
    optional: true,
  })
  scheme?: CreditSchemeId;

  @IsOneOf(PROJECT_STATES, {
    description: 'Only in this state. 按状态筛选',
    example: 'registered',
    optional: true,
  })
  state?: ProjectState;

  @IsText({
    description: 'Only of this owner: id or code. 按业主筛选',
    example: 'OWNER',
    min: 2,
    max: 40,
    optional: true,
  })
  owner?: string;

  @IsOneOf(['true', 'false'], {
    description: 'Only whose review is overdue. 仅审查超期',
    example: 'true',
    optional: true,
  })
  overdue?: 'true' | 'false';
}

export class PublicProjectQuery extends PageQuery {
  @IsOneOf(CREDIT_SCHEMES, {
    description: 'Only of this scheme. 按机制筛选',
    example: 'CCER',
    optional: true,
  })
  scheme?: CreditSchemeId;

  @IsOneOf(PUBLIC_PROJECT_STATES, {
    description: 'Only in this state. 按状态筛选',
    example: 'in-comment',
    optional: true,
  })
  state?: ProjectState;
}

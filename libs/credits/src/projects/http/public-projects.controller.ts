import { Database } from '@carbon/database';
import { AnswersPageOf, pageBody, pageOf, PageQuery, PublicRoute, type Sent } from '@carbon/http';
import type { Page } from '@carbon/kernel';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import {
  PublicCommentBody,
  publicCommentBody,
  StatementTold,
  statementTold,
} from '../../life-cycle/http/bodies';
import { readComments } from '../../life-cycle/persistence/comments';
import { readStatements } from '../../life-cycle/persistence/statements';
import { holderCodes } from '../../persistence/holder-codes';
import { PUBLIC_PROJECT_STATES } from '../domain/project-steps';
import { projectUnknown } from '../domain/refusals';
import { readMonthsNotCreditable } from '../persistence/creditings';
import type { Project } from '../persistence/project';
import { findProject, readPublicProjects } from '../persistence/read-projects';
import { PublicProjectBody, publicProjectBody } from './project-bodies';
import { ProjectPath, PublicProjectQuery } from './project-queries';

export class PublicProjectDetailBody extends PublicProjectBody {
  @ApiProperty({ type: [StatementTold], description: 'Statements of its validation. 审定意见' })
  statements!: Sent<StatementTold>[];
  @ApiProperty({
    type: [String],
    description:
      'Months that earn no reductions, since their certificates were traded (EXC-002). 不得产生减排量的月份',
    example: ['2025-01'],
  })
  monthsNotCreditable!: string[];
}

/** The public register of projects (CCR-003): from publication on, whatever came of them. Names no person. */
@ApiTags('public register')
@Controller('v1/public/projects')
export class PublicProjectsController {
  constructor(private readonly database: Database) {}

  @Get()
  @PublicRoute()
  @ApiOperation({ summary: 'Projects that are or were public, by number. 项目公示与登记信息' })
  @AnswersPageOf(PublicProjectBody)
  async list(@Query() query: PublicProjectQuery): Promise<Page<Sent<PublicProjectBody>>> {
    const page = await readPublicProjects(this.database, pageOf(query, ['text']), query);
    const ids = page.items.flatMap(({ holderId, validatorId }) => [holderId, validatorId]);
    const codes = await holderCodes(this.database, ids);
    return pageBody(page, (project) => publicProjectBody(project, codes));
  }

  @Get(':number')
  @PublicRoute()
  @ApiOperation({ summary: 'One public project, with what its validator stated. 查询公示项目' })
  @ApiOkResponse({ type: PublicProjectDetailBody })
  async get(@Param() { number }: ProjectPath): Promise<Sent<PublicProjectDetailBody>> {
    const project = await this.publicProject(number);
    const statements = await readStatements(this.database, 'project', project.id);
    const ids = [project.holderId, project.validatorId, ...statements.map(({ bodyId }) => bodyId)];
    const codes = await holderCodes(this.database, ids);
    return {
      ...publicProjectBody(project, codes),
      statements: statements.map((statement) => statementTold(statement, codes)),
      monthsNotCreditable: await readMonthsNotCreditable(this.database, project.id),
    };
  }

  @Get(':number/comments')
  @PublicRoute()
  @ApiOperation({ summary: 'What was said of a project while it was public, oldest first. 公示意见' })
  @AnswersPageOf(PublicCommentBody)
  async comments(
    @Param() { number }: ProjectPath,
    @Query() query: PageQuery,
  ): Promise<Page<Sent<PublicCommentBody>>> {
    const { id } = await this.publicProject(number);
    const page = await readComments(this.database, 'project', id, pageOf(query, ['id']));
    return pageBody(page, publicCommentBody);
  }

  private async publicProject(number: string): Promise<Project> {
    const project = await findProject(this.database, number);
    if (project === undefined || !PUBLIC_PROJECT_STATES.includes(project.state)) throw projectUnknown(number);
    return project;
  }
}

import { Database } from '@carbon/database';
import {
  AnswersPageOf,
  type Caller,
  CurrentCaller,
  IdempotencyKey,
  NeedsIdempotencyKey,
  Once,
  pageBody,
  pageOf,
  PageQuery,
  Permit,
  type Sent,
} from '@carbon/http';
import { findHolder, holderInReach } from '@carbon/identity';
import { chinaDate, fault, malformed, type Page } from '@carbon/kernel';
import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CreditDesk } from '../../desk';
import { CREDIT_DESK } from '../../http-desk';
import { JudgementBody, judgementBody, LifeEventBody, lifeEventBody } from '../../life-cycle/http/bodies';
import { readEvents } from '../../life-cycle/persistence/events';
import { readJudgements } from '../../life-cycle/persistence/judgements';
import { holderCodes } from '../../persistence/holder-codes';
import { VERIFIER_SEES } from '../../reductions/domain/report-steps';
import type { Project } from '../persistence/project';
import { readProjects } from '../persistence/read-projects';
import { fileProject } from '../use-cases/file-project';
import { projectInReach } from '../use-cases/project-in-reach';
import { NewProjectBody } from './new-project-body';
import { newProjectOf } from './new-project-of';
import { FiledProjectBody, findingBody, ProjectBody, projectBody } from './project-bodies';
import { ProjectPath, ProjectQuery } from './project-queries';

/** Projects as their owners, their bodies and the registry see them. */
@ApiTags('projects')
@Controller('v1/projects')
export class ProjectsController {
  constructor(
    private readonly database: Database,
    private readonly once: Once,
    @Inject(CREDIT_DESK) private readonly desk: CreditDesk,
  ) {}

  @Post()
  @Permit('projects.write')
  @NeedsIdempotencyKey()
  @ApiOperation({
    summary: 'File a project as a draft. 申报减排项目',
    description:
      'Nothing is public yet; what the rules say of it is told and kept. 申报后先为草稿，附规则判定',
  })
  @ApiCreatedResponse({ type: FiledProjectBody })
  async file(
    @Body() body: NewProjectBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<FiledProjectBody>> {
    const request = { caller, operation: 'projects.file', key, body };
    const answer = await this.once.run(request, async (tx): Promise<Sent<FiledProjectBody>> => {
      const name = body.owner ?? caller.holder?.id;
      if (name === undefined) throw malformed([fault('owner', 'required', 'must be given', '必须填写')]);
      const owner = await holderInReach(tx.manager, name, caller.reach);
      const filed = await fileProject(tx, this.desk, newProjectOf(body, owner), caller);
      const { project, unmet, flags, suspected } = filed;
      const codes = await holderCodes(tx, [project.holderId, project.validatorId]);
      return {
        ...projectBody(project, codes, this.today()),
        ...{ unmet: unmet.map(findingBody), flags: flags.map(findingBody), suspected },
      };
    });
    return answer.body;
  }

  @Get()
  @Permit('credits.read')
  @ApiOperation({ summary: 'Projects by number. 项目列表' })
  @AnswersPageOf(ProjectBody)
  async list(
    @Query() query: ProjectQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<ProjectBody>>> {
    const { scheme, state, owner } = query;
    const holder = owner === undefined ? undefined : await findHolder(this.database.source.manager, owner);
    // whoever is not here has as few projects as whoever is none of the caller's business
    if (owner !== undefined && holder === undefined) return { items: [] };
    const today = this.today();
    const page = await readProjects(this.database, reach, VERIFIER_SEES, pageOf(query, ['text']), {
      ...{ scheme, state, holderId: holder?.id },
      overdueOn: query.overdue === 'true' ? today : undefined,
    });
    const codes = await this.codesOf(page.items);
    return pageBody(page, (project) => projectBody(project, codes, today));
  }

  @Get(':number')
  @Permit('credits.read')
  @ApiOperation({ summary: 'One project. 查询项目' })
  @ApiOkResponse({ type: ProjectBody })
  async get(
    @Param() { number }: ProjectPath,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Sent<ProjectBody>> {
    const project = await projectInReach(this.database, number, reach);
    return projectBody(project, await this.codesOf([project]), this.today());
  }

  @Get(':number/events')
  @Permit('credits.read')
  @ApiOperation({ summary: 'The history of a project, oldest first. 项目历史' })
  @AnswersPageOf(LifeEventBody)
  async events(
    @Param() { number }: ProjectPath,
    @Query() query: PageQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<LifeEventBody>>> {
    const { id } = await projectInReach(this.database, number, reach);
    return pageBody(await readEvents(this.database, 'project', id, pageOf(query, ['number'])), lifeEventBody);
  }

  @Get(':number/judgements')
  @Permit('credits.read')
  @ApiOperation({ summary: 'What the rules said of a project, and which rules, oldest first. 项目规则判定' })
  @AnswersPageOf(JudgementBody)
  async judgements(
    @Param() { number }: ProjectPath,
    @Query() query: PageQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<JudgementBody>>> {
    const { id } = await projectInReach(this.database, number, reach);
    return pageBody(await readJudgements(this.database, 'project', id, pageOf(query, ['id'])), judgementBody);
  }

  private today() {
    return chinaDate(this.desk.clock.now());
  }

  private codesOf(projects: readonly Project[]): Promise<ReadonlyMap<string, string>> {
    const ids = projects.flatMap(({ holderId, validatorId }) => [holderId, validatorId]);
    return holderCodes(this.database, ids);
  }
}

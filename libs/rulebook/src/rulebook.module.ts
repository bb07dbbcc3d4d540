import { TaskKinds } from '@carbon/approvals';
import { CLOCK } from '@carbon/http';
import { JobKinds } from '@carbon/jobs';
import type { Clock } from '@carbon/kernel';
import type { Standard } from '@carbon/rules';
import { type DynamicModule, Global, Inject, Module } from '@nestjs/common';
import { DryRunKind } from './dry-runs/dry-run-kind';
import { DryRuns } from './dry-runs/dry-runs';
import { DryRunsController } from './dry-runs/http/dry-runs.controller';
import { openTasksDryRun } from './dry-runs/open-tasks-dry-run';
import { RulePacksController } from './http/rule-packs.controller';
import { ReleasedPacks } from './released/released-packs';
import { Rulebook } from './rulebook';
import { BROUGHT_STANDARDS, StandardsController } from './standards/standards.controller';
import { RulePackVersionKind } from './tasks/rule-pack-version-kind';
import { RulePackWithdrawalKind } from './tasks/rule-pack-withdrawal-kind';

export interface RulebookParts {
  /** The one of the process: rooms below this one are given it too. */
  readonly rulebook: Rulebook;
  /** Editions that rooms bring beside the register of standards. */
  readonly standards?: readonly Standard[];
}

/**
 * Rule packs as immutable versions, and how a new one comes to count. Rooms inject Rulebook for the rules of a
 * calculation and DryRuns to register their trials. Needs EdgeModule, ApprovalsModule, JobsModule.
 */
@Global()
@Module({})
export class RulebookModule {
  constructor(
    rulebook: Rulebook,
    dryRuns: DryRuns,
    tasks: TaskKinds,
    jobs: JobKinds,
    @Inject(CLOCK) clock: Clock,
  ) {
    tasks.register(new RulePackVersionKind(rulebook, dryRuns));
    tasks.register(new RulePackWithdrawalKind(rulebook));
    jobs.register(new DryRunKind(rulebook, dryRuns, clock));
    dryRuns.register(openTasksDryRun);
  }

  static forRoot({ rulebook, standards = [] }: RulebookParts): DynamicModule {
    return {
      module: RulebookModule,
      controllers: [RulePacksController, DryRunsController, StandardsController],
      providers: [
        { provide: Rulebook, useValue: rulebook },
        { provide: BROUGHT_STANDARDS, useValue: standards },
        DryRuns,
        ReleasedPacks,
      ],
      exports: [Rulebook, DryRuns],
    };
  }
}

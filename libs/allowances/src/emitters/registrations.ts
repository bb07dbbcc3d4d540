import { TaskKinds } from '@carbon/approvals';
import { HolderSuccession } from '@carbon/custody';
import { JobKinds } from '@carbon/jobs';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EmitterDesk } from './desk';
import { EMITTER_DESK } from './http/desk-of';
import { depositImportKind } from './jobs/deposit-import';
import { emitterListImportKind } from './jobs/emitter-list-import';
import { exportDepositsKind } from './jobs/export-deposits';
import { emitterListKind } from './tasks/emitter-list-kind';
import { planReturnKind, planSubmissionKind } from './tasks/quality-plan-kinds';
import { succeedEmitters } from './use-cases/succeed-emitters';

/** What emitters bring to the rooms below: acts under four eyes, long work, whose they are after a merger. */
@Injectable()
export class EmitterRegistrations implements OnModuleInit {
  constructor(
    private readonly kinds: TaskKinds,
    private readonly jobs: JobKinds,
    private readonly succession: HolderSuccession,
    @Inject(EMITTER_DESK) private readonly desk: EmitterDesk,
  ) {}

  onModuleInit(): void {
    this.kinds.register(emitterListKind(this.desk));
    this.kinds.register(planSubmissionKind(this.desk));
    this.kinds.register(planReturnKind());
    this.jobs.register(emitterListImportKind(this.desk));
    this.jobs.register(depositImportKind(this.desk));
    this.jobs.register(exportDepositsKind(this.desk));
    this.succession.register('allowances.emitters', succeedEmitters);
  }
}

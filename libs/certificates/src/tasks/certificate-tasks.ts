import { TaskKinds } from '@carbon/approvals';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DESK } from '../http/desk-of';
import type { Desk } from '../use-cases/desk';
import { claimKind } from './claim-kind';
import { issueKind } from './issue-kind';

/** Brings the acts on certificates that need four eyes. */
@Injectable()
export class CertificateTasks implements OnModuleInit {
  constructor(
    private readonly kinds: TaskKinds,
    @Inject(DESK) private readonly desk: Desk,
  ) {}

  onModuleInit(): void {
    this.kinds.register(issueKind(this.desk));
    this.kinds.register(claimKind(this.desk));
  }
}

import { TaskKinds } from '@carbon/approvals';
import { ClosureChecks, HolderSuccession, TransferRules } from '@carbon/custody';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { INCLUSION_PARTS, type InclusionParts } from '../parts';
import { poolOfProgramme } from './domain/refusals';
import { programmeOfPool } from './persistence/write-programmes';
import { POINTS_SCHEME, pointsTransferRules } from './points-transfer-rules';
import { programmeClosingKind } from './tasks/closing-kind';
import { programmeKind } from './tasks/programme-kind';
import { succeedInProgrammes } from './use-cases/succeed-in-programmes';

/** What programmes bring to the rooms below: acts under four eyes, that points stay where they are, who succeeds whom. */
@Injectable()
export class ProgrammeRegistrations implements OnModuleInit {
  constructor(
    private readonly kinds: TaskKinds,
    private readonly transfers: TransferRules,
    private readonly closures: ClosureChecks,
    private readonly succession: HolderSuccession,
    @Inject(INCLUSION_PARTS) private readonly parts: InclusionParts,
  ) {}

  onModuleInit(): void {
    this.kinds.register(programmeKind(this.parts));
    this.kinds.register(programmeClosingKind);
    this.transfers.register(POINTS_SCHEME, pointsTransferRules);
    this.succession.register('inclusion.programmes', succeedInProgrammes);
    this.closures.register('inclusion.programmes', async (tx, { number }) => {
      const programme = await programmeOfPool(tx, number);
      return programme === undefined ? undefined : poolOfProgramme(number, programme);
    });
  }
}

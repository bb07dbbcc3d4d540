import { TaskKinds } from '@carbon/approvals';
import { Injectable, Module, type OnModuleInit } from '@nestjs/common';
import { AssetsController } from './http/assets.controller';
import { OverlapsController } from './http/overlaps.controller';
import { SuspicionsController } from './http/suspicions.controller';
import { assetMatchKind } from './tasks/asset-match-kind';

/** What this room brings to those below it: the act that needs four eyes. */
@Injectable()
class SourceRegistrations implements OnModuleInit {
  constructor(private readonly kinds: TaskKinds) {}

  onModuleInit(): void {
    this.kinds.register(assetMatchKind);
  }
}

/** What stands behind units, over HTTP. Needs EdgeModule and ApprovalsModule. */
@Module({
  controllers: [AssetsController, SuspicionsController, OverlapsController],
  providers: [SourceRegistrations],
})
export class SourcesModule {}

import { TaskKinds } from '@carbon/approvals';
import { Global, Injectable, Module, type OnModuleInit } from '@nestjs/common';
import { AssetsController } from './http/assets.controller';
import { OverlapsController } from './http/overlaps.controller';
import { SuspicionsController } from './http/suspicions.controller';
import { MatchObjections } from './match-objections';
import { assetMatchKind } from './tasks/asset-match-kind';

/** What this room brings to those below it: the act that needs four eyes. */
@Injectable()
class SourceRegistrations implements OnModuleInit {
  constructor(
    private readonly kinds: TaskKinds,
    private readonly objections: MatchObjections,
  ) {}

  onModuleInit(): void {
    this.kinds.register(assetMatchKind(this.objections));
  }
}

/** What stands behind units, over HTTP. Needs EdgeModule and ApprovalsModule. */
@Global()
@Module({
  controllers: [AssetsController, SuspicionsController, OverlapsController],
  providers: [SourceRegistrations, MatchObjections],
  exports: [MatchObjections],
})
export class SourcesModule {}

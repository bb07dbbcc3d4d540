import { HolderSuccession } from '@carbon/custody';
import { succeedAssets } from '@carbon/sources';
import { Injectable, type OnModuleInit } from '@nestjs/common';

/** Assets go over in a merger. Sources and custody do not know each other, so the process joins them. */
@Injectable()
export class AssetSuccession implements OnModuleInit {
  constructor(private readonly succession: HolderSuccession) {}

  onModuleInit(): void {
    this.succession.register('sources', succeedAssets);
  }
}

import { Module } from '@nestjs/common';

/** What stands behind units, over HTTP. Needs EdgeModule and ApprovalsModule. */
@Module({})
export class SourcesModule {}

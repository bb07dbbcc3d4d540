import { type DynamicModule, Global, Module } from '@nestjs/common';
import { TaskKinds } from './task-kind';

/** Proposals and their approval. Rooms inject TaskKinds and register what they let people propose. Needs EdgeModule. */
@Global()
@Module({})
export class ApprovalsModule {
  static forRoot(): DynamicModule {
    return { module: ApprovalsModule, providers: [TaskKinds], exports: [TaskKinds] };
  }
}

import { TaskKinds } from '@carbon/approvals';
import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { BorrowingsController } from './http/borrowings.controller';
import { BORROWING_DESK, borrowingDeskProvider } from './http/desk-of';
import { allowanceBorrowingKind } from './tasks/allowance-borrowing-kind';
import type { BorrowingDesk } from './use-cases/desk';

/** Borrowing of a later year's allowances (BOR-001, BOR-002). Needs EdgeModule, LedgerModule, ApprovalsModule, RulebookModule. */
@Module({ controllers: [BorrowingsController], providers: [borrowingDeskProvider] })
export class BorrowingModule implements OnModuleInit {
  constructor(
    private readonly kinds: TaskKinds,
    @Inject(BORROWING_DESK) private readonly desk: BorrowingDesk,
  ) {}

  onModuleInit(): void {
    this.kinds.register(allowanceBorrowingKind(this.desk));
  }
}

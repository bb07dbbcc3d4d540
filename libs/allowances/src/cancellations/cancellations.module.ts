import { TaskKinds } from '@carbon/approvals';
import { Ledger } from '@carbon/ledger';
import { ReceiptSources } from '@carbon/receipts';
import { Module, type OnModuleInit } from '@nestjs/common';
import { AllowanceCancellationsController } from './http/cancellations.controller';
import { allowanceCancellationKind } from './tasks/allowance-cancellation-kind';
import { receiptsOfCancellations } from './use-cases/receipts-of-cancellations';

/** Voluntary cancellation of allowances (ETS-012). Needs EdgeModule, LedgerModule, ApprovalsModule, ReceiptsModule. */
@Module({ controllers: [AllowanceCancellationsController] })
export class CancellationsModule implements OnModuleInit {
  constructor(
    private readonly kinds: TaskKinds,
    private readonly receipts: ReceiptSources,
    private readonly ledger: Ledger,
  ) {}

  onModuleInit(): void {
    this.kinds.register(allowanceCancellationKind({ ledger: this.ledger }));
    this.receipts.register(receiptsOfCancellations);
  }
}

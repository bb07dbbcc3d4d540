import { TaskKinds } from '@carbon/approvals';
import { Ledger } from '@carbon/ledger';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { exchangeMoveKind } from './tasks/exchange-move-kind';

/** What holdings bring to the rooms below. */
@Injectable()
export class HoldingRegistrations implements OnModuleInit {
  constructor(
    private readonly kinds: TaskKinds,
    private readonly ledger: Ledger,
  ) {}

  onModuleInit(): void {
    this.kinds.register(exchangeMoveKind(this.ledger));
  }
}

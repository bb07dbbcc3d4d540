import { TaskKinds } from '@carbon/approvals';
import { PersonalDataSources } from '@carbon/privacy';
import { ReceiptSources } from '@carbon/receipts';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { RETIREMENT_DESK } from './http/desk-of';
import { creditRetirementKind } from './tasks/credit-retirement-kind';
import { retirementReversalKind } from './tasks/retirement-reversal-kind';
import type { RetirementDesk } from './use-cases/desk';
import { personsOfRetirements } from './use-cases/persons-of-retirements';
import { receiptsOfRetirements } from './use-cases/receipts-of-retirements';

/** What retirements bring to the rooms below: acts that need four eyes, receipts, what is held of persons. */
@Injectable()
export class RetirementRegistrations implements OnModuleInit {
  constructor(
    private readonly kinds: TaskKinds,
    private readonly receipts: ReceiptSources,
    private readonly persons: PersonalDataSources,
    @Inject(RETIREMENT_DESK) private readonly desk: RetirementDesk,
  ) {}

  onModuleInit(): void {
    this.kinds.register(creditRetirementKind(this.desk));
    this.kinds.register(retirementReversalKind(this.desk));
    this.receipts.register(receiptsOfRetirements(this.desk));
    this.persons.register(personsOfRetirements(this.desk));
  }
}

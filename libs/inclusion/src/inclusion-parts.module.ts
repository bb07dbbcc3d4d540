import { Ledger } from '@carbon/ledger';
import { Rulebook } from '@carbon/rulebook';
import { Module } from '@nestjs/common';
import { INCLUSION_PARTS, type InclusionParts } from './parts';

/** What every part of this room works with. Needs LedgerModule and RulebookModule. */
@Module({
  providers: [
    {
      provide: INCLUSION_PARTS,
      inject: [Ledger, Rulebook],
      useFactory: (ledger: Ledger, rulebook: Rulebook): InclusionParts => ({
        ledger,
        packs: (reader) => rulebook.packs(reader),
      }),
    },
  ],
  exports: [INCLUSION_PARTS],
})
export class InclusionPartsModule {}

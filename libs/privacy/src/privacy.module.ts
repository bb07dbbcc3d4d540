import { type DynamicModule, Global, Module } from '@nestjs/common';
import { ConsentListeners } from './consent-listeners';
import { Consents } from './consents';
import { ConsentPurposesController } from './http/consent-purposes.controller';
import { GuardianshipsController } from './http/guardianships.controller';
import { MyConsentsController } from './http/my-consents.controller';
import { MyDataController } from './http/my-data.controller';
import { PersonsController } from './http/persons.controller';
import { PersonVault } from './person-vault';
import { PersonalDataSources } from './personal-data-sources';
import { privacySource } from './privacy-source';
import { SealedPersonVault } from './sealed-person-vault';

export interface PrivacyParts {
  readonly vault: SealedPersonVault;
  /** Given when something outside the application needs them too, as a scheduler of `runRetention`. */
  readonly sources?: PersonalDataSources;
}

/** Persons, their consents and their rights over HTTP, and the vault for all rooms. Needs EdgeModule. */
@Global()
@Module({})
export class PrivacyModule {
  static forRoot({ vault, sources = new PersonalDataSources() }: PrivacyParts): DynamicModule {
    sources.register(privacySource(vault));
    return {
      module: PrivacyModule,
      controllers: [
        MyDataController,
        MyConsentsController,
        ConsentPurposesController,
        PersonsController,
        GuardianshipsController,
      ],
      providers: [
        { provide: SealedPersonVault, useValue: vault },
        { provide: PersonVault, useValue: vault },
        { provide: PersonalDataSources, useValue: sources },
        { provide: ConsentListeners, useValue: sources.listeners },
        { provide: Consents, useValue: new Consents({ vault, listeners: sources.listeners }) },
      ],
      exports: [PersonVault, PersonalDataSources, ConsentListeners, Consents],
    };
  }
}

import { PersonalDataSources, PersonVault } from '@carbon/privacy';
import { type DynamicModule, Module } from '@nestjs/common';
import { EngagementsController } from './http/engagements.controller';
import { HoldersController } from './http/holders.controller';
import { PublicHoldersController } from './http/public-holders.controller';
import { ApiKeysController } from './keys/api-keys.controller';
import { MAIL_DELIVERY, type MailDelivery, MailScheduler } from './mail/mail-scheduler';
import { Mailer } from './mail/mailer';
import { OutboxController } from './mail/outbox.controller';
import { InvitationsController } from './members/invitations.controller';
import { MembersController } from './members/members.controller';
import { OidcClient } from './oidc/oidc-client';
import { OidcController } from './oidc/oidc.controller';
import { type OidcOptions, OidcSettings } from './oidc/oidc-settings';
import { personalDataOfIdentity } from './personal/personal-data-of-identity';
import { AttemptThrottle } from './sessions/attempt-throttle';
import { SessionSettings } from './sessions/session-settings';
import { SessionsController } from './sessions/sessions.controller';
import { MeController } from './users/me.controller';
import { PasswordResetsController } from './users/password-resets.controller';
import { UsersController } from './users/users.controller';

export interface IdentityParts {
  readonly vault: PersonVault;
  readonly mailer: Mailer;
  /** Those that SessionAuthenticator was made with. */
  readonly settings: SessionSettings;
  /** Where mails go; without it they stay in the outbox. */
  readonly delivery?: MailDelivery;
  /** An identity provider where people may sign in too. */
  readonly oidc?: OidcOptions;
}

/** Holders over HTTP; with `forRoot` also users and their sessions. Needs EdgeModule. */
@Module({ controllers: [HoldersController, PublicHoldersController, EngagementsController] })
export class IdentityModule {
  static forRoot({ vault, mailer, settings, delivery, oidc }: IdentityParts): DynamicModule {
    const provider = oidc === undefined ? undefined : new OidcSettings(oidc);
    return {
      module: IdentityModule,
      // other rooms write mails
      global: true,
      controllers: [
        ApiKeysController,
        SessionsController,
        MeController,
        PasswordResetsController,
        UsersController,
        MembersController,
        InvitationsController,
        ...(provider === undefined ? [] : [OidcController]),
        OutboxController,
      ],
      providers: [
        { provide: PersonVault, useValue: vault },
        { provide: Mailer, useValue: mailer },
        { provide: SessionSettings, useValue: settings },
        { provide: MAIL_DELIVERY, useValue: delivery },
        ...(provider === undefined
          ? []
          : [
              { provide: OidcSettings, useValue: provider },
              { provide: OidcClient, useValue: new OidcClient(provider) },
            ]),
        MailScheduler,
        {
          provide: 'personal data of identity',
          inject: [{ token: PersonalDataSources, optional: true }],
          useFactory: (sources?: PersonalDataSources) =>
            sources?.register(personalDataOfIdentity(vault)) ?? true,
        },
        { provide: AttemptThrottle, useValue: new AttemptThrottle(settings) },
      ],
      exports: [PersonVault, Mailer, SessionSettings, AttemptThrottle],
    };
  }
}

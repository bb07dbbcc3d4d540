import { Identity1700000003000 } from './1700000003000-identity';
import { UsersAndSessions1700000006000 } from './1700000006000-users-and-sessions';
import { Holders1700000006500 } from './1700000006500-holders';
import { Mail1700000009000 } from './1700000009000-mail';
import { InvitationsAndOidc1700000009200 } from './1700000009200-invitations-and-oidc';
import { ApiKeys1700000009500 } from './1700000009500-api-keys';

export const identityMigrations = [
  Identity1700000003000,
  UsersAndSessions1700000006000,
  Holders1700000006500,
  Mail1700000009000,
  InvitationsAndOidc1700000009200,
  ApiKeys1700000009500,
];

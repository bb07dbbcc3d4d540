import type { MustBe } from '@carbon/http';
import { type MailDelivery, type OidcOptions, SessionSettings, SmtpTransport } from '@carbon/identity';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsOptional, IsString, Matches } from 'class-validator';

/** How people reach the service and sign in; shared by every process that lets them in. */
export class PeopleSettings {
  /** Address of our pages as people see it; links in mails begin with it, and requests of browsers must come from it. */
  @IsOptional()
  @Matches(/^https?:\/\/[^\s/]+$/)
  PUBLIC_URL?: string;

  /** Addresses or networks of the proxies in front, by commas: their word on who asks is taken. */
  @IsOptional()
  @Matches(/^[0-9a-fA-F.:/]+(,[0-9a-fA-F.:/]+)*$/)
  TRUSTED_PROXIES?: string;

  /** `off` is for demonstrations only. */
  @IsIn(['required', 'off'])
  SECOND_FACTOR: 'required' | 'off' = 'required';

  /** Cookies go over TLS only, unless the service is spoken to on one's own machine. */
  @Transform(({ value }: { value: unknown }) => value === undefined || value === 'true' || value === true)
  @IsBoolean()
  COOKIES_SECURE: boolean = true;

  /** Where mails are handed over; without it they stay in the outbox. */
  @IsOptional()
  @Matches(/^smtps?:\/\/\S+$/)
  SMTP_URL?: string;

  @IsOptional()
  @IsString()
  MAIL_FROM?: string;

  /** An OpenID provider that people may sign in at, by its issuer; needs PUBLIC_URL. */
  @IsOptional()
  @Matches(/^https?:\/\/\S+$/)
  OIDC_ISSUER?: string;

  @IsOptional()
  @IsString()
  OIDC_CLIENT_ID?: string;

  /** None for a public client. */
  @IsOptional()
  @IsString()
  OIDC_CLIENT_SECRET?: string;

  /** Link accounts at the first login by a verified e-mail: only for a provider that is trusted to say so. */
  @Transform(({ value }: { value: unknown }) => value === 'true' || value === true)
  @IsBoolean()
  OIDC_LINK_BY_EMAIL: boolean = false;

  /** Values of `acr` that count as a second factor, by commas. */
  @IsOptional()
  @Matches(/^[^\s,]+(,[^\s,]+)*$/)
  OIDC_SECOND_FACTOR_ACR?: string;
}

export const PEOPLE_MUST_BE: MustBe = {
  PUBLIC_URL: [
    '应为对外网址，例如 https://carbon.example，发送邮件时必填',
    'must be the address that people see, e.g. https://carbon.example; needed where mails are sent',
  ],
  TRUSTED_PROXIES: [
    '应为以逗号分隔的代理地址或网段',
    'must be addresses or networks of proxies, divided by commas',
  ],
  SECOND_FACTOR: ['应为 required 或 off', 'must be required or off'],
  COOKIES_SECURE: ['应为 true 或 false', 'must be true or false'],
  SMTP_URL: ['应为 smtp(s):// 连接串', 'must be an smtp(s):// address'],
  MAIL_FROM: ['使用 SMTP_URL 时须设置发件人', 'must be the sender, where SMTP_URL is set'],
  OIDC_ISSUER: [
    '应为 https:// 网址，并同时设置 OIDC_CLIENT_ID 与 PUBLIC_URL',
    'must be an https:// address, with OIDC_CLIENT_ID and PUBLIC_URL',
  ],
  OIDC_CLIENT_ID: ['使用 OIDC_ISSUER 时须设置', 'must be set where OIDC_ISSUER is'],
  OIDC_CLIENT_SECRET: ['应为文本', 'must be a text'],
  OIDC_LINK_BY_EMAIL: ['应为 true 或 false', 'must be true or false'],
  OIDC_SECOND_FACTOR_ACR: ['应为以逗号分隔的值', 'must be values divided by commas'],
};

/** Settings that are wrong together though each alone is not. */
export function wrongTogether(settings: PeopleSettings): (keyof PeopleSettings)[] {
  const wanted = [
    ...(settings.SMTP_URL === undefined ? [] : (['MAIL_FROM', 'PUBLIC_URL'] as const)),
    ...(settings.OIDC_ISSUER === undefined ? [] : (['OIDC_CLIENT_ID', 'PUBLIC_URL'] as const)),
  ];
  return wanted.filter((name) => settings[name] === undefined);
}

function sessionSettingsOf(settings: PeopleSettings): SessionSettings {
  const { PUBLIC_URL, SECOND_FACTOR, COOKIES_SECURE } = settings;
  return new SessionSettings({
    secondFactor: SECOND_FACTOR,
    cookies: { secure: COOKIES_SECURE, ...(PUBLIC_URL === undefined ? {} : { origins: [PUBLIC_URL] }) },
  });
}

/** The OpenID provider that people may sign in at, if any. */
function oidcOf(settings: PeopleSettings): OidcOptions | undefined {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, PUBLIC_URL } = settings;
  if (OIDC_ISSUER === undefined || OIDC_CLIENT_ID === undefined || PUBLIC_URL === undefined) return undefined;
  const acr = settings.OIDC_SECOND_FACTOR_ACR?.split(',');
  return {
    issuer: OIDC_ISSUER,
    clientId: OIDC_CLIENT_ID,
    ...(OIDC_CLIENT_SECRET === undefined ? {} : { clientSecret: OIDC_CLIENT_SECRET }),
    redirectUri: `${PUBLIC_URL}/v1/oidc/callback`,
    linkByVerifiedEmail: settings.OIDC_LINK_BY_EMAIL,
    ...(acr === undefined ? {} : { secondFactor: { acr } }),
  };
}

/** The proxies whose word is taken, for the edge. */
export function proxiesOf({ TRUSTED_PROXIES }: PeopleSettings): { readonly trustProxy?: readonly string[] } {
  return TRUSTED_PROXIES === undefined ? {} : { trustProxy: TRUSTED_PROXIES.split(',') };
}

/** What the registry is told of people by its settings. */
export function peopleOf(settings: PeopleSettings): {
  readonly sessions: SessionSettings;
  readonly delivery?: MailDelivery;
  readonly oidc?: OidcOptions;
  readonly site?: string;
} {
  const [delivery, oidc] = [deliveryOf(settings), oidcOf(settings)];
  return {
    sessions: sessionSettingsOf(settings),
    ...(delivery === undefined ? {} : { delivery }),
    ...(oidc === undefined ? {} : { oidc }),
    ...(settings.PUBLIC_URL === undefined ? {} : { site: settings.PUBLIC_URL }),
  };
}

/** Where mails go, if anywhere. */
function deliveryOf({ SMTP_URL, MAIL_FROM, PUBLIC_URL }: PeopleSettings): MailDelivery | undefined {
  if (SMTP_URL === undefined || MAIL_FROM === undefined || PUBLIC_URL === undefined) return undefined;
  return { transport: new SmtpTransport({ url: SMTP_URL, from: MAIL_FROM }), site: PUBLIC_URL };
}

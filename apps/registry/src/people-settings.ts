import type { MustBe } from '@carbon/http';
import { type MailDelivery, SessionSettings, SmtpTransport } from '@carbon/identity';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsOptional, IsString, Matches } from 'class-validator';

/** How people reach the service and sign in; shared by every process that lets them in. */
export class PeopleSettings {
  /** Address of our pages as people see it; links in mails begin with it, and requests of browsers must come from it. */
  @IsOptional()
  @Matches(/^https?:\/\/[^\s/]+$/)
  PUBLIC_URL?: string;

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
}

export const PEOPLE_MUST_BE: MustBe = {
  PUBLIC_URL: [
    '应为对外网址，例如 https://carbon.example，发送邮件时必填',
    'must be the address that people see, e.g. https://carbon.example; needed where mails are sent',
  ],
  SECOND_FACTOR: ['应为 required 或 off', 'must be required or off'],
  COOKIES_SECURE: ['应为 true 或 false', 'must be true or false'],
  SMTP_URL: ['应为 smtp(s):// 连接串', 'must be an smtp(s):// address'],
  MAIL_FROM: ['使用 SMTP_URL 时须设置发件人', 'must be the sender, where SMTP_URL is set'],
};

/** Settings that are wrong together though each alone is not. */
export function wrongTogether(settings: PeopleSettings): (keyof PeopleSettings)[] {
  if (settings.SMTP_URL === undefined) return [];
  return (['MAIL_FROM', 'PUBLIC_URL'] as const).filter((name) => settings[name] === undefined);
}

export function sessionSettingsOf(settings: PeopleSettings): SessionSettings {
  const { PUBLIC_URL, SECOND_FACTOR, COOKIES_SECURE } = settings;
  return new SessionSettings({
    secondFactor: SECOND_FACTOR,
    cookies: { secure: COOKIES_SECURE, ...(PUBLIC_URL === undefined ? {} : { origins: [PUBLIC_URL] }) },
  });
}

/** Where mails go, if anywhere. */
export function deliveryOf({ SMTP_URL, MAIL_FROM, PUBLIC_URL }: PeopleSettings): MailDelivery | undefined {
  if (SMTP_URL === undefined || MAIL_FROM === undefined || PUBLIC_URL === undefined) return undefined;
  return { transport: new SmtpTransport({ url: SMTP_URL, from: MAIL_FROM }), site: PUBLIC_URL };
}
